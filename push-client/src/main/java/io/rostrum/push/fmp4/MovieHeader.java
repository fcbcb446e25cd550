package io.rostrum.push.fmp4;

import io.rostrum.push.codec.AudioSpecificConfig;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.codec.DecoderConfigurations;
import io.rostrum.push.codec.OpusHead;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Rational;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads a movie box as [InitSegment] writes it (ISO/IEC 14496-12 §8.2, §8.3, §8.4, §8.5).
///
/// @param tracks         in its order
/// @param durationOffset in the file: the box that says the duration, or is kept free for it; -1 where there is none
record MovieHeader(List<Movie.Track> tracks, long durationOffset) {
    private static final Rational UNKNOWN_RATE = new Rational(30, 1);
    private static final int VISUAL_ENTRY_BYTES = 78;
    private static final int SOUND_ENTRY_BYTES = 28;
    private static final int DURATION_BOX_BYTES = 20;
    /// 20 ms at 48 kHz; each packet says how long it lasts.
    private static final int USUAL_OPUS_SAMPLES = 960;
    private static final int DECODER_SPECIFIC_INFO = 5;

    /// @param moov   content of the box
    /// @param offset of the content in the file
    static MovieHeader parse(ByteBuffer moov, long offset) throws MovieFormatException {
        try {
            List<Movie.Track> tracks = new ArrayList<>();
            long durationOffset = -1;
            for (Boxes.Box box : Boxes.in(moov)) {
                switch (box.type()) {
                    case "trak" -> tracks.add(track(box.content()));
                    case "mvex" -> {
                        int at = durationIn(box.content());
                        durationOffset = at < 0 ? -1 : offset + box.offset() + at;
                    }
                    default -> {} // of no use here
                }
            }
            if (tracks.isEmpty()) {
                throw new MovieFormatException("moov: no tracks (expected: one or more)");
            }
            return new MovieHeader(List.copyOf(tracks), durationOffset);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new MovieFormatException("moov: a box is cut short");
        } catch (CodecFormatException | IllegalArgumentException e) {
            throw new MovieFormatException("moov: " + e.getMessage());
        }
    }

    /// {@return where in `mvex` the box is, its header included; -1 where there is none}
    private static int durationIn(ByteBuffer mvex) throws MovieFormatException {
        for (Boxes.Box box : Boxes.in(mvex)) {
            boolean fits = box.content().remaining() == DURATION_BOX_BYTES - 8;
            if (fits && (box.type().equals("free") || box.type().equals("mehd"))) {
                return box.offset() - 8;
            }
        }
        return -1;
    }

    private static Movie.Track track(ByteBuffer trak) throws MovieFormatException, CodecFormatException {
        ByteBuffer header = Boxes.require(trak, "tkhd", 24);
        int id = header.getInt(header.get(0) == 0 ? 12 : 20);
        ByteBuffer media = Boxes.require(trak, "mdia/mdhd", 24);
        int timeScale = media.getInt(media.get(0) == 0 ? 12 : 20);
        ByteBuffer entries = Boxes.require(trak, "mdia/minf/stbl/stsd", 8);
        List<Boxes.Box> described = Boxes.in(entries.slice(8, entries.remaining() - 8));
        if (described.isEmpty()) {
            throw new MovieFormatException("stsd: no sample entry (expected: one or more)");
        }
        Boxes.Box entry = described.getFirst();
        return switch (entry.type()) {
            case "avc1" -> pictures(entry, Codec.H264, "avcC", id, timeScale);
            case "hvc1" -> pictures(entry, Codec.HEVC, "hvcC", id, timeScale);
            case "av01" -> pictures(entry, Codec.AV1, "av1C", id, timeScale);
            case "mp4a" -> {
                ByteBuffer configuration = specificInfo(Boxes.require(after(entry, SOUND_ENTRY_BYTES), "esds", 4));
                AudioSpecificConfig config = AudioSpecificConfig.parse(configuration);
                CodecParameters parameters = config.toParameters(configuration, 0);
                yield new Movie.Track(new Fmp4Track(id, parameters, timeScale, 0), config.outputFrameSamples());
            }
            case "Opus" -> {
                ByteBuffer head = OpusHead.ofMp4(Boxes.require(after(entry, SOUND_ENTRY_BYTES), "dOps", 1));
                CodecParameters parameters = DecoderConfigurations.audio(Codec.OPUS, head, 0);
                yield new Movie.Track(new Fmp4Track(id, parameters, timeScale, 0), USUAL_OPUS_SAMPLES);
            }
            default ->
                throw new MovieFormatException(
                        "sample entry: " + entry.type() + " (expected: avc1, hvc1, av01, mp4a or Opus)");
        };
    }

    private static Movie.Track pictures(Boxes.Box entry, Codec codec, String box, int id, int timeScale)
            throws MovieFormatException, CodecFormatException {
        ByteBuffer configuration = Boxes.require(after(entry, VISUAL_ENTRY_BYTES), box, 4);
        CodecParameters parameters = DecoderConfigurations.video(codec, configuration, UNKNOWN_RATE, 0);
        return new Movie.Track(new Fmp4Track(id, parameters, timeScale, 0), 0);
    }

    private static ByteBuffer after(Boxes.Box entry, int bytes) {
        return entry.content().slice(bytes, entry.content().remaining() - bytes);
    }

    /// {@return the decoder's configuration within the descriptors of ISO/IEC 14496-1 §7.2.2}
    private static ByteBuffer specificInfo(ByteBuffer esds) throws MovieFormatException {
        ByteBuffer in = esds.duplicate();
        in.position(4); // version and flags
        while (in.hasRemaining()) {
            int tag = in.get();
            int size = 0;
            int next = 0x80;
            for (int i = 0; i < 4 && (next & 0x80) != 0; i++) {
                next = in.get();
                size = size << 7 | (next & 0x7F);
            }
            switch (tag) {
                case 3 -> in.position(in.position() + 3); // its own descriptors follow
                case 4 -> in.position(in.position() + 13);
                case DECODER_SPECIFIC_INFO -> {
                    return in.slice(in.position(), size);
                }
                default -> in.position(in.position() + size);
            }
        }
        throw new MovieFormatException("esds: no DecoderSpecificInfo");
    }
}
