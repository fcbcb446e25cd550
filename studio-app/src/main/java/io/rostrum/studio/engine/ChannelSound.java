package io.rostrum.studio.engine;

import io.rostrum.capture.audio.mixer.MixerInput;
import io.rostrum.capture.audio.mixer.Monitoring;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is done to a channel of sound beside its gain.
///
/// @param balance      -1 only the left side, 0 both, 1 only the right side
/// @param mono         whether both sides get the mean of both
/// @param offsetMillis heard so much later than it comes, [#EARLIEST_MILLIS] to [#LATEST_MILLIS]
/// @param monitoring   who hears it
/// @param filters      as [io.rostrum.capture.audio.filter.SoundFilterSpec] reads them, in order; one that it refuses
///                     is left out
public record ChannelSound(
        double balance, boolean mono, int offsetMillis, Monitoring monitoring, List<FilterSetting> filters) {
    public static final int EARLIEST_MILLIS = (int) MixerInput.EARLIEST.toMillis();

    public static final int LATEST_MILLIS = (int) MixerInput.LATEST.toMillis();

    public static final ChannelSound AS_IT_COMES = new ChannelSound(0, false, 0, Monitoring.OFF, List.of());

    /// What is missing in a file is as it comes, and what is out of range is brought into it.
    public ChannelSound(
            double balance,
            boolean mono,
            int offsetMillis,
            @Nullable Monitoring monitoring,
            @Nullable List<FilterSetting> filters) {
        this.balance = Double.isNaN(balance) ? 0 : Math.clamp(balance, -1, 1);
        this.mono = mono;
        this.offsetMillis = Math.clamp(offsetMillis, EARLIEST_MILLIS, LATEST_MILLIS);
        this.monitoring = Objects.requireNonNullElse(monitoring, Monitoring.OFF);
        this.filters = filters == null
                ? List.of()
                : filters.stream().filter(Objects::nonNull).toList();
    }

    public ChannelSound withBalance(double to) {
        return new ChannelSound(to, mono, offsetMillis, monitoring, filters);
    }

    public ChannelSound withMono(boolean to) {
        return new ChannelSound(balance, to, offsetMillis, monitoring, filters);
    }

    public ChannelSound withOffset(int millis) {
        return new ChannelSound(balance, mono, millis, monitoring, filters);
    }

    public ChannelSound withMonitoring(Monitoring to) {
        return new ChannelSound(balance, mono, offsetMillis, to, filters);
    }

    public ChannelSound withFilters(List<FilterSetting> to) {
        return new ChannelSound(balance, mono, offsetMillis, monitoring, to);
    }
}
