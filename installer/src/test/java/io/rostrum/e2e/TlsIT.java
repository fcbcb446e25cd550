package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.testing.Child;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// RTMPS and HTTPS with certificates of OpenSSL's, to FFmpeg, curl, the JDK's client and Chromium, while the
/// certificate is
/// replaced, and over HTTP/2.
@Tag("peer")
class TlsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MEDIA =
            "-f lavfi -i testsrc2=size=320x180:rate=25 -c:v libx264 -preset ultrafast" + " -pix_fmt yuv420p -g 25";

    private static final String SOUND = "-re -f lavfi -i sine=frequency=1000:sample_rate=48000 -c:a aac ";

    @TempDir
    private Path folder;

    @Test
    void aNewCertificateIsTakenAndNobodyIsThrownOut() throws Exception {
        makeCertificate("first.example");
        Map<String, String> settings = Map.of(
                "ROSTRUM_TLS_CERTIFICATE",
                folder.resolve("cert.pem").toString(),
                "ROSTRUM_TLS_KEY",
                folder.resolve("key.pem").toString(),
                "ROSTRUM_TLS_RTMP",
                "yes",
                "ROSTRUM_TRANSCODE_ENABLED",
                "no");
        Path received = folder.resolve("received.flv");
        try (TestServer server = TestServer.start(settings)) {
            String rtmps = server.rtmp("cam").replace("rtmp://127.0.0.1", "rtmps://localhost");
            String https = server.url("").replace("http://127.0.0.1", "https://localhost");
            try (Child publisher = start("ffmpeg -v error -re " + MEDIA + " -f flv -tls_verify 0 " + rtmps)) {
                await().atMost(LIMIT)
                        .until(() ->
                                run("curl -sk " + https + "/api/v1/streams/cam").contains("avc1."));
                try (Child viewer = start("curl -sk -o " + received + " " + https + "/live/cam.flv")) {
                    await().atMost(LIMIT).until(() -> Files.exists(received) && Files.size(received) > 10_000);
                    assertThat(subject(https)).contains("first.example");

                    makeCertificate("second.example");

                    await().atMost(LIMIT).until(() -> subject(https).contains("second.example"));
                    long size = Files.size(received);
                    await().atMost(LIMIT).until(() -> Files.size(received) > size + 10_000);
                    assertThat(viewer.isAlive()).isTrue();
                    assertThat(publisher.isAlive()).isTrue();
                }
            }
        }
    }

    @Test
    void http2IsSpokenWithWhoCan() throws Exception {
        makeCertificate("localhost");
        Map<String, String> settings = Map.of(
                "ROSTRUM_TLS_CERTIFICATE",
                folder.resolve("cert.pem").toString(),
                "ROSTRUM_TLS_KEY",
                folder.resolve("key.pem").toString(),
                "ROSTRUM_TRANSCODE_ENABLED",
                "no");
        try (TestServer server = TestServer.start(settings);
                Child _ = start("ffmpeg -v error -re " + MEDIA.replace("-c:v", SOUND + "-c:v") + " -f flv "
                        + server.rtmp("cam"));
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(trusting(folder.resolve("cert.pem")))
                        .build()) {
            String https = server.url("").replace("http://127.0.0.1", "https://localhost");
            String curl = "curl -sk -o /dev/null -w %{http_code}/%{http_version} ";
            await().atMost(LIMIT)
                    .until(() -> run(curl + https + "/live/cam/index.m3u8").equals("200/2"));
            assertThat(run(curl + "--http1.1 " + https + "/healthz")).isEqualTo("200/1.1");

            reloadsWaitBesideEachOther(client, https);
            assertThat(Node.problems(Node.run(
                            "play-check.mjs",
                            "--url",
                            https + "/watch/cam",
                            "--mode",
                            "flv,hls",
                            "--seconds",
                            "5",
                            "--over-http2")))
                    .isEmpty();
        }
    }

    /// As many as a connection may have open.
    private static void reloadsWaitBesideEachOther(HttpClient client, String https) throws Exception {
        String multivariant = get(client, https + "/live/cam/index.m3u8").get().body();
        String media = multivariant
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .findFirst()
                .orElseThrow();
        URI playlist = URI.create(https + "/live/cam/index.m3u8").resolve(media);
        String now = get(client, playlist.toString()).get().body();
        long sequence = Long.parseLong(now.replaceAll("(?s).*#EXT-X-MEDIA-SEQUENCE:(\\d+).*", "$1"));
        long segments = now.lines().filter(line -> line.startsWith("#EXTINF")).count();
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            waiting.add(get(client, playlist + "?_HLS_msn=" + (sequence + segments)));
        }
        for (CompletableFuture<HttpResponse<String>> one : waiting) {
            assertThat(one.get().statusCode()).isEqualTo(200);
            assertThat(one.get().version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
        assertThat(waiting.getFirst().get().body()).isNotEqualTo(now);
    }

    private static CompletableFuture<HttpResponse<String>> get(HttpClient client, String url) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void aProxyThatKnowsSpeaksHttp2WithoutTls() throws Exception {
        try (TestServer server = TestServer.start()) {
            assertThat(run("curl -s --http2-prior-knowledge -w /%{http_version} " + server.url("/healthz")))
                    .endsWith("/2");
        }
    }

    private void makeCertificate(String name) throws Exception {
        Path key = folder.resolve("new-key.pem");
        Path certificate = folder.resolve("new-cert.pem");
        run(
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -addext subjectAltName=DNS:localhost -subj /CN="
                        + name + " -keyout " + key + " -out " + certificate);
        Files.move(certificate, folder.resolve("cert.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(key, folder.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String subject(String https) throws InterruptedException {
        return run("curl -skv -o /dev/null " + https + "/healthz");
    }

    private static Child start(String command) {
        List<String> words = List.of(command.split(" ", -1));
        return Child.start(words.getFirst(), words, Map.of());
    }

    private static String run(String command) throws InterruptedException {
        try (Child child = start(command)) {
            assertThat(child.awaitExit(LIMIT)).as(command).contains(0);
            return String.join("\n", child.lines());
        }
    }
}
