package io.rostrum.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.rostrum.server.config.ConfigException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `record list|start|stop|delete`: the recordings of the running server.
@Command(
        name = "record",
        description = "Lists recordings of the running server, begins and ends them, and deletes them.",
        mixinStandardHelpOptions = true)
final class RecordCommand {
    @ParentCommand
    private @Nullable Main server;

    @Command(description = "Lists the recordings, the newest first.")
    int list() throws ConfigException, IOException, InterruptedException {
        Table table = new Table("RECORDING", "STREAM", "STATE", "LENGTH", "MIB", "BEGAN");
        try (OperatorClient client = Main.operator(server)) {
            JsonObject all = client.getPublic("/api/v1/recordings").getAsJsonObject();
            for (JsonElement one : all.getAsJsonArray("recordings")) {
                JsonObject recording = one.getAsJsonObject();
                Duration length =
                        Duration.ofMillis(recording.get("durationMillis").getAsLong());
                table.row(
                        Table.word(recording, "id"),
                        Table.word(recording, "stream"),
                        Table.word(recording, "state"),
                        "%02d:%02d:%02d".formatted(length.toHours(), length.toMinutesPart(), length.toSecondsPart()),
                        String.format(
                                Locale.ROOT, "%.1f", recording.get("bytes").getAsLong() / 1024.0 / 1024),
                        Table.word(recording, "startedAt"));
            }
        }
        table.print();
        return Main.DONE;
    }

    @Command(description = "Records the stream NAME from now until it ends.")
    int start(@Parameters(paramLabel = "NAME") String name) throws ConfigException, IOException, InterruptedException {
        return order("PUT", "/streams/" + OperatorClient.segment(name) + "/recording");
    }

    @Command(description = "Ends the recording of the stream NAME.")
    int stop(@Parameters(paramLabel = "NAME") String name) throws ConfigException, IOException, InterruptedException {
        return order("DELETE", "/streams/" + OperatorClient.segment(name) + "/recording");
    }

    @Command(description = "Deletes a finished recording.")
    int delete(@Parameters(paramLabel = "RECORDING") String id)
            throws ConfigException, IOException, InterruptedException {
        return order("DELETE", "/recordings/" + OperatorClient.segment(id));
    }

    private int order(String method, String path) throws ConfigException, IOException, InterruptedException {
        try (OperatorClient client = Main.operator(server)) {
            client.order(method, path);
        }
        return Main.DONE;
    }
}
