package io.rostrum.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.config.ConfigException;
import io.rostrum.server.config.ServerConfig;
import io.rostrum.server.config.Settings;
import io.rostrum.server.config.Settings.Given;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The whole server on free ports of loopback, asked over sockets.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class CompanionServerTest {
    private static final StreamName LESSON = new StreamName("lesson");
    private static final int HANDSHAKE_BYTES = 3073;

    @TempDir
    private Path directory;

    private CompanionServer server;

    @BeforeEach
    void start() throws IOException, ConfigException {
        Map<String, Given> flags =
                Map.of("data", given(directory.toString()), "http.port", given("0"), "rtmp.port", given("0"));
        server = CompanionServer.start(ServerConfig.from(new Settings(Map.of(), Map.of(), flags), Map.of()));
    }

    private static Given given(String value) {
        return new Given(List.of(value), false, "test");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// What FFmpeg sent to shake hands (`push-client`), then the commands of a publisher.
    private static byte[] publishing(Secret key) throws IOException {
        ByteBuf out = Unpooled.buffer();
        try (InputStream in =
                CompanionServerTest.class.getResourceAsStream("/io/rostrum/push/rtmp/ffmpeg-publish-to-server.bin")) {
            out.writeBytes(in.readNBytes(HANDSHAKE_BYTES));
        }
        RtmpChunkEncoder encoder = new RtmpChunkEncoder();
        AmfValue app = AmfValue.properties().put("app", "live").object();
        encoder.encode(new RtmpMessage.Command("connect", 1, List.of(app), 0), out);
        encoder.encode(
                new RtmpMessage.Command(
                        "publish", 0, List.of(AmfValue.NULL, AmfValue.of(key.reveal()), AmfValue.of("live")), 0),
                out);
        return ByteBufUtil.getBytes(out);
    }

    /// {@return what came up to `text`, or to the end of the connection}
    private static String readUpTo(String text, InputStream in) throws IOException {
        StringBuilder said = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            said.append((char) b);
            if (said.indexOf(text, Math.max(0, said.length() - text.length())) >= 0) {
                break;
            }
        }
        return said.toString();
    }

    private String get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://localhost:" + server.httpPort() + path);
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void everyRouteIsDescribedAndTheReverse() throws Exception {
        String yaml = get("/api/openapi.yaml");
        Set<String> described = new TreeSet<>();
        if (new Load(LoadSettings.builder().build()).loadFromString(yaml) instanceof Map<?, ?> document
                && document.get("paths") instanceof Map<?, ?> paths) {
            paths.forEach((path, operations) -> ((Map<?, ?>) operations)
                    .keySet().stream()
                            .filter(key -> !key.equals("parameters"))
                            .forEach(method -> described.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));
        }

        assertThat(server.routes())
                .extracting(route -> route.method() + " " + route.pattern())
                .containsExactlyInAnyOrderElementsOf(described);
    }

    @Test
    void pagesLearnWherePublishersConnect() throws Exception {
        assertThat(get("/api/v1/ingest"))
                .isEqualTo("{\"scheme\":\"rtmp\",\"port\":" + server.rtmpPort() + ",\"app\":\"live\"}");
    }

    @Test
    void aKeyThatIsRevokedWhileTheServerRunsEndsItsPublisher() throws IOException {
        StreamKeys keys = new StreamKeys(directory, Clock.systemUTC());
        Secret key = keys.add(LESSON).orElseThrow();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.rtmpPort())) {
            socket.getOutputStream().write(publishing(key));
            InputStream in = socket.getInputStream();
            assertThat(readUpTo("NetStream.Publish.Start", in)).endsWith("NetStream.Publish.Start");

            keys.revoke(LESSON);

            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("NetStream.Publish.Rejected", "Its stream key has been revoked.");
        }
    }
}
