package io.rostrum.testing.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the studio prints each second with `--stats json`.
final class StudioFigures {
    private static final List<String> LOSSES = List.of("skipped_late", "dropped_encoder", "dropped_network");

    private StudioFigures() {}

    /// {@return each second's figures so far}
    static List<JsonObject> of(Child studio) {
        return studio.lines().stream()
                .filter(line -> line.startsWith("{\"fps\""))
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    /// {@return what it has warned of, and what went wrong}
    static List<String> warnings(Child studio) {
        return studio.lines().stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
    }

    static double number(JsonObject figures, String name) {
        return figures.get(name).getAsDouble();
    }

    /// {@return how much of the work is left out, by name, in their order}
    static List<String> leftOut(JsonObject figures) {
        return figures.getAsJsonArray("left_out").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    /// {@return pictures lost between two seconds, for whatever cause}
    static long lost(JsonObject from, JsonObject to) {
        return LOSSES.stream().mapToLong(cause -> grown(from, to, cause)).sum();
    }

    private static long grown(JsonObject from, JsonObject to, String cause) {
        return to.get(cause).getAsLong() - from.get(cause).getAsLong();
    }

    /// {@return each second in which pictures were lost, how many by which cause, and what was left out meanwhile}
    static List<String> losses(List<JsonObject> seconds) {
        List<String> losses = new ArrayList<>();
        for (int i = 1; i < seconds.size(); i++) {
            JsonObject before = seconds.get(i - 1);
            JsonObject now = seconds.get(i);
            if (lost(before, now) > 0) {
                String causes = LOSSES.stream()
                        .filter(cause -> grown(before, now, cause) > 0)
                        .map(cause -> grown(before, now, cause) + " " + cause)
                        .collect(Collectors.joining(", "));
                losses.add("second " + i + ": " + causes
                        + (leftOut(now).isEmpty() ? "" : ", left out: " + String.join(", ", leftOut(now))));
            }
        }
        return losses;
    }

    /// {@return when what is left out changed, and to what: `12 s: mask-rate`}
    static List<String> steps(List<JsonObject> seconds) {
        List<String> steps = new ArrayList<>();
        List<String> before = List.of();
        for (int i = 0; i < seconds.size(); i++) {
            List<String> now = leftOut(seconds.get(i));
            if (!now.equals(before)) {
                steps.add(i + " s: " + (now.isEmpty() ? "all is done" : String.join(" + ", now)));
            }
            before = now;
        }
        return steps;
    }

    /// {@return a figure of each second, in ascending order}
    static List<Double> sorted(List<JsonObject> seconds, String name) {
        return stream(seconds, name).sorted().toList();
    }

    private static Stream<Double> stream(List<JsonObject> seconds, String name) {
        return seconds.stream().map(second -> number(second, name));
    }
}
