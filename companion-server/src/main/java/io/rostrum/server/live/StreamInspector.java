package io.rostrum.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.codec.AvcDecoderConfiguration;
import io.rostrum.push.codec.AvcSps;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.codec.CodecStrings;
import io.rostrum.push.codec.DecoderConfigurations;
import io.rostrum.push.flv.FlvAudio;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.push.flv.OnMetaData;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Rational;
import io.rostrum.server.live.MediaMessage.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Looks at what a publisher sends: keeps out what no viewer could use, says what the stream is, and warns where
/// viewers suffer, each kind of trouble once. Confined to the stream's loop.
final class StreamInspector {
    /// A viewer joins within this, and plain HLS cuts segments no longer than this.
    static final long LONG_KEY_INTERVAL_MILLIS = 4_000;

    static final long NO_KEY_FRAME_MILLIS = 10_000;
    static final long MISSING_TRACK_MILLIS = 5_000;
    /// Of a sequence header or metadata, which no queue drops; those of encoders have some hundred.
    static final int MAX_HEADER_BYTES = 256 << 10;

    private static final int HIGH_PROFILE = 100;
    /// Stands where the headers promise no frame rate, and is told to nobody.
    private static final Rational UNKNOWN_RATE = new Rational(30, 1);

    /// What to do with a message.
    enum Verdict {
        FORWARD,
        /// Nothing in it is of use to a viewer, or no viewer could decode it yet.
        DROP
    }

    /// A codec that is not carried on.
    static final class UnsupportedCodecException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String words;

        UnsupportedCodecException(String kind, String codec, String expected) {
            this.words = kind + " codec: " + codec + " (expected: " + expected + ")";
        }

