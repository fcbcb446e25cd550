package io.rostrum.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.rostrum.server.auth.OperatorAccess;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.config.ServerConfig;
import io.rostrum.server.config.TlsConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// The operator's API of the server that runs with a configuration, asked with the token of its data
/// folder. Blocks.
final class OperatorClient implements AutoCloseable {
    private static final String ROOT = "/api/v1/operator";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int REDIRECTS = 300;

    private static final String LOOPBACK = "127.0.0.1";

    private final String server;
    /// Where a server listens that nobody has claimed.
    private final String unclaimed;
    private final Secret token;
    private final HttpClient client;
    /// Where the last request was answered.
    private volatile String answered;

    private OperatorClient(String server, String unclaimed, Secret token, HttpClient client) {
        this.server = server;
        this.unclaimed = unclaimed;
        this.token = token;
        this.client = client;
        this.answered = server;
    }

    /// @throws IOException if no server has ever run with this data folder, in words
    static OperatorClient open(ServerConfig config) throws IOException {
        int port = config.http().port();
        if (port == 0) {
            throw new IOException("http.port: 0 (expected: the port that the server has; say it with --http)");
        }
        Secret token = OperatorAccess.token(config.data());
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY);
        Optional<TlsConfig> tls = config.tls().filter(TlsConfig::http);
        if (tls.isPresent()) {
            client.sslContext(trusting(tls.get().certificate()));
        }
        String scheme = tls.isPresent() ? "https://" : "http://";
        return new OperatorClient(
                scheme + host(config.http().bindAddress()) + ":" + port,
                scheme + LOOPBACK + ":" + port,
                token,
                client.build());
    }

    private static String host(String bind) throws IOException {
        String host = InetAddress.getByName(bind).isAnyLocalAddress() ? LOOPBACK : bind;
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /// The server is known by its certificate, whatever names stand in that.
    private static SSLContext trusting(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate own = CertificateFactory.getInstance("X.509").generateCertificate(in);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new OneCertificate(own)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("tls.certificate: " + file + ": cannot be read (expected: PEM)", e);
        }
    }

    /// {@return where the server answered last, without a path}
    String answeredAt() {
        return answered;
    }

    /// {@return whether that is for browsers of this machine only}
    boolean answeredOnLoopback() {
        return ServerConfig.isLoopback(
                Objects.requireNonNull(URI.create(answered).getHost()).replaceAll("[\\[\\]]", ""));
    }

    /// {@return text as a segment of a path}
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// {@return what is there}
    ///
    /// @param path below the operator's, of [#segment]s
    JsonElement get(String path) throws IOException, InterruptedException {
        return send("GET", ROOT + path, BodyPublishers.noBody());
    }

    /// {@return what is there for everybody}
    ///
    /// @param path the whole of it
    JsonElement getPublic(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    /// {@return what the server answers; JSON's null for nothing}
    JsonElement order(String method, String path) throws IOException, InterruptedException {
        return send(method, ROOT + path, BodyPublishers.noBody());
    }

    JsonElement order(String method, String path, JsonObject body) throws IOException, InterruptedException {
        return send(method, ROOT + path, BodyPublishers.ofString(body.toString()));
    }

    /// {@return what the server answers}
    ///
    /// @param path the whole of it
    JsonElement orderPublic(String method, String path, JsonObject body) throws IOException, InterruptedException {
        return send(method, path, BodyPublishers.ofString(body.toString()));
    }

    private HttpResponse<String> send(String to, String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(to + path))
                .method(method, body)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token.reveal())
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        answered = to;
        return response;
    }

    private HttpResponse<String> sendUnclaimed(String method, String path, BodyPublisher body, IOException before)
            throws IOException, InterruptedException {
        try {
            if (!unclaimed.equals(server)) {
                return send(unclaimed, method, path, body);
            }
        } catch (ConnectException | HttpTimeoutException e) {
            before.addSuppressed(e);
        }
        throw new IOException(
                "no server answers at " + server
                        + " (expected: one that runs with this configuration; --http says its port)",
                before);
    }

    /// @throws IOException if the server does not answer, or refuses: in its words
    private JsonElement send(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = send(server, method, path, body);
        } catch (ConnectException | HttpTimeoutException e) {
            answer = sendUnclaimed(method, path, body, e);
        }
        String text = answer.body().strip();
        if (answer.statusCode() >= REDIRECTS) {
            throw new IOException(text.isEmpty() ? server + " answered " + answer.statusCode() : text);
        }
        try {
            return text.isEmpty() ? JsonNull.INSTANCE : JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new IOException(server + path + ": no JSON (expected: Rostrum's server there)", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
