package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpHandshake;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.push.rtmp.RtmpMessage.Command;
import io.rostrum.push.target.UplinkMeasure.Plan;
import io.rostrum.push.target.UplinkMeasure.Progress;
import io.rostrum.push.target.UplinkMeasure.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against a server that shakes hands as nginx-rtmp does, and reads no faster than it is told.
final class UplinkMeasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Plan SHORT =
            Plan.DEFAULT.lasting(Duration.ofMillis(250), Duration.ofMillis(800)).upTo(40_000_000);

    private final PushLoops loops = PushLoops.open();
    private final List<Progress> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        loops.close();
    }

    private UplinkMeasure begin(Server server, Plan plan) {
        return UplinkMeasure.begin(server.url(), plan, Resolver.SYSTEM, loops, seen::add);
    }

    private Result measure(Server server, Plan plan) {
        try (UplinkMeasure measure = begin(server, plan)) {
            return measure.result().join();
        }
    }

    @Test
    void whatASlowServerReadsIsMeasuredAndNothingIsPublished() throws IOException {
        try (Server server = new Server(connected(), 500_000, 0)) {
            assertThat(measure(server, SHORT)).isInstanceOfSatisfying(Result.Measured.class, result -> {
                assertThat(result.bitsPerSecond()).isCloseTo(4_000_000, withinPercentage(15));
                assertThat(result.atCeiling()).isFalse();
            });
            assertThat(server.heard()).contains("connect").doesNotContain("ublish", "createStream", "secret-key");
            assertThat(seen)
                    .isNotEmpty()
                    .last()
                    .satisfies(last -> assertThat(last.share()).isBetween(0.5, 1.0));
        }
    }

    @Test
    void aServerThatSaysItReadsLessThanArrivesIsBelieved() throws IOException {
        try (Server server = new Server(connected(), 500_000, 0.5)) {
            assertThat(measure(server, SHORT))
                    .isInstanceOfSatisfying(
                            Result.Measured.class,
                            result -> assertThat(result.bitsPerSecond()).isCloseTo(2_000_000, withinPercentage(15)));
        }
    }

    @Test
    void whoTakesAllThatMayBeSentIsDoneEarly() throws IOException {
        Plan plan = Plan.DEFAULT
                .lasting(Duration.ofMillis(50), Duration.ofSeconds(2))
                .upTo(3_000_000);
        try (Server server = new Server(connected(), Long.MAX_VALUE, 0)) {
            long begun = System.nanoTime();
            assertThat(measure(server, plan)).isInstanceOfSatisfying(Result.Measured.class, result -> {
                assertThat(result.bitsPerSecond()).isCloseTo(3_000_000, withinPercentage(15));
                assertThat(result.atCeiling()).isTrue();
            });
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aPublishedMeasurementBeginsAndEndsItsStream() throws IOException {
        Plan plan = SHORT.publishing(true).upTo(2_000_000);
        try (Server server = new Server(publishing(), Long.MAX_VALUE, 0)) {
            assertThat(measure(server, plan)).isInstanceOf(Result.Measured.class);
            assertThat(server.heard()).contains("publish", "@setDataFrame", "FCUnpublish", "deleteStream");
        }
    }

    @Test
    void aServerThatEndsTheConnectionMayTakeAStreamThatIsPublished() throws IOException {
        try (Server server = new Server(connected(), -1, 0)) {
            assertThat(measure(server, SHORT)).isInstanceOfSatisfying(Result.NotMeasured.class, result -> {
                assertThat(result.why()).endsWith("the connection");
                assertThat(result.needsPublishing()).isTrue();
            });
        }
    }

    @Test
    void aRefusalIsSaidInTheServersWords() throws IOException {
        AmfValue why = AmfValue.properties()
                .put("level", "error")
                .put("code", "NetConnection.Connect.InvalidApp")
                .put("description", "there is no application live")
                .object();
        try (Server server =
                new Server(answer(new Command("_error", 1, List.of(AmfValue.NULL, why), 0)), Long.MAX_VALUE, 0)) {
            assertThat(measure(server, SHORT))
                    .isEqualTo(new Result.NotMeasured(
                            "The server refused the stream: there is no application live",
                            "Check the address: the server does not know the application in it.",
                            false));
        }
    }

    @Test
    void stoppingEndsTheConnectionAtOnce() throws IOException {
        try (Server server = new Server(connected(), 100_000, 0)) {
            UplinkMeasure measure = begin(server, Plan.DEFAULT);
            await().atMost(PATIENCE).until(() -> !seen.isEmpty());
            measure.close();
            assertThat(measure.result().join()).isEqualTo(new Result.Stopped());
            server.heard();
        }
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForEver() throws IOException {
        Plan plan = new Plan(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(1), 1_000_000, false);
        try (Server server = new Server(new byte[0], Long.MAX_VALUE, 0)) {
            assertThat(measure(server, plan))
                    .isInstanceOfSatisfying(
                            Result.NotMeasured.class,
                            result -> assertThat(result.why()).startsWith("No answer from 127.0.0.1"));
        }
    }

    @Test
    void aTestModeIsAddedToTheKey() {
        assertThat(PushUrl.parse("rtmp://host/app/live_1").with("a=b").key()).isEqualTo("live_1?a=b");
        assertThat(PushUrl.parse("rtmp://host/app/live_1?x=1").with("a=b").key())
                .isEqualTo("live_1?x=1&a=b");
    }

    private static byte[] publishing() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RtmpHandshake.class.getResourceAsStream("ffmpeg-publish-to-client.bin"))) {
            return in.readAllBytes();
        }
    }

    private static byte[] connected() throws IOException {
        AmfValue success = AmfValue.properties()
                .put("code", "NetConnection.Connect.Success")
                .object();
        return answer(new Command("_result", 1, List.of(AmfValue.NULL, success), 0));
    }

    /// {@return nginx's side of the handshake, and an answer to `connect`}
    private static byte[] answer(Command command) throws IOException {
        byte[] said = bytes(command);
        int shaken = 1 + 2 * RtmpHandshake.PACKET_BYTES;
        byte[] all = Arrays.copyOf(publishing(), shaken + said.length);
        System.arraycopy(said, 0, all, shaken, said.length);
        return all;
    }

    private static byte[] bytes(RtmpMessage message) {
        ByteBuf out = Unpooled.buffer();
        new RtmpChunkEncoder().encode(message, out);
        byte[] all = ByteBufUtil.getBytes(out);
        out.release();
        return all;
    }

    /// Takes one connection and reads so many bytes a second until the other side goes; below 0 it goes itself when
    /// pictures come. Says how far it has read, or a part of that.
    private static final class Server implements AutoCloseable {
        private static final int BUFFER_BYTES = 16 << 10;
        private static final int PICTURES = 64 << 10;

        private final ServerSocket listening = new ServerSocket();
        private final Thread serving;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

        Server(byte[] says, long bytesPerSecond, double acknowledged) throws IOException {
            listening.setReceiveBufferSize(BUFFER_BYTES); // of all who come
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            serving = Thread.ofVirtual().start(() -> {
                try (Socket socket = listening.accept()) {
                    socket.getOutputStream().write(says);
                    read(socket, bytesPerSecond, acknowledged);
                } catch (IOException e) {
                    // the client went away
                }
            });
        }

        private void read(Socket socket, long bytesPerSecond, double acknowledged) throws IOException {
            OutputStream out = socket.getOutputStream();
            byte[] buffer = new byte[4 << 10];
            long begun = System.nanoTime();
            long all = 0;
            for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
                heard.write(buffer, 0, read);
                all += read;
                if (bytesPerSecond < 0 && all > PICTURES) {
                    return;
                }
                if (acknowledged > 0) {
                    out.write(bytes(new RtmpMessage.Acknowledgement((long) (all * acknowledged))));
                }
                long due = bytesPerSecond <= 0 ? 0 : (long) (all * 1e9 / bytesPerSecond);
                while (System.nanoTime() - begun < due) {
                    LockSupport.parkNanos(due - (System.nanoTime() - begun));
                }
            }
        }

        PushUrl url() {
            return PushUrl.parse("rtmp://127.0.0.1:" + listening.getLocalPort() + "/live/secret-key");
        }

        /// {@return all that it was told, once the other side has gone}
        String heard() {
            await().atMost(PATIENCE).until(() -> !serving.isAlive());
            return heard.toString(StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
