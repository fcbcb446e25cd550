package io.rostrum.capture.session;

import io.rostrum.capture.audio.mixer.MixerStats;
import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.scene.CompositorStats;
import io.rostrum.capture.scene.SourceSlot;
import io.rostrum.effects.filter.FilterCost;
import java.util.List;
import java.util.Optional;

/// How a broadcast is doing now.
///
/// @param elapsedNanos   time since it began
/// @param video          the picture's side, empty without video
/// @param audio          the mix, empty without audio
/// @param pictures       pictures in memory that some handle holds
/// @param packets        packets in memory that some handle holds
/// @param physicalBytes  physical memory of the process
public record SessionStats(
        long elapsedNanos,
        Optional<Video> video,
        Optional<MixerStats> audio,
        int pictures,
        int packets,
        long physicalBytes) {
    /// @param source       state of the source
    /// @param compositor   ticks, drops and times
    /// @param load         what work is left out
    /// @param filters      what each filter costs, in their order
    /// @param encoded      pictures encoded
    /// @param encodeMillis time to encode one, mean of the last second or so
    /// @param encoder      which encoder runs, and what became of those before it
    public record Video(
            SourceSlot.State source,
            CompositorStats compositor,
            LoadState load,
            List<FilterCost> filters,
            long encoded,
            double encodeMillis,
            EncoderState encoder) {}
}
