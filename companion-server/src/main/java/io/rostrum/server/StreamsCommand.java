package io.rostrum.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.rostrum.server.config.ConfigException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `streams [NAME]`: what is live on the running server, or who watches one stream.
@Command(
        name = "streams",
        description = "Lists the streams of the running server, or who watches one of them.",
        mixinStandardHelpOptions = true)
final class StreamsCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable Main server;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "whose viewers to list")
    private @Nullable String name;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        try (OperatorClient client = Main.operator(server)) {
            if (name == null) {
                streams(client);
            } else {
                viewers(client, name);
            }
        }
        return Main.DONE;
    }

    private static void streams(OperatorClient client) throws IOException, InterruptedException {
        Table table = new Table("NAME", "STATE", "FROM", "PICTURE", "MBIT/S", "VIEWERS", "RECORDED");
        for (JsonElement one : client.get("/streams").getAsJsonObject().getAsJsonArray("streams")) {
            JsonObject stream = one.getAsJsonObject();
            JsonObject publisher = stream.getAsJsonObject("publisher");
            boolean pictures = stream.has("video");
            table.row(
                    Table.word(stream, "name"),
                    Table.word(stream, "state"),
                    publisher == null ? "-" : Table.word(publisher, "protocol") + " " + Table.word(publisher, "peer"),
                    pictures ? Table.word(stream, "width") + "x" + Table.word(stream, "height") : "-",
                    String.format(
                            Locale.ROOT, "%.1f", stream.get("bitsPerSecond").getAsLong() / 1e6),
                    Integer.toString(stream.get("viewers").getAsInt()
                            + stream.get("hlsViewers").getAsInt()),
                    stream.get("recorded").getAsBoolean() ? "yes" : "no");
        }
        table.print();
    }

    private static void viewers(OperatorClient client, String stream) throws IOException, InterruptedException {
        Table table = new Table("VIEWER", "PROTOCOL", "FROM", "SINCE");
        String path = "/streams/" + OperatorClient.segment(stream) + "/viewers";
        for (JsonElement one : client.get(path).getAsJsonObject().getAsJsonArray("viewers")) {
            JsonObject viewer = one.getAsJsonObject();
            table.row(
                    Table.word(viewer, "id"),
                    Table.word(viewer, "protocol"),
                    Table.word(viewer, "peer"),
                    Table.word(viewer, "since"));
        }
        table.print();
    }
}
