package io.rostrum.studio.cli;

import io.rostrum.push.hls.Web;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Asks through the JDK's HTTP client, which keeps connections open and over TLS prefers HTTP/2.
final class JdkWeb implements Web, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @Override
    public Answer get(URI address, Map<String, String> fields, Duration limit)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(limit);
        fields.forEach(request::header);
        long asked = System.nanoTime();
        HttpResponse<byte[]> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException(address + ": " + (e.getMessage() == null ? "no answer" : e.getMessage()), e);
        }
        Map<String, String> answered = new HashMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> answered.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        long millis = (System.nanoTime() - asked) / 1_000_000;
        return new Answer(
                response.uri(),
                response.statusCode(),
                answered,
                ByteBuffer.wrap(response.body()),
                millis,
                response.version() == HttpClient.Version.HTTP_2);
    }

    @Override
    public void close() {
        client.close();
    }
}
