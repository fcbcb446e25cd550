package io.rostrum.server.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.push.ForeignBytes;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.RunningServer.Upload;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two servers in one process: the edge fetches from the origin.
@ExtendWith(LeakGuard.class)
@Timeout(120)
class PullsTest {
    private static final byte[] FLV = ForeignBytes.of("avc-aac.flv");

    @TempDir
    private Path originData;

    @TempDir
    private Path edgeData;

    private static void awaitLive(RunningServer where, String stream) {
        await().atMost(RunningServer.PATIENCE)
                .until(() -> where.send("GET", "/api/v1/streams/" + stream, "")
                        .body()
                        .contains("avc1."));
    }

    private RunningServer edge(RunningServer origin, String protocol) throws Exception {
        String url = protocol.equals("rtmp")
                ? "rtmp://127.0.0.1:" + origin.rtmpPort() + "/live/cam"
                : origin.url("/live/cam.flv").toString();
        return RunningServer.start(edgeData, Map.of("relay.pull", "far " + url, "relay.pull_idle", "1s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtmp", "http"})
    void aStreamIsFetchedWhileSomebodyWatches(String protocol) throws Exception {
        try (RunningServer origin = RunningServer.start(originData, Map.of());
                RunningServer edge = edge(origin, protocol);
                Upload upload = origin.post("/live/cam.flv")) {
            upload.write(FLV);
            awaitLive(origin, "cam");
            assertThat(edge.operate("GET", "/streams", "").body()).contains("\"streams\":[]");
            assertThat(origin.operate("GET", "/streams/cam/viewers", "").body()).contains("\"viewers\":[]");

            try (InputStream in = edge.url("/live/far.flv").toURL().openStream()) {
                assertThat(in.readNBytes(3)).containsExactly('F', 'L', 'V');
                awaitLive(edge, "far");
                assertThat(edge.operate("GET", "/streams", "").body()).contains("\"protocol\":\"pull\"", "mp4a.40.2");
                assertThat(origin.operate("GET", "/streams/cam/viewers", "").body())
                        .contains("\"protocol\":\"" + (protocol.equals("rtmp") ? "rtmp" : "flv") + "\"");
            }

            edge.awaitAnswer("/streams", answer -> answer.contains("\"streams\":[]"));
            origin.awaitAnswer("/streams/cam/viewers", answer -> answer.contains("\"viewers\":[]"));
        }
    }

    @Test
    void aSourceThatIsNotThereEndsTheViewersConnection() throws Exception {
        try (RunningServer origin = RunningServer.start(originData, Map.of());
                RunningServer edge = edge(origin, "http")) {
            try (InputStream in = edge.url("/live/far.flv").toURL().openStream()) {
                assertThat(in.readAllBytes().length).isLessThan(100);
            }
            assertThat(whatHappens(edge, "far"))
                    .isInstanceOf(FileNotFoundException.class); // it is left alone for a while
        }
    }

    private static IOException whatHappens(RunningServer edge, String stream) {
        try (InputStream in = edge.url("/live/" + stream + ".flv").toURL().openStream()) {
            return new IOException("it played: " + in.read());
        } catch (IOException e) {
            return e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "rtmp"})
    void serversThatFetchFromEachOtherStop(String protocol) throws Exception {
        int http = freePort();
        int rtmp = freePort();
        String self = protocol.equals("rtmp")
                ? "rtmp://127.0.0.1:" + rtmp + "/live/loop"
                : "http://127.0.0.1:" + http + "/live/loop.flv";
        try (RunningServer server = RunningServer.start(
                        edgeData,
                        Map.of(
                                "http.port",
                                Integer.toString(http),
                                "rtmp.port",
                                Integer.toString(rtmp),
                                "relay.pull",
                                "loop " + self));
                InputStream in = server.url("/live/loop.flv").toURL().openStream()) {
            assertThat(in.readAllBytes().length).isLessThan(100); // the connection ends: nothing can come
        }
    }
}
