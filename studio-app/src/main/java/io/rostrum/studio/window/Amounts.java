package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.words.Wording;
import java.time.Duration;
import java.util.Locale;

/// Figures as people read them. Figures keep their width while they change.
final class Amounts {
    private Amounts() {}

    /// {@return `2.5 Mb/s`, `820 kb/s`}
    static String bitrate(long bitsPerSecond) {
        return bitsPerSecond >= 1_000_000
                ? tr("{0} Mb/s", oneDecimal(bitsPerSecond / 1e6))
                : tr("{0} kb/s", Math.round(bitsPerSecond / 1e3));
    }

    /// {@return `00:41:07`; what is negative counts as nothing}
    static String clock(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /// {@return `12.4 MB`}
    static String bytes(long bytes) {
        if (bytes >= 1_000_000_000) {
            return Wording.format("%.2f GB", bytes / 1e9);
        }
        return bytes >= 1_000_000 ? Wording.format("%.1f MB", bytes / 1e6) : Math.round(bytes / 1e3) + " kB";
    }

    /// {@return `-12.0 dB`, `+3.0 dB`, or `off` at the lower end, which is silence}
    static String gain(double decibels) {
        if (decibels <= MeterScale.SILENT_GAIN) {
            return tr("off");
        }
        double rounded = Math.round(decibels * 10) / 10.0;
        return Wording.format(rounded == 0 ? "%.1f dB" : "%+.1f dB", Math.abs(rounded) == 0 ? 0.0 : rounded);
    }

    /// {@return `2.4 ms`}
    static String millis(double millis) {
        return Wording.format("%.1f ms", millis);
    }

    /// {@return `29.9`}
    static String oneDecimal(double value) {
        return Wording.format("%.1f", value);
    }
}
