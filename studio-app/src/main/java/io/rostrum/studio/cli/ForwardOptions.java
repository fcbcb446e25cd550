package io.rostrum.studio.cli;

import io.rostrum.push.target.PushUrl;
import io.rostrum.studio.server.OperatorApi;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// What a companion server is to send on, so that it is uploaded once: `--forward`, and what belongs to it.
final class ForwardOptions {
    @Option(
            names = "--forward",
            paramLabel = "URL",
            required = true,
            description =
                    "rtmp:// or rtmps:// address to which the companion server behind a --to sends the stream on, so"
                            + " that it is uploaded once; may be repeated")
    private List<String> forwards = new ArrayList<>();

    @Option(
            names = "--server",
            paramLabel = "URL",
            required = true,
            description = "that server's pages: http://HOST:PORT or https://HOST[:PORT]")
    private URI server = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--server-token",
            paramLabel = "FILE",
            required = true,
            description = "holds its operator's token; the server keeps it as operator-token in its data folder")
    private Path token = Path.of(OperatorApi.TOKEN_FILE);

    @Option(
            names = "--server-stream",
            paramLabel = "NAME",
            required = true,
            description = "the stream's name there, which is not its key")
    private String stream = "";

    /// @throws IllegalArgumentException in words for the user
    Forwards.Wanted wanted() {
        String scheme = String.valueOf(server.getScheme());
        if (server.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("--server: " + server + " (expected: http://HOST:PORT)");
        }
        return new Forwards.Wanted(
                new OperatorApi(server, token),
                stream,
                forwards.stream().map(PushUrl::parse).toList());
    }
}
