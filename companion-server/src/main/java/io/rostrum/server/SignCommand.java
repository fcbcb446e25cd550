package io.rostrum.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.rostrum.server.config.ConfigException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `sign NAME`: addresses that let whoever has them watch a stream of the running server.
@Command(
        name = "sign",
        description = "Makes addresses that let whoever has them watch the stream NAME for a time.",
        mixinStandardHelpOptions = true)
final class SignCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable Main server;

    @Parameters(index = "0", paramLabel = "NAME")
    private String name = "";

    @Option(
            names = "--for",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "how long they count (default: ${DEFAULT-VALUE})")
    private long minutes;

    @Option(names = "--address", paramLabel = "ADDRESS", description = "the only address they count for")
    private @Nullable String address;

    @Option(names = "--viewer", paramLabel = "WHOM", description = "whom they are for, at most 64 letters")
    private @Nullable String viewer;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        JsonObject wanted = new JsonObject();
        wanted.addProperty("expiresIn", Duration.ofMinutes(minutes).toSeconds());
        wanted.addProperty("address", address);
        wanted.addProperty("viewer", viewer);
        try (OperatorClient client = Main.operator(server)) {
            JsonObject signed = client.orderPublic(
                            "POST", "/api/v1/channels/" + OperatorClient.segment(name) + "/signed-urls", wanted)
                    .getAsJsonObject();
            System.out.println("id     " + signed.get("id").getAsString() + ", until "
                    + signed.get("expiresAt").getAsString());
            for (Map.Entry<String, JsonElement> path :
                    signed.getAsJsonObject("paths").entrySet()) {
                boolean rtmp = path.getKey().equals("rtmp");
                System.out.printf(
                        "%-6s %s%s%n",
                        path.getKey(),
                        rtmp ? "rtmp://HOST" : client.answeredAt(),
                        path.getValue().getAsString());
            }
        }
        return Main.DONE;
    }
}
