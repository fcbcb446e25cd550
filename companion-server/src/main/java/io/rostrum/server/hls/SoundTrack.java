package io.rostrum.server.hls;

import io.rostrum.push.codec.AudioSpecificConfig;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.fmp4.AudioTimeline;
import io.rostrum.push.fmp4.Fmp4Track;
import java.nio.ByteBuffer;

/// The track of sound and what counts its access units. Confined to one thread.
///
/// @param track     its time scale is the sample rate
/// @param timeline  counts
/// @param unitTicks ticks that an access unit lasts
record SoundTrack(Fmp4Track track, AudioTimeline timeline, int unitTicks) {
    /// Stamps of sound that differ less from the count of samples are taken for rounded.
    private static final int TOLERANCE_MILLIS = 60;

    /// @throws CodecFormatException if the configuration cannot be read
    static SoundTrack of(ByteBuffer configuration) throws CodecFormatException {
        AudioSpecificConfig config = AudioSpecificConfig.parse(configuration);
        return of(
                Fmp4Track.live(HlsOutput.AUDIO_TRACK, config.toParameters(configuration, 0)),
                config.outputFrameSamples());
    }

    private static SoundTrack of(Fmp4Track track, int unitTicks) {
        return new SoundTrack(track, new AudioTimeline(track, unitTicks, TOLERANCE_MILLIS), unitTicks);
    }

    /// {@return the same track, counted from the next access unit's own time}
    SoundTrack anew() {
        return of(track, unitTicks);
    }

    /// {@return how long an access unit lasts, milliseconds}
    long unitMillis() {
        return unitTicks * 1000L / track.timeScale();
    }
}
