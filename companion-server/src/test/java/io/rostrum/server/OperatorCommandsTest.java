package io.rostrum.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.push.ForeignBytes;
import io.rostrum.server.RunningServer.Upload;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The commands below `rostrum server` that speak to a server that runs.
@ExtendWith(LeakGuard.class)
@Timeout(120)
class OperatorCommandsTest {
    private static final byte[] FLV = ForeignBytes.of("avc-aac.flv");

    @TempDir
    private Path directory;

    @RegisterExtension
    private final Printed printed = new Printed();

    private final InputStream realIn = System.in;
    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.start(directory, Map.of("record.low_space", "0"));
    }

    @AfterEach
    void stop() {
        System.setIn(realIn);
        server.close();
    }

    /// {@return what it printed}
    private String run(int code, String... words) {
        printed.reset();
        List<String> all = new ArrayList<>(List.of(
                "--data",
                directory.toString(),
                "--http",
                Integer.toString(server.url("/").getPort())));
        all.addAll(List.of(words));
        assertThat(Main.run(all.toArray(String[]::new))).as(printed.err()).isEqualTo(code);
        return printed.out();
    }

    private Upload publish() throws Exception {
        Upload upload = server.post("/live/cam.flv");
        upload.write(FLV);
        await().atMost(RunningServer.PATIENCE)
                .until(() ->
                        server.send("GET", "/api/v1/streams/cam", "").body().contains("avc1."));
        return upload;
    }

    @Test
    void streamsAndViewersAreListedAndEnded() throws Exception {
        try (Upload upload = publish()) {
            assertThat(run(0, "streams").lines().toList())
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("cam")
                    .contains("live", "flv 127.0.0.1:", "no");
            try (InputStream in = server.url("/live/cam.flv").toURL().openStream()) {
                assertThat(in.read()).isEqualTo('F');
                String viewer = run(0, "streams", "cam").lines().toList().getLast();
                assertThat(viewer).contains("flv", "127.0.0.1:");

                run(0, "kick", "cam", viewer.split(" ", 2)[0]);

                in.readAllBytes(); // returns: the connection is closed
            }
            run(0, "kick", "cam");
            assertThat(upload.answer().get().statusCode()).isEqualTo(403);
        }
    }

    @Test
    void signedAddressesLetTheirHolderWatch() throws Exception {
        try (Upload upload = publish()) {
            server.send(
                    "PATCH",
                    "/api/v1/channels/cam/access",
                    "{\"watchers\":\"members\"}",
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    "Bearer " + server.token());
            List<String> printedLines = run(0, "sign", "cam", "--for", "5", "--address", "127.0.0.1")
                    .lines()
                    .toList();

            assertThat(printedLines)
                    .hasSize(7)
                    .element(6)
                    .asString()
                    .startsWith("rtmp   rtmp://HOST/live/cam?playback=");
            String flv = printedLines.get(5).split(" +", 2)[1];
            try (InputStream in = URI.create(flv).toURL().openStream()) {
                assertThat(in.read()).isEqualTo('F');
            }
            assertThat(server.send("GET", "/live/cam.flv", "").statusCode()).isEqualTo(401);
            assertThat(upload.answer()).isNotDone();
        }
        run(Main.FAILED, "sign", "cam", "--address", "nowhere");
        assertThat(printed.err()).contains("rostrum server: address: not one (expected: IPv4 or IPv6 in numbers).\n");
    }

    @Test
    void aStreamIsRecordedAndTheRecordingDeleted() throws Exception {
        try (Upload upload = publish()) {
            run(0, "record", "start", "cam");
            run(Main.FAILED, "record", "start", "cam");
            assertThat(printed.err()).contains("rostrum server: This stream is being recorded already.\n");
            upload.end();
            await().atMost(RunningServer.PATIENCE)
                    .until(() -> run(0, "record", "list").contains("finished"));
            String recording = run(0, "record", "list").lines().toList().getLast();

            run(0, "record", "delete", recording.split(" ", 2)[0]);

            assertThat(run(0, "record", "list").lines()).hasSize(1);
        }
    }

    @Test
    void aForwardIsAddedSwitchedAndTakenAway() {
        System.setIn(new ByteArrayInputStream("rtmp://127.0.0.1:9/app/hidden\n".getBytes(StandardCharsets.UTF_8)));
        String id = run(0, "forward", "add", "cam*", "-", "--tries", "2").strip();

        assertThat(run(0, "forward", "list"))
                .contains(id, "cam*", "rtmp://127.0.0.1:9/app/***", "yes")
                .doesNotContain("hidden");
        run(0, "forward", "off", id);
        assertThat(run(0, "forward", "list").lines().toList().getLast()).contains("no");
        run(0, "forward", "on", id);
        run(0, "forward", "retry", id);
        run(0, "forward", "remove", id);
        assertThat(run(0, "forward", "list").lines()).hasSize(1);
        run(Main.FAILED, "forward", "remove", id);
        assertThat(printed.err()).contains("rostrum server: There is no such forward.\n");
    }

    @Test
    void theConfigurationIsShown() {
        assertThat(run(0, "config")).contains("\"openIngest\": true");
    }

    @Test
    void whereNoServerRunsItSaysSo() throws Exception {
        server.close();

        run(Main.FAILED, "streams");
        assertThat(printed.err()).contains("rostrum server: no server answers at http://127.0.0.1:");

        Files.delete(directory.resolve("operator-token"));
        run(Main.FAILED, "streams");
        assertThat(printed.err()).contains("no operator-token there");
    }
}
