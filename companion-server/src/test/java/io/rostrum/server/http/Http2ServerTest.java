package io.rostrum.server.http;

import static io.rostrum.server.http.Http2Frames.PREFACE;
import static io.rostrum.server.http.Http2Frames.get;
import static io.rostrum.server.http.Http2Frames.windowUpdate;
import static io.rostrum.server.http.Http2Frames.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.push.ForeignBytes;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.RunningServer.Upload;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The whole server over HTTP/2, without TLS.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class Http2ServerTest {
    private static final byte[] FLV = ForeignBytes.of("avc-aac.flv");
    private static final Pattern DROPPED =
            Pattern.compile("rostrum_frames_dropped_total\\{reason=\"slow_viewer\"} [1-9]");

    @TempDir
    private Path directory;

    private static final class Client implements AutoCloseable {
        final Http2Frames came = new Http2Frames();
        private final Socket socket;

        Client(URI server, String first) throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            send(PREFACE + first);
        }

        void send(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }

        /// Reads until something holds, or to the end.
        void read(BooleanSupplier until) throws IOException {
            byte[] bytes = new byte[8192];
            while (!until.getAsBoolean()) {
                int count = socket.getInputStream().read(bytes);
                if (count < 0) {
                    return;
                }
                came.take(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aViewerThatTakesNothingLosesPicturesAndGoesOnLater() throws Exception {
        Map<String, String> settings = Map.of("live.viewer.queue", "500ms", "live.stop_window", "5s");
        try (RunningServer server = RunningServer.start(directory, settings)) {
            publish(server);
            try (Client viewer = new Client(server.url(""), windows(0) + get(1, "/live/cam.flv"))) {
                Http2Frames.Answer answer = viewer.came.answer(1);
                viewer.read(() -> answer.status().equals("200"));

                await().atMost(RunningServer.PATIENCE).until(() -> {
                    publish(server); // goes on where it stood
                    return DROPPED.matcher(server.send("GET", "/metrics", "").body())
                            .find();
                });
                assertThat(answer.body()).isEmpty();

                viewer.send(windowUpdate(1, 1 << 20));
                viewer.read(() -> !answer.body().isEmpty());
                assertThat(answer.body()).startsWith("FLV");

                publish(server);
                int before = answer.body().length();
                viewer.read(() -> answer.body().length() > before + FLV.length / 2);
                viewer.read(answer::ended);
                assertThat(answer.resetWith()).isEqualTo(Http2Frames.NONE);
            }
        }
    }

    private static void publish(RunningServer server) throws Exception {
        try (Upload upload = server.post("/live/cam.flv")) {
            upload.write(FLV);
            upload.end();
            assertThat(upload.answer().get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aServerThatStopsTellsWhichRequestsItHasTaken() throws Exception {
        Client client;
        try (RunningServer server = RunningServer.start(directory, Map.of())) {
            client = new Client(server.url(""), get(1, "/healthz"));
            client.read(client.came.answer(1)::ended);
            assertThat(client.came.answer(1).status()).isEqualTo("200");
        }
        try (client) {
            client.read(() -> false);
            assertThat(client.came.goAway()).isEqualTo(Http2Frames.NO_ERROR);
        }
    }
}
