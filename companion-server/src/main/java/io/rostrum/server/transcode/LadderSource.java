package io.rostrum.server.transcode;

import io.rostrum.push.codec.AvcDecoderConfiguration;
import io.rostrum.push.codec.AvcSps;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.Rational;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import java.util.Optional;

/// Learns from the first half second what a ladder must know of its source. Confined to the stream's loop.
final class LadderSource {
    private static final long SAMPLE_MILLIS = 500;
    private static final double UNKNOWN_RATE = 30;
    /// Beyond it a header tells the clock, not the rate.
    private static final double FASTEST = 240;

    private long firstMillis = -1;
    private long newestMillis;
    private long lastVideoMillis = -1;
    private int intervals;
    private long soundBytes;

    /// @param frame borrowed
    void add(MediaMessage frame) {
        long millis = frame.timestampMillis();
        firstMillis = firstMillis < 0 ? millis : firstMillis;
        newestMillis = Math.max(newestMillis, millis);
        if (frame.kind() == Kind.AUDIO) {
            soundBytes += frame.bytes();
        } else if (millis > lastVideoMillis) {
            intervals += lastVideoMillis < 0 ? 0 : 1;
            lastVideoMillis = millis;
        }
    }

    boolean isKnown() {
        return newestMillis - firstMillis >= SAMPLE_MILLIS;
    }

    /// {@return what is known; empty if the header tells no size}
    ///
    /// @param videoHeader borrowed
    Optional<Ladder.Source> describe(MediaMessage videoHeader, boolean sound) {
        try {
            if (!(FlvVideo.parse(videoHeader.payload()) instanceof FlvVideo.SequenceHeader header)
                    || header.codec() != Codec.H264) {
                return Optional.empty();
            }
            AvcSps sps = AvcDecoderConfiguration.parse(header.configuration()).firstSps();
            boolean square = sps.sampleAspectRatio().numerator()
                    == sps.sampleAspectRatio().denominator();
            long soundBits = soundBytes * 8_000 / Math.max(1, newestMillis - firstMillis);
            return Optional.of(new Ladder.Source(sps.width(), sps.height(), square, frameRate(sps), sound, soundBits));
        } catch (FlvFormatException | CodecFormatException e) {
            return Optional.empty();
        }
    }

    private double frameRate(AvcSps sps) {
        double said = sps.frameRateOr(new Rational(1000, 1)).toDouble();
        if (said <= FASTEST) {
            return said;
        }
        long span = lastVideoMillis - firstMillis;
        return intervals == 0 || span <= 0 ? UNKNOWN_RATE : Math.min(FASTEST, intervals * 1000.0 / span);
    }
}
