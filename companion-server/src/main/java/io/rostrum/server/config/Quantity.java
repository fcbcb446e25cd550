package io.rostrum.server.config;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

/// Numbers with units as people write them: `25ms`, `30s`, `8MiB`.
final class Quantity {
    /// What no quantity is.
    static final long NONE = Long.MIN_VALUE;

    private static final Map<String, Long> TIME_UNITS = Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);
    private static final Map<String, Long> BYTE_UNITS =
            Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

    private Quantity() {}

    /// {@return the whole number, or [#NONE]}
    static long number(String text) {
        return scaled(text, Map.of("", 1L));
    }

    /// {@return milliseconds, or [#NONE]}
    static long millis(String text) {
        return scaled(text, TIME_UNITS);
    }

    /// {@return bytes, or [#NONE]}
    static long bytes(String text) {
        return scaled(text, BYTE_UNITS);
    }

    private static long scaled(String text, Map<String, Long> units) {
        String given = text.strip();
        int digits = 0;
        while (digits < given.length() && given.charAt(digits) >= '0' && given.charAt(digits) <= '9') {
            digits++;
        }
        Long unit = units.get(given.substring(digits).strip());
        if (digits == 0 || digits > 12 || unit == null) {
            return NONE;
        }
        long number = Long.parseLong(given.substring(0, digits));
        return number > Long.MAX_VALUE / unit ? NONE : number * unit;
    }

    static String show(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1_000 != 0
                ? millis + "ms"
                : millis % 60_000 != 0 || millis == 0 ? millis / 1_000 + "s" : millis / 60_000 + "m";
    }

    static String showBytes(long bytes) {
        return bytes % (1 << 20) == 0
                ? (bytes >> 20) + "MiB"
                : bytes % (1 << 10) == 0 ? (bytes >> 10) + "KiB" : bytes + "B";
    }

    /// {@return the known key that is least far from `key` in letters to change}
    static String nearest(String key, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .map(candidate -> "perhaps " + candidate)
                .orElse("none");
    }

    /// Letters to insert, delete or replace.
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[b.length()];
    }
}
