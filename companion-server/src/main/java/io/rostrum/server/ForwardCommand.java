package io.rostrum.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.rostrum.server.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `forward list|add|remove|on|off|retry`: streams of the running server that go on to others.
@Command(
        name = "forward",
        description = "Lists, adds, switches and takes away forwards of the running server.",
        mixinStandardHelpOptions = true)
final class ForwardCommand {
    private static final String STDIN = "-";

    @ParentCommand
    private @Nullable Main server;

    @Command(description = "Lists the forwards, and how each stream's stands.")
    int list() throws ConfigException, IOException, InterruptedException {
        Table table = new Table("FORWARD", "STREAMS", "TO", "ON", "NOW");
        try (OperatorClient client = Main.operator(server)) {
            for (JsonElement one : client.get("/forwards").getAsJsonObject().getAsJsonArray("forwards")) {
                JsonObject forward = one.getAsJsonObject();
                List<String> now = new ArrayList<>();
                for (JsonElement each : forward.getAsJsonArray("now")) {
                    JsonObject way = each.getAsJsonObject();
                    String why = way.has("why") ? " (" + Table.word(way, "why") + ")" : "";
                    now.add(Table.word(way, "stream") + " " + Table.word(way, "state") + why);
                }
                table.row(
                        Table.word(forward, "id"),
                        Table.word(forward, "streams"),
                        Table.word(forward, "url"),
                        forward.get("enabled").getAsBoolean() ? "yes" : "no",
                        now.isEmpty() ? "-" : String.join(", ", now));
            }
        }
        table.print();
        return Main.DONE;
    }

    @Command(description = "Sends streams on to another server, and prints the new forward's name.")
    int add(
            @Parameters(index = "0", paramLabel = "STREAMS", description = "a stream's name, * for any letters")
                    String streams,
            @Parameters(
                            index = "1",
                            paramLabel = "URL",
                            description =
                                    "rtmp[s]://host[:port]/app/key, with {stream} for the stream's name; - reads it from"
                                            + " standard input, where others on this machine do not see the key")
                    String url,
            @Option(
                            names = "--tries",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "how often in a row a server that does not answer is tried; 0 for ever")
                    int tries)
            throws ConfigException, IOException, InterruptedException {
        JsonObject wanted = new JsonObject();
        wanted.addProperty("streams", streams);
        wanted.addProperty("url", url.equals(STDIN) ? line() : url);
        wanted.addProperty("tries", tries);
        try (OperatorClient client = Main.operator(server)) {
            System.out.println(
                    Table.word(client.order("POST", "/forwards", wanted).getAsJsonObject(), "id"));
        }
        return Main.DONE;
    }

    private static String line() throws IOException {
        Scanner in = new Scanner(System.in, StandardCharsets.UTF_8);
        if (!in.hasNextLine()) {
            throw new IOException("URL: nothing came on standard input (expected: a line with it)");
        }
        return in.nextLine().strip();
    }

    @Command(description = "Takes a forward away.")
    int remove(@Parameters(paramLabel = "FORWARD") String id)
            throws ConfigException, IOException, InterruptedException {
        return order("DELETE", path(id));
    }

    @Command(description = "Switches a forward on.")
    int on(@Parameters(paramLabel = "FORWARD") String id) throws ConfigException, IOException, InterruptedException {
        return enable(id, true);
    }

    @Command(description = "Switches a forward off.")
    int off(@Parameters(paramLabel = "FORWARD") String id) throws ConfigException, IOException, InterruptedException {
        return enable(id, false);
    }

    @Command(description = "Tries all connections of a forward again at once.")
    int retry(@Parameters(paramLabel = "FORWARD") String id) throws ConfigException, IOException, InterruptedException {
        return order("POST", path(id) + "/retry");
    }

    private static String path(String id) {
        return "/forwards/" + OperatorClient.segment(id);
    }

    private int enable(String id, boolean on) throws ConfigException, IOException, InterruptedException {
        JsonObject wanted = new JsonObject();
        wanted.addProperty("enabled", on);
        try (OperatorClient client = Main.operator(server)) {
            client.order("PATCH", path(id), wanted);
        }
        return Main.DONE;
    }

    private int order(String method, String path) throws ConfigException, IOException, InterruptedException {
        try (OperatorClient client = Main.operator(server)) {
            client.order(method, path);
        }
        return Main.DONE;
    }
}