        @Override
        public String getMessage() {
            return words;
        }
    }

    private final Consumer<StreamWarning> onWarning;
    private final Map<String, StreamWarning> warnings = new LinkedHashMap<>();

    private Optional<StreamStatus.Video> video = Optional.empty();
    private Optional<StreamStatus.Audio> audio = Optional.empty();
    private CodecParameters.@Nullable Video videoParameters;
    private CodecParameters.@Nullable Audio audioParameters;
    private boolean rateKnown;
    private long firstVideoMillis = -1;
    private long firstAudioMillis = -1;
    private long firstMillis = -1;
    private long lastKeyMillis = -1;
    private long keyIntervalMillis;
    private long keyIntervalBeforeMillis;
    private int firstComposition = -1;

    /// @param onWarning gets each kind of trouble once
    StreamInspector(Consumer<StreamWarning> onWarning) {
        this.onWarning = onWarning;
    }

    /// @param message borrowed; its time is not yet that of the stream, so `millis` says it
    Verdict inspect(MediaMessage message, long millis) throws UnsupportedCodecException {
        if (message.sequenceHeader() && message.bytes() > MAX_HEADER_BYTES) {
            warn(
                    "OversizedHeader",
                    "A sequence header or metadata of %d KiB was left out, which no encoder needs (expected: at most %d KiB)."
                            .formatted(message.bytes() >> 10, MAX_HEADER_BYTES >> 10));
            return Verdict.DROP;
        }
        try {
            return switch (message.kind()) {
                case VIDEO -> video(message.payload(), millis);
                case AUDIO -> audio(message.payload(), millis);
                case DATA -> Verdict.FORWARD;
            };
        } catch (FlvFormatException | CodecFormatException e) {
            warn(
                    "Malformed" + (message.kind() == Kind.VIDEO ? "Video" : "Audio"),
                    "A message could not be read and was left out: " + e.getMessage() + ".");
            return Verdict.DROP;
        }
    }

    private Verdict video(ByteBuf body, long millis)
            throws UnsupportedCodecException, FlvFormatException, CodecFormatException {
        return switch (FlvVideo.parse(body)) {
            case FlvVideo.SequenceHeader header -> {
                describe(header);
                yield Verdict.FORWARD;
            }
            case FlvVideo.Frame frame -> {
                if (video.isEmpty()) {
                    warn(
                            "LateVideoHeader",
                            "Pictures came before the sequence header that says how to decode them; viewers see"
                                    + " nothing until it comes.");
                    yield Verdict.DROP;
                }
                frame(frame, millis);
                yield Verdict.FORWARD;
            }
            case FlvVideo.EndOfSequence _ -> Verdict.FORWARD;
            case FlvVideo.Ignored _ -> Verdict.DROP;
            case FlvVideo.Unsupported(String codec) ->
                throw new UnsupportedCodecException("video", codec, "H.264, HEVC or AV1");
        };
    }

    private Verdict audio(ByteBuf body, long millis)
            throws UnsupportedCodecException, FlvFormatException, CodecFormatException {
        return switch (FlvAudio.parse(body)) {
            case FlvAudio.SequenceHeader header -> {
                CodecParameters.Audio parameters =
                        DecoderConfigurations.audio(header.codec(), header.configuration(), 0);
                audioParameters = parameters;
                audio = Optional.of(new StreamStatus.Audio(
                        CodecStrings.of(parameters), parameters.sampleRate(), parameters.channels()));
                if (header.codec() != Codec.AAC) {
                    warn(
                            "SoundNotInHls",
                            "Opus is heard over RTMP and HTTP-FLV only, HLS is silent; choose AAC for all.");
                }
                yield Verdict.FORWARD;
            }
            case FlvAudio.Frame _ -> {
                if (audio.isEmpty()) {
                    warn(
                            "LateAudioHeader",
                            "Sound came before the sequence header that says how to decode it; viewers hear nothing"
                                    + " until it comes.");
                    yield Verdict.DROP;
                }
                firstAudioMillis = firstAudioMillis < 0 ? millis : firstAudioMillis;
                checkTracks(millis);
                yield Verdict.FORWARD;
            }
            case FlvAudio.Ignored _ -> Verdict.DROP;
            case FlvAudio.Unsupported(String codec) ->
                throw new UnsupportedCodecException("audio", codec, "AAC or Opus");
        };
    }

    private void describe(FlvVideo.SequenceHeader header) throws CodecFormatException {
        CodecParameters.Video parameters =
                DecoderConfigurations.video(header.codec(), header.configuration(), UNKNOWN_RATE, 0);
        rateKnown = false;
        videoParameters = parameters;
        var now = new StreamStatus.Video(CodecStrings.of(parameters), parameters.width(), parameters.height());
        Optional<StreamStatus.Video> before = video;
        video = Optional.of(now);
        if (before.isPresent()
                && (before.get().width() != now.width() || before.get().height() != now.height())) {
            warn(
                    "ResolutionChanged",
                    "The picture changed from %dx%d to %dx%d in mid-stream; players hesitate for a moment, and old ones stop."
                            .formatted(before.get().width(), before.get().height(), now.width(), now.height()));
        }
        if (header.codec() == Codec.H264) {
            checkPlayable(AvcDecoderConfiguration.parse(header.configuration()));
        } else {
            warn(
                    "CodecNotEverywhere",
                    now.codec() + " does not play in every browser, and has no lower qualities; choose H.264 for all.");
        }
    }

    private void checkPlayable(AvcDecoderConfiguration configuration) throws CodecFormatException {
        AvcSps sps = configuration.firstSps();
        rateKnown = sps.timing() != null;
        if (configuration.profile() > HIGH_PROFILE) {
            warn(
                    "ProfileNotPlayable",
                    "H.264 profile " + configuration.profile()
                            + " (more than 8 bits or more colour than 4:2:0) does not play in browsers; choose High, Main or"
                            + " Baseline.");
        }
        if (!sps.framesOnly()) {
            warn("Interlaced", "The picture is interlaced; browsers show combs at motion. Choose progressive video.");
        }
    }

    private void frame(FlvVideo.Frame frame, long millis) {
        firstVideoMillis = firstVideoMillis < 0 ? millis : firstVideoMillis;
        checkTracks(millis);
        if (frame.keyFrame()) {
            if (lastKeyMillis >= 0) {
                keyIntervalBeforeMillis = keyIntervalMillis;
                keyIntervalMillis = millis - lastKeyMillis;
            }
            lastKeyMillis = millis;
        }
        long sinceKey = lastKeyMillis < 0 ? 0 : millis - lastKeyMillis;
        boolean twice = Math.min(keyIntervalBeforeMillis, keyIntervalMillis) > LONG_KEY_INTERVAL_MILLIS;
        if (twice || sinceKey > 2 * LONG_KEY_INTERVAL_MILLIS) { // one alone may be a publisher that was held up
            warn(
                    "LongKeyFrameInterval",
                    "Key frames are more than %.0f s apart; viewers wait that long to join and HLS is late by three times as much."
                                    .formatted(LONG_KEY_INTERVAL_MILLIS / 1000.0)
                            + " Set the key frame interval of the encoder to 2 s.");
        }
        if (lastKeyMillis < 0 && millis - firstVideoMillis > NO_KEY_FRAME_MILLIS) {
            warn(
                    "NoKeyFrame",
                    "No key frame came in the first " + NO_KEY_FRAME_MILLIS / 1000
                            + " s; viewers see no picture before one comes.");
        }
        if (firstComposition < 0) {
            firstComposition = frame.compositionMillis();
        } else if (frame.compositionMillis() != firstComposition) {
            warn(
                    "BFrames",
                    "The video has B-frames, which the encoder and every viewer must wait for; set B-frames to 0 for the"
                            + " least delay.");
        }
    }

    private void checkTracks(long millis) {
        firstMillis = firstMillis < 0 ? millis : firstMillis;
        if (millis - firstMillis < MISSING_TRACK_MILLIS) {
            return;
        }
        if (firstAudioMillis < 0) {
            warn("NoAudio", "No sound has come; viewers hear nothing. Check the audio source if that is not wanted.");
        }
        if (firstVideoMillis < 0) {
            warn("NoVideo", "No picture has come; viewers only hear. Check the video source if that is not wanted.");
        }
    }

    /// Timestamps that no waiting explains.
    void jumped() {
        warn(
                "TimestampJump",
                "The timestamps jumped; the stream goes on without a gap, but sound and picture may have shifted against"
                        + " each other.");
    }

    /// The network, or the publisher's machine, does not keep up.
    void unsteady(int millis) {
        warn(
                "UnsteadyIngest",
                "What is published comes in fits and starts, parts of it more than " + millis
                        + " ms later than others; viewers with little delay see it stop. Look at the network of the"
                        + " publisher, and lower its bit rate.");
    }

    private void warn(String name, String words) {
        warn(new StreamWarning(name, words));
    }

    void warn(StreamWarning warning) {
        if (warnings.putIfAbsent(warning.name(), warning) == null) {
            onWarning.accept(warning);
        }
    }

    /// {@return `onMetaData` made of the sequence headers, for a publisher that sends none; the caller closes it}
    MediaMessage metadata() {
        Map<String, AmfValue> said = new LinkedHashMap<>(
                OnMetaData.describe(videoParameters, audioParameters, "Rostrum").properties());
        if (!rateKnown) {
            said.remove("framerate");
        }
        ByteBuf body = Unpooled.buffer();
        OnMetaData.write(body, new AmfValue.AmfEcmaArray(said));
        return MediaMessage.of(Kind.DATA, 0, body);
    }

    Optional<StreamStatus.Video> video() {
        return video;
    }

    Optional<StreamStatus.Audio> audio() {
        return audio;
    }

    long keyIntervalMillis() {
        return keyIntervalMillis;
    }

    List<StreamWarning> warnings() {
        return List.copyOf(warnings.values());
    }
}
