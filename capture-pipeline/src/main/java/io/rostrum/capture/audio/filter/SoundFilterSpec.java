package io.rostrum.capture.audio.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A filter of sound as it is written: `name=key=value,key=value,…`, like `compressor=threshold=-20,ratio=4`. What is
/// left out is as usual; `compressor` alone has all of it as usual.
///
/// @param values one for each of the kind's parameters, within its range
/// @param key    the channel whose loudness a compressor follows in place of its own, which is ducking; empty for its
/// own
public record SoundFilterSpec(SoundFilterKind kind, List<Double> values, String key) {
    private static final String KEY = "key";

    public SoundFilterSpec {
        values = List.copyOf(values);
    }

    /// {@return a filter with everything as usual}
    public static SoundFilterSpec usual(SoundFilterKind kind) {
        return new SoundFilterSpec(
                kind, kind.parameters().stream().map(SoundParameter::standard).toList(), /* key= */ "");
    }

    /// Reads what [#text] writes.
    ///
    /// @throws IllegalArgumentException in words for the user: what was found and what is expected
    public static SoundFilterSpec parse(String text) {
        String[] halves = text.strip().split("=", 2);
        SoundFilterSpec spec = usual(SoundFilterKind.of(halves[0])
                .orElseThrow(() -> new IllegalArgumentException(
                        "sound filter: " + halves[0] + " (expected: one of " + names() + ")")));
        if (halves.length == 1) {
            return spec;
        }
        for (String setting : halves[1].split(",", -1)) {
            String[] parts = setting.split("=", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("sound filter " + halves[0] + ": " + setting
                        + " (expected: a name and a value, like " + example(spec.kind()) + ")");
            }
            spec = spec.with(parts[0].strip(), parts[1].strip());
        }
        if (spec.kind() == SoundFilterKind.GATE && spec.value(1) > spec.value(0)) {
            throw new IllegalArgumentException(
                    "sound filter gate: closes at " + number(spec.value(1)) + " dB and opens at "
                            + number(spec.value(0)) + " dB (expected: to close at less than it opens at)");
        }
        return spec;
    }

    private SoundFilterSpec with(String name, String text) {
        if (name.equals(KEY) && kind == SoundFilterKind.COMPRESSOR) {
            return withKey(text);
        }
        List<SoundParameter> parameters = kind.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).key().equals(name)) {
                return with(i, inRange(parameters.get(i), text));
            }
        }
        throw new IllegalArgumentException("sound filter " + kind.key() + ": " + name + " (expected: one of "
                + parameters.stream().map(SoundParameter::key).collect(Collectors.joining(", ")) + ")");
    }

    private double inRange(SoundParameter parameter, String text) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException _) {
            value = Double.NaN;
        }
        if (!(value >= parameter.least() && value <= parameter.most())) {
            throw new IllegalArgumentException("sound filter " + kind.key() + ": " + parameter.key() + " " + text
                    + " (expected: " + number(parameter.least()) + " to " + number(parameter.most())
                    + (parameter.unit().startsWith(":") ? "" : " " + parameter.unit()) + ")");
        }
        return value;
    }

    private static String names() {
        return Stream.of(SoundFilterKind.values()).map(SoundFilterKind::key).collect(Collectors.joining(", "));
    }

    private static String example(SoundFilterKind kind) {
        SoundParameter first = kind.parameters().getFirst();
        return first.key() + "=" + number(first.standard());
    }

    /// {@return the value of the kind's parameter of that number}
    public double value(int index) {
        return values.get(index);
    }

    /// {@return the same with another value, brought into its range}
    public SoundFilterSpec with(int index, double value) {
        SoundParameter parameter = kind.parameters().get(index);
        List<Double> changed = new ArrayList<>(values);
        changed.set(index, Math.clamp(value, parameter.least(), parameter.most()));
        return new SoundFilterSpec(kind, changed, key);
    }

    /// {@return the same, following another channel; its own for an empty text}
    public SoundFilterSpec withKey(String channel) {
        return new SoundFilterSpec(kind, values, channel);
    }

    /// {@return as [#parse] reads it, without what is as usual}
    public String text() {
        List<String> settings = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            SoundParameter parameter = kind.parameters().get(i);
            if (value(i) != parameter.standard()) {
                settings.add(parameter.key() + "=" + number(value(i)));
            }
        }
        if (!key.isEmpty()) {
            settings.add(KEY + "=" + key);
        }
        return settings.isEmpty() ? kind.key() : kind.key() + "=" + String.join(",", settings);
    }

    /// {@return what is wrong with it in words; empty for nothing}
    public static Optional<String> trouble(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString(Math.round(value))
                : String.format(Locale.ROOT, "%.2f", value).replaceAll("0+$", "");
    }
}
