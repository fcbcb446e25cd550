package io.rostrum.studio.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Numbers with a unit, as people write them on a command line.
final class Quantities {
    private static final Pattern BITRATE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kKmM]?)");
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h)");

    private Quantities() {}

    /// Reads `2500k`, `2.5M` or `2500000` into bits a second.
    static final class BitRate implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            Matcher matcher = BITRATE.matcher(text.strip());
            if (!matcher.matches()) {
                throw new TypeConversionException("bit rate: " + text + " (expected: like 2500k or 2.5M)");
            }
            int scale = switch (matcher.group(2)) {
                case "k", "K" -> 1_000;
                case "m", "M" -> 1_000_000;
                default -> 1;
            };
            try {
                return new BigDecimal(matcher.group(1))
                        .multiply(BigDecimal.valueOf(scale))
                        .intValueExact();
            } catch (ArithmeticException e) {
                throw new TypeConversionException("bit rate: " + text + " (expected: whole bits, under 2000M)");
            }
        }
    }

    /// Reads `60s`, `1.5m`, `500ms` or `2h`.
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Matcher matcher = DURATION.matcher(text.strip());
            if (!matcher.matches()) {
                throw new TypeConversionException("time: " + text + " (expected: like 60s, 500ms, 10m or 2h)");
            }
            long nanosPerUnit = switch (matcher.group(2)) {
                case "ms" -> 1_000_000L;
                case "s" -> 1_000_000_000L;
                case "m" -> 60_000_000_000L;
                default -> 3_600_000_000_000L;
            };
            try {
                return Duration.ofNanos(new BigDecimal(matcher.group(1))
                        .multiply(BigDecimal.valueOf(nanosPerUnit))
                        .longValueExact());
            } catch (ArithmeticException e) {
                throw new TypeConversionException("time: " + text + " (expected: under 100 years, whole nanoseconds)");
            }
        }
    }
}
