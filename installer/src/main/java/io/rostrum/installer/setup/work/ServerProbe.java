package io.rostrum.installer.setup.work;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Whether a server on this machine serves.
@FunctionalInterface
public interface ServerProbe {
    /// Blocks until the server on a port of this machine says that it is ready.
    ///
    /// @throws IOException if it does not in time; the message says what to look at
    void awaitReady(int httpPort) throws IOException, InterruptedException;

    /// {@return a probe that asks `/readyz` for at most twenty seconds}
    static ServerProbe overHttp() {
        return httpPort -> {
            Duration limit = Duration.ofSeconds(20);
            long deadline = System.nanoTime() + limit.toNanos();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/readyz"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            try (HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(1))
                    .build()) {
                while (System.nanoTime() < deadline) {
                    try {
                        if (client.send(request, HttpResponse.BodyHandlers.discarding())
                                        .statusCode()
                                == 200) {
                            return;
                        }
                    } catch (IOException notYetListening) {
                        // asked again until the deadline
                    }
                    Thread.sleep(Duration.ofMillis(100));
                }
            }
            throw new IOException("the server on port " + httpPort + " was not ready within " + limit.toSeconds()
                    + " s; `journalctl -u rostrum-server` (with --user for your own) says why");
        };
    }
}
