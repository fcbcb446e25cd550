package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.words.Wording;

/// Amounts with their unit, as people read them.
final class Amounts {
    private static final int KILO = 1_000;
    private static final int MEGA = 1_000_000;
    private static final long GIGA = 1_000_000_000L;
    private static final long TERA = 1_000_000_000_000L;

    private Amounts() {}

    /// {@return `2.5 Mb/s` or `800 kb/s`}
    static String bitRate(int bitsPerSecond) {
        return bitsPerSecond >= MEGA
                ? tr("{0} Mb/s", decimal(bitsPerSecond / (double) MEGA))
                : tr("{0} kb/s", Math.round(bitsPerSecond / (double) KILO));
    }

    /// {@return `118 GB`}
    static String bytes(long bytes) {
        if (bytes >= TERA) {
            return decimal(bytes / (double) TERA) + " TB";
        }
        return bytes >= 10 * GIGA
                ? Math.round(bytes / (double) GIGA) + " GB"
                : bytes >= GIGA ? decimal(bytes / (double) GIGA) + " GB" : bytes / MEGA + " MB";
    }

    /// {@return how long it lasts: `84 hours`, `25 minutes`}
    static String hours(double hours) {
        if (hours >= 48) {
            return tr("{0} days", Math.round(hours / 24));
        }
        return hours >= 2
                ? tr("{0} hours", Math.round(hours))
                : trn("{0} minute", "{0} minutes", Math.max(0, Math.round(hours * 60)));
    }

    /// {@return with one digit behind the point where that is not 0: `30`, `29.9`, `2.5`}
    static String decimal(double value) {
        double rounded = Math.round(value * 10) / 10.0;
        return Wording.format(rounded == Math.rint(rounded) ? "%.0f" : "%.1f", rounded);
    }
}
