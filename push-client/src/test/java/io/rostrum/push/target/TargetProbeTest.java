package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpHandshake;
import io.rostrum.push.rtmp.RtmpMessage.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The server says what nginx-rtmp said to FFmpeg, or what the test wants.
final class TargetProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PushLoops loops = PushLoops.open();

    @AfterEach
    void end() {
        loops.close();
    }

    private TargetProbe.Result probe(String url) {
        return TargetProbe.of(PushUrl.parse(url), PATIENCE, Resolver.SYSTEM, loops)
                .join();
    }

    private static byte[] nginx() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RtmpHandshake.class.getResourceAsStream("ffmpeg-publish-to-client.bin"))) {
            return in.readAllBytes();
        }
    }

    /// Takes one connection, says something, and keeps what it hears until the other side goes.
    private static final class Server implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final Thread serving;
        private volatile byte[] heard = {};

        Server(byte[] says) throws IOException {
            serving = Thread.ofVirtual().start(() -> {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                try (Socket socket = listening.accept()) {
                    socket.getOutputStream().write(says);
                    socket.getInputStream().transferTo(all);
                } catch (IOException e) {
                    // the client went away
                }
                heard = all.toByteArray();
            });
        }

        String address(String scheme) {
            return scheme + "://127.0.0.1:" + listening.getLocalPort() + "/live/secret-key";
        }

        String heard() {
            await().atMost(PATIENCE).until(() -> !serving.isAlive());
            return new String(heard, StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    @Test
    void aServerThatTakesUsIsLeftBeforeAnythingIsPublished() throws IOException {
        try (Server server = new Server(nginx())) {
            assertThat(probe(server.address("rtmp"))).isInstanceOf(TargetProbe.Result.Reached.class);
            assertThat(server.heard())
                    .contains("connect", "tcUrl")
                    .doesNotContain("releaseStream", "ublish", "createStream", "secret-key");
        }
    }

    @Test
    void aServerThatDoesNotKnowTheApplicationSaysSo() throws IOException {
        ByteBuf bytes = Unpooled.buffer();
        AmfValue why = AmfValue.properties()
                .put("level", "error")
                .put("code", "NetConnection.Connect.InvalidApp")
                .put("description", "there is no application live")
                .object();
        new RtmpChunkEncoder().encode(new Command("_error", 1, List.of(AmfValue.NULL, why), 0), bytes);
        byte[] refusal = ByteBufUtil.getBytes(bytes);
        bytes.release();
        int shaken = 1 + 2 * RtmpHandshake.PACKET_BYTES;
        byte[] says = Arrays.copyOf(nginx(), shaken + refusal.length);
        System.arraycopy(refusal, 0, says, shaken, refusal.length);
        try (Server server = new Server(says)) {
            assertThat(probe(server.address("rtmp")))
                    .isEqualTo(new TargetProbe.Result.NotReached(
                            "The server refused the stream: there is no application live",
                            "Check the address: the server does not know the application in it."));
        }
    }

    @Test
    void aServerWithoutEncryptionIsToldFromOneWithIt() throws IOException {
        try (Server server = new Server(nginx())) {
            assertThat(probe(server.address("rtmps")))
                    .isInstanceOfSatisfying(TargetProbe.Result.NotReached.class, result -> {
                        assertThat(result.why()).endsWith("does not speak RTMPS");
                        assertThat(result.whatToDo()).contains("rtmp://");
                    });
        }
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(probe("rtmp://127.0.0.1:" + port + "/live/key"))
                .isEqualTo(new TargetProbe.Result.NotReached("127.0.0.1:" + port + " accepts no connections", ""));
    }

    @Test
    void aNameThatIsNotKnown() {
        Resolver none = (host, _) -> {
            throw new UnknownHostException(host);
        };
        assertThat(TargetProbe.of(PushUrl.parse("rtmp://nowhere/live/key"), PATIENCE, none, loops)
                        .join())
                .isEqualTo(new TargetProbe.Result.NotReached("The name nowhere is not known", ""));
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForEver() throws IOException {
        try (Server server = new Server(new byte[0])) {
            assertThat(TargetProbe.of(
                                    PushUrl.parse(server.address("rtmp")),
                                    Duration.ofMillis(50),
                                    Resolver.SYSTEM,
                                    loops)
                            .join())
                    .isInstanceOfSatisfying(
                            TargetProbe.Result.NotReached.class,
                            result -> assertThat(result.why()).startsWith("No answer from 127.0.0.1"));
        }
    }
}
