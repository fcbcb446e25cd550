package io.rostrum.server;

import io.rostrum.server.config.ConfigException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `kick NAME [VIEWER]`: ends the publisher or a viewer of a stream of the running server.
@Command(
        name = "kick",
        description = "Ends whoever publishes the stream NAME, or one of its viewers.",
        mixinStandardHelpOptions = true)
final class KickCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable Main server;

    @Parameters(index = "0", paramLabel = "NAME")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VIEWER",
            description = "as `rostrum server streams NAME` lists it")
    private @Nullable String viewer;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        String stream = "/streams/" + OperatorClient.segment(name);
        try (OperatorClient client = Main.operator(server)) {
            client.order(
                    "DELETE",
                    viewer == null ? stream + "/publisher" : stream + "/viewers/" + OperatorClient.segment(viewer));
        }
        return Main.DONE;
    }
}
