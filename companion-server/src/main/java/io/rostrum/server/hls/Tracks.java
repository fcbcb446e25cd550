package io.rostrum.server.hls;

import io.rostrum.push.packet.CodecParameters;
import java.util.Optional;

/// What a stream consists of while one media initialization section is valid.
///
/// @param video pictures, in ticks of [#VIDEO_TICKS] a second; empty for sound alone
/// @param audio sound, in ticks of its sample rate; empty for pictures alone
record Tracks(Optional<CodecParameters.Video> video, Optional<CodecParameters.Audio> audio) {
    /// The clock of MPEG-2 systems, in which every usual frame rate is whole.
    static final int VIDEO_TICKS = 90_000;
    static final int VIDEO_ID = 1;
    static final int AUDIO_ID = 2;
}
