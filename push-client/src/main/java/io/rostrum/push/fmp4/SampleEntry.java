package io.rostrum.push.fmp4;

import io.rostrum.push.codec.AudioSpecificConfig;
import io.rostrum.push.codec.Av1Configuration;
import io.rostrum.push.codec.AvcDecoderConfiguration;
import io.rostrum.push.codec.AvcSps;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.codec.HevcDecoderConfiguration;
import io.rostrum.push.codec.OpusHead;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;

/// The sample entry of a track (ISO/IEC 14496-12 §8.5.2): its codec, and how the samples are to be shown.
sealed interface SampleEntry {
    /// {@return width for the track header, 16.16 fixed point: with square pixels (§8.3.2)}
    long displayWidth();

    /// {@return height for the track header, 16.16 fixed point}
    long displayHeight();

    void write(BoxWriter out);

    /// @throws CodecFormatException if the track's configuration cannot be read
    static SampleEntry of(Fmp4Track track) throws CodecFormatException {
        return switch (track.parameters()) {
            case CodecParameters.Video video -> picture(video);
            case CodecParameters.Audio audio
            when audio.codec() == Codec.OPUS -> new Opus(audio, OpusHead.parse(audio.configuration()));
            case CodecParameters.Audio audio -> {
                AudioSpecificConfig.parse(audio.configuration());
                yield new Aac(audio, track.id());
            }
        };
    }

    private static SampleEntry picture(CodecParameters.Video video) throws CodecFormatException {
        return switch (video.codec()) {
            case HEVC -> {
                HevcDecoderConfiguration.parse(video.configuration());
                yield new Visual("hvc1", "hvcC", video, video.color(), SQUARE);
            }
            case AV1 -> {
                Av1Configuration.parse(video.configuration());
                yield new Visual("av01", "av1C", video, video.color(), SQUARE);
            }
            case H264, AAC, OPUS -> {
                AvcSps sps =
                        AvcDecoderConfiguration.parse(video.configuration()).firstSps();
                ColorInfo color = sps.color() == null ? video.color() : sps.color();
                yield new Visual("avc1", "avcC", video, color, sps.sampleAspectRatio());
            }
        };
    }

    Rational SQUARE = new Rational(1, 1);

    /// `avc1` (ISO/IEC 14496-15 §5.4.2.1), `hvc1` (§8.4.1.1) or `av01` (AV1-ISOBMFF §2.2).
    ///
    /// @param type          of the entry
    /// @param configuration type of the box with the decoder's configuration
    record Visual(
            String type, String configuration, CodecParameters.Video parameters, ColorInfo color, Rational pixelAspect)
            implements SampleEntry {
        /// H.273: "unspecified".
        private static final int UNSPECIFIED = 2;

        @Override
        public long displayWidth() {
            return ((long) parameters.width() << 16) * pixelAspect.numerator() / pixelAspect.denominator();
        }

        @Override
        public long displayHeight() {
            return (long) parameters.height() << 16;
        }

        @Override
        public void write(BoxWriter out) {
            out.box(type, () -> {
                out.zeros(6).u16(1).zeros(16); // reserved, data reference; pre-defined and reserved
                out.u16(parameters.width()).u16(parameters.height());
                out.u32(0x0048_0000).u32(0x0048_0000).zeros(4).u16(1); // 72 dpi, one frame a sample
                out.zeros(32).u16(0x0018).u16(0xFFFF); // no compressor name, depth 24, pre-defined
                out.box(configuration, () -> out.put(parameters.configuration()));
                if (color.primaries() != UNSPECIFIED || color.matrix() != UNSPECIFIED) {
                    out.box(
                            "colr",
                            () -> out.ascii("nclx")
                                    .u16(color.primaries())
                                    .u16(color.transfer())
                                    .u16(color.matrix())
                                    .u8(color.fullRange() ? 0x80 : 0));
                }
                out.box("pasp", () -> out.u32(pixelAspect.numerator()).u32(pixelAspect.denominator()));
                bitRate(out, parameters.bitsPerSecond());
            });
        }
    }

    /// `mp4a` (ISO/IEC 14496-14 §6.7.2).
    record Aac(CodecParameters.Audio parameters, int trackId) implements SampleEntry {
        /// Tags of ISO/IEC 14496-1 §7.2.2.1.
        private static final int ES_DESCRIPTOR = 3;

        private static final int DECODER_CONFIG = 4;
        private static final int DECODER_SPECIFIC_INFO = 5;
        private static final int SL_CONFIG = 6;

        /// Object type of MPEG-4 audio, stream type audio with the reserved bit (§7.2.6.6).
        private static final int MPEG4_AUDIO = 0x40;

        private static final int AUDIO_STREAM = 0x15;

        @Override
        public long displayWidth() {
            return 0;
        }

        @Override
        public long displayHeight() {
            return 0;
        }

        @Override
        public void write(BoxWriter out) {
            out.box("mp4a", () -> {
                out.zeros(6).u16(1).zeros(8); // reserved, data reference; reserved
                out.u16(parameters.channels()).u16(16).zeros(4);
                out.u32(parameters.sampleRate() > 0xFFFF ? 0 : (long) parameters.sampleRate() << 16);
                out.fullBox("esds", 0, 0, () -> elementaryStream(out));
                bitRate(out, parameters.bitsPerSecond());
            });
        }

        private void elementaryStream(BoxWriter out) {
            ByteBuffer config = parameters.configuration();
            int specificBytes = config.remaining();
            int decoderBytes = 13 + 5 + specificBytes;
            descriptor(out, ES_DESCRIPTOR, 3 + 5 + decoderBytes + 5 + 1);
            out.u16(trackId).u8(0);
            descriptor(out, DECODER_CONFIG, decoderBytes);
            out.u8(MPEG4_AUDIO).u8(AUDIO_STREAM).u24(0);
            out.u32(parameters.bitsPerSecond()).u32(parameters.bitsPerSecond());
            descriptor(out, DECODER_SPECIFIC_INFO, specificBytes);
            out.put(config);
            descriptor(out, SL_CONFIG, 1);
            out.u8(2); // predefined: MP4
        }

        /// A tag and a size of four bytes, seven bits each (ISO/IEC 14496-1 §8.3.3).
        private static void descriptor(BoxWriter out, int tag, int size) {
            out.u8(tag)
                    .u8(0x80 | size >>> 21)
                    .u8(0x80 | size >>> 14)
                    .u8(0x80 | size >>> 7)
                    .u8(size & 0x7F);
        }
    }

    /// `Opus` (Encapsulation of Opus in ISO Base Media File Format §4.3.1).
    record Opus(CodecParameters.Audio parameters, OpusHead head) implements SampleEntry {
        @Override
        public long displayWidth() {
            return 0;
        }

        @Override
        public long displayHeight() {
            return 0;
        }

        @Override
        public void write(BoxWriter out) {
            out.box("Opus", () -> {
                out.zeros(6).u16(1).zeros(8); // reserved, data reference; reserved
                out.u16(parameters.channels()).u16(16).zeros(4);
                out.u32((long) OpusHead.SAMPLE_RATE << 16);
                out.box("dOps", () -> out.put(head.toMp4()));
                bitRate(out, parameters.bitsPerSecond());
            });
        }
    }

    /// §8.5.2.2; left out where the rate is unknown.
    private static void bitRate(BoxWriter out, int bitsPerSecond) {
        if (bitsPerSecond > 0) {
            out.box("btrt", () -> out.u32(0).u32(bitsPerSecond).u32(bitsPerSecond));
        }
    }
}
