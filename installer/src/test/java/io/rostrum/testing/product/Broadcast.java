package io.rostrum.testing.product;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import io.rostrum.testing.ProcessMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `./rostrum broadcast … --stats json`, 1280x720 at 30 fps unless told otherwise.
public final class Broadcast implements AutoCloseable {
    private final Child child;

    private Broadcast(Child child) {
        this.child = child;
    }

    /// @param arguments what follows `broadcast`; `--stats json` is added
    public static Broadcast start(Map<String, String> environment, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("broadcast"));
        all.addAll(arguments);
        all.addAll(List.of("--stats", "json"));
        return new Broadcast(Rostrum.start(environment, all));
    }

    /// Waits for the first line of statistics that says that pictures were made.
    public void awaitLive() throws InterruptedException {
        child.awaitLine(line -> line.startsWith("{"), Duration.ofSeconds(60));
    }

    /// {@return each second's statistics so far}
    public List<JsonObject> stats() {
        return statsLines().map(Broadcast::parse).toList();
    }

    /// {@return the newest second's statistics; to be asked often}
    public Optional<JsonObject> newestStats() {
        return statsLines().reduce((_, later) -> later).map(Broadcast::parse);
    }

    private Stream<String> statsLines() {
        return child.lines().stream().filter(line -> line.startsWith("{"));
    }

    private static JsonObject parse(String line) {
        return JsonParser.parseString(line).getAsJsonObject();
    }

    public ProcessMeter meter() {
        return new ProcessMeter(child.pid());
    }

    /// {@return the exit code, or empty when it still runs after `limit`}
    public Optional<Integer> awaitExit(Duration limit) throws InterruptedException {
        return child.awaitExit(limit);
    }

    /// Ends the broadcast as an init system would and waits for its end.
    ///
    /// @return the exit code, or empty when it does not end in 20 s
    public Optional<Integer> stop() throws InterruptedException {
        child.terminate();
        return child.awaitExit(Duration.ofSeconds(20));
    }

    public Child process() {
        return child;
    }

    @Override
    public void close() {
        child.close();
    }
}
