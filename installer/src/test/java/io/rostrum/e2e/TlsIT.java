package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.testing.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// RTMPS and HTTPS with certificates of OpenSSL's, to FFmpeg and curl, while the certificate is replaced.
@Tag("peer")
class TlsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MEDIA =
            "-f lavfi -i testsrc2=size=320x180:rate=25 -c:v libx264 -preset ultrafast" + " -pix_fmt yuv420p -g 25";

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

    private void makeCertificate(String name) throws Exception {
        Path key = folder.resolve("new-key.pem");
        Path certificate = folder.resolve("new-cert.pem");
        run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=" + name
                + " -keyout " + key + " -out " + certificate);
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
