package io.rostrum.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import io.rostrum.testing.product.Rostrum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs a script of `src/test/browser`, which drives Chromium and prints what it saw as JSON.
final class Node {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Node() {}

    /// {@return what the script printed}
    static JsonObject run(String script, String... arguments) throws InterruptedException {
        try (Child node = start(script, arguments)) {
            return result(node);
        }
    }

    static Child start(String script, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add("node");
        command.add(Rostrum.home()
                .resolve("installer/src/test/browser")
                .resolve(script)
                .toString());
        command.addAll(List.of(arguments));
        return Child.start(script, command, Map.of());
    }

    /// Waits for the script's end.
    static JsonObject result(Child node) throws InterruptedException {
        if (node.awaitExit(LIMIT).isEmpty()) {
            throw new AssertionError("script did not end within " + LIMIT + ": " + node.tail());
        }
        List<String> lines = node.lines();
        int start = lines.indexOf("{");
        int end = lines.lastIndexOf("}");
        if (start < 0 || end < start) {
            throw new AssertionError("script printed no result: " + node.tail());
        }
        return JsonParser.parseString(String.join("\n", lines.subList(start, end + 1)))
                .getAsJsonObject();
    }

    static List<String> problems(JsonObject result) {
        JsonArray problems = result.getAsJsonArray("problems");
        return problems.asList().stream().map(p -> p.getAsString()).toList();
    }
}
