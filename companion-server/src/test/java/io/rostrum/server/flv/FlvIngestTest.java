package io.rostrum.server.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.push.ForeignBytes;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.RunningServer.Answer;
import io.rostrum.server.RunningServer.Upload;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// FFmpeg's file, published over HTTP.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class FlvIngestTest {
    private static final byte[] FLV = ForeignBytes.of("avc-aac.flv");

    @TempDir
    private Path directory;

    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.start(directory, Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void awaitLive(String stream) {
        await().atMost(RunningServer.PATIENCE)
                .until(() -> server.send("GET", "/api/v1/streams/" + stream, "")
                        .body()
                        .contains("avc1."));
    }

    @Test
    void whatIsPostedIsLiveAndEndsWithItsBody() throws Exception {
        try (Upload upload = server.post("/live/cam.flv")) {
            upload.write(FLV);
            awaitLive("cam");
            String publisher = server.operate("GET", "/streams", "").body();
            assertThat(publisher).contains("\"publisher\":{\"protocol\":\"flv\",\"peer\":\"127.0.0.1:");

            upload.end();

            assertThat(upload.answer().get().statusCode()).isEqualTo(200);
        }
        await().atMost(RunningServer.PATIENCE)
                .until(() -> server.send("GET", "/api/v1/streams/cam", "").statusCode() == 404);
    }

    @Test
    void aSecondPublisherIsRefusedAndTheFirstGoesOn() throws Exception {
        try (Upload first = server.post("/live/cam.flv")) {
            first.write(FLV);
            awaitLive("cam");
            try (Upload second = server.post("/live/cam.flv")) {
                second.write(FLV);
                Answer answer = second.answer().get();

                assertThat(answer.statusCode()).isEqualTo(409);
                assertThat(answer.body()).isEqualTo("This stream is being published already.\n");
                assertThat(first.answer()).isNotDone();
            }
        }
    }

    @Test
    void theKeyBelongsToTheStreamOfTheAddress() throws Exception {
        Secret key = new StreamKeys(directory, Clock.systemUTC())
                .add(new StreamName("lesson"))
                .orElseThrow();
        try (Upload nameAlone = server.post("/live/lesson.flv");
                Upload other = server.post("/live/cam.flv?key=" + key.reveal())) {
            assertThat(nameAlone.answer().get().statusCode()).isEqualTo(403);
            assertThat(other.answer().get().statusCode()).isEqualTo(403);
        }
        try (Upload right = server.post("/live/lesson.flv?key=" + key.reveal())) {
            right.write(FLV);
            awaitLive("lesson");
        }
    }

    @Test
    void whatIsNoFlvIsSaidToBeNone() throws Exception {
        try (Upload upload = server.post("/live/cam.flv")) {
            upload.write("This is not the media you are looking for".getBytes(StandardCharsets.US_ASCII));

            Answer answer = upload.answer().get();

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).startsWith("This is not FLV: FLV header: signature");
        }
    }
}
