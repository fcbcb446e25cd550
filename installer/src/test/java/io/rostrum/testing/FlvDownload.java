package io.rostrum.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/// Writes an HTTP stream to a file byte for byte, from the first moment at which the server offers it until it ends
/// or the connection breaks.
///
/// Asks every 50 ms while the answer is not 200, so a stream that begins later is caught from its first key frame on.
public final class FlvDownload implements AutoCloseable {
    private static final long RETRY_NANOS = 50_000_000L;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread thread;
    private volatile boolean closed;

    public FlvDownload(String url, Path file) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        thread = Thread.ofPlatform().name("download").daemon().start(() -> run(request, file));
    }

    private void run(HttpRequest request, Path file) {
        try {
            while (!closed) {
                HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream in = response.body()) {
                    if (response.statusCode() == 200) {
                        write(in, file);
                        return;
                    }
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(InputStream in, Path file) throws IOException {
        byte[] piece = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                int size;
                try {
                    size = in.read(piece);
                } catch (IOException connectionBroke) {
                    return;
                }
                if (size < 0) {
                    return;
                }
                out.write(piece, 0, size);
            }
        }
    }

    /// Waits for the end of the stream, then gives up.
    public void awaitEnd(java.time.Duration limit) throws InterruptedException {
        thread.join(limit);
    }

    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
