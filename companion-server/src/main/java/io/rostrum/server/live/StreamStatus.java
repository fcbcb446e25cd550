package io.rostrum.server.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a stream stands, as of at most a second ago. Immutable.
///
/// @param state            what it does
/// @param startedAt        when its first publisher began
/// @param video            what pictures it carries
/// @param audio            what sound it carries
/// @param bitsPerSecond    of media taken in over the last second
/// @param framesPerSecond  pictures taken in over the last second
/// @param jitterMillis     by which the latest message of the last second or two came later than the earliest, by their
///                         own times; while nothing comes, for how long
/// @param bytesIn          of media taken in since it began
/// @param keyFrameInterval between the two newest key frames; zero before the second
/// @param gop              media time in the cache for viewers who join
/// @param viewers          connections that watch over RTMP and HTTP-FLV
/// @param warnings         what its viewers suffer from
public record StreamStatus(
        State state,
        Instant startedAt,
        Optional<Video> video,
        Optional<Audio> audio,
        long bitsPerSecond,
        int framesPerSecond,
        int jitterMillis,
        long bytesIn,
        Duration keyFrameInterval,
        Duration gop,
        int viewers,
        List<StreamWarning> warnings) {
    public StreamStatus {
        warnings = List.copyOf(warnings);
    }

    /// What a stream does.
    public enum State {
        LIVE,
        /// The publisher is gone, or has sent nothing for some seconds, and may come back.
        INTERRUPTED,
        ENDED
    }

    /// @param codec  as RFC 6381 writes it: `avc1.64001f`
    /// @param width  pixels
    /// @param height pixels
    public record Video(String codec, int width, int height) {}

    /// @param codec      as RFC 6381 writes it: `mp4a.40.2`
    /// @param sampleRate samples a second of one channel
    /// @param channels   1 mono, 2 stereo
    public record Audio(String codec, int sampleRate, int channels) {}
}
