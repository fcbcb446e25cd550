package io.rostrum.capture.audio.mixer;

import java.util.List;

/// How the mix is doing.
///
/// @param blocks       blocks of 1024 frames given away
/// @param latencyNanos time from capture to mix that sources are given now
/// @param inputs       one for each input
public record MixerStats(long blocks, long latencyNanos, List<MixerInputStats> inputs) {
    public MixerStats {
        inputs = List.copyOf(inputs);
    }

    /// {@return blocks' worth of silence that was mixed because a flowing input had nothing, over all inputs}
    public long underruns() {
        return inputs.stream().mapToLong(MixerInputStats::underrunFrames).sum() / AudioMixer.BLOCK_FRAMES;
    }
}
