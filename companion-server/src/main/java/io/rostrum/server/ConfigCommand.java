package io.rostrum.server;

import com.google.gson.GsonBuilder;
import io.rostrum.server.config.ConfigException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// `config`: what the running server's configuration says, defaults included.
@Command(
        name = "config",
        description = "Prints the running server's configuration as JSON, without its secrets.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable Main server;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        try (OperatorClient client = Main.operator(server)) {
            System.out.println(new GsonBuilder()
                    .setPrettyPrinting()
                    .disableHtmlEscaping()
                    .serializeNulls()
                    .create()
                    .toJson(client.get("/config")));
        }
        return Main.DONE;
    }
}
