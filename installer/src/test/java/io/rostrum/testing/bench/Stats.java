package io.rostrum.testing.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/// Reads the lines of `--stats json`.
final class Stats {
    private Stats() {}

    /// {@return what the last line says was dropped, of everything, for every reason and at every target}
    static long dropped(List<JsonObject> lines) {
        return lines.isEmpty() ? -1 : droppedIn(lines.getLast());
    }

    private static long droppedIn(JsonElement element) {
        long sum = 0;
        if (element instanceof JsonArray array) {
            for (JsonElement each : array) {
                sum += droppedIn(each);
            }
        } else if (element instanceof JsonObject object) {
            for (var entry : object.entrySet()) {
                sum += entry.getKey().startsWith("dropped") ? numbersIn(entry.getValue()) : droppedIn(entry.getValue());
            }
        }
        return sum;
    }

    private static long numbersIn(JsonElement element) {
        if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
            return element.getAsLong();
        }
        return element instanceof JsonObject object
                ? object.entrySet().stream()
                        .mapToLong(entry -> numbersIn(entry.getValue()))
                        .sum()
                : 0;
    }

    /// {@return the number under a key, wherever in the line it stands}
    ///
    /// @throws IllegalStateException if the key is not there, so that a renamed figure is not read as 0
    static double number(JsonObject line, String key) {
        for (var entry : line.entrySet()) {
            if (entry.getKey().equals(key)) {
                return entry.getValue().getAsDouble();
            }
        }
        for (var entry : line.entrySet()) {
            if (entry.getValue() instanceof JsonObject inner && inner.toString().contains('"' + key + '"')) {
                return number(inner, key);
            }
        }
        throw new IllegalStateException("statistics have no " + key + ": " + line);
    }
}
