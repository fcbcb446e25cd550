package io.rostrum.studio.dialogs;

import java.util.Locale;

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
                ? decimal(bitsPerSecond / (double) MEGA) + " Mb/s"
                : Math.round(bitsPerSecond / (double) KILO) + " kb/s";
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
            return Math.round(hours / 24) + " days";
        }
        return hours >= 2 ? Math.round(hours) + " hours" : Math.max(0, Math.round(hours * 60)) + " minutes";
    }

    /// {@return with one digit behind the point where that is not 0: `30`, `29.9`, `2.5`}
    static String decimal(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
