package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpHandshake;
import io.rostrum.push.rtmp.RtmpMessage.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The servers say what nginx-rtmp said to FFmpeg, all at once, and then what the test wants.
class PushTargetTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final PushSettings QUICK = settings(Duration.ofMillis(20));

    private final AtomicReference<Set<String>> network = new AtomicReference<>(Set.of());
    private final AtomicInteger looks = new AtomicInteger();
    private final PushLoops loops = PushLoops.open(() -> {
        Set<String> ways = network.get();
        looks.incrementAndGet();
        return ways;
    });
    private final List<PushTarget> targets = new ArrayList<>();

    @AfterEach
    void end() {
        targets.forEach(PushTarget::close);
        loops.close();
    }

    private static PushSettings settings(Duration wait) {
        return new PushSettings(
                Set.of(MediaKind.VIDEO),
                "test",
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                new Backoff.Limits(wait, 1, wait, 0));
    }

    private PushTarget target(PushUrl url, Optional<PushUrl> backup, PushSettings with, PushListener... listeners) {
        PushTarget target = PushTarget.start(url, backup, with, loops, listeners);
        targets.add(target);
        return target;
    }

    private static void awaitLive(PushTarget target, PushUrl where) {
        await().atMost(SOON)
                .until(() -> target.state() instanceof PushState.Live
                        && target.address().equals(where));
    }

    @Test
    void asksForAKeyFrameWhenThereIsNoneToBeginWith() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        TestPackets packets = new TestPackets();
        try (Server server = new Server()) {
            PushTarget target = target(server.url(), Optional.empty(), QUICK, counting(asked));
            awaitLive(target, server.url());
            await().atMost(SOON).until(() -> asked.get() == 1);

            try (Packet key = packets.key(0)) {
                target.accept(key.retain());
            }
            await().atMost(SOON).until(() -> target.counters().packets() == 1);
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void beginsWithTheKeyFrameThatWaits() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        TestPackets packets = new TestPackets();
        try (Server server = new Server()) {
            server.stop();
            PushTarget target = target(server.url(), Optional.empty(), QUICK, counting(asked));
            target.accept(packets.key(0));
            target.accept(packets.picture(33));
            try (Server again = new Server(server.port())) {
                awaitLive(target, again.url());
                await().atMost(SOON).until(() -> target.counters().packets() == 2);
            }
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void goesToTheSecondAddressAndBackToTheFirst() throws Exception {
        try (Server first = new Server();
                Server second = new Server()) {
            first.stop();
            PushTarget target = target(first.url(), Optional.of(second.url()), QUICK);

            awaitLive(target, second.url());
            assertThat(target.url()).isEqualTo(first.url());
            try (Server again = new Server(first.port())) {
                second.stop();
                awaitLive(target, again.url());
            }
        }
    }

    @Test
    void failsOnlyWhenBothAddressesRefuse() throws Exception {
        try (Server first = new Server();
                Server second = new Server()) {
            first.refuse(status("NetStream.Publish.BadName", "Wrong key", Optional.empty()));
            second.refuse(status("NetStream.Publish.BadName", "Wrong key", Optional.empty()));
            PushTarget target = target(first.url(), Optional.of(second.url()), QUICK);

            await().atMost(SOON).until(() -> target.state() instanceof PushState.Failed);
            assertThat(target.address()).isEqualTo(second.url());
            assertThat(first.connections()).isEqualTo(1);
        }
    }

    /// What held the key a moment ago may still be let go; a right that is gone does not come back.
    @ParameterizedTest
    @CsvSource({"NetStream.Publish.Denied, 3", "NetStream.Publish.BadName, 10"})
    void believesAServerThatHadTakenItOnlyAfterAWhile(String code, int refusals) throws Exception {
        try (Server server = new Server()) {
            PushTarget target = target(server.url(), Optional.empty(), QUICK);
            awaitLive(target, server.url());
            server.refuse(status(code, "No", Optional.empty()));
            server.hangUp();

            await().atMost(SOON).until(() -> target.state() instanceof PushState.Failed);
            assertThat(server.connections()).isEqualTo(1 + refusals);
        }
    }

    @Test
    void waitsForAnAddressThatDoesNotAnswerWhenTheOtherRefuses() throws Exception {
        try (Server first = new Server();
                Server second = new Server()) {
            first.refuse(status("NetStream.Publish.BadName", "Wrong key", Optional.empty()));
            second.stop();
            PushTarget target = target(first.url(), Optional.of(second.url()), QUICK);
            await().atMost(SOON).until(() -> first.connections() > 2);

            try (Server again = new Server(second.port())) {
                awaitLive(target, again.url());
            }
        }
    }

    @Test
    void goesWhereTheServerSendsIt() throws Exception {
        try (Server first = new Server();
                Server second = new Server()) {
            String there = second.url().tcUrl();
            first.say(status("NetConnection.Connect.ReconnectRequest", "Maintenance", Optional.of(there)));
            PushTarget target = target(first.url(), Optional.empty(), QUICK);

            awaitLive(target, second.url());
            assertThat(target.counters().reconnects()).isEqualTo(1);
        }
    }

    @Test
    void comesBackToTheSameServerWhenItIsToldNoOther() throws Exception {
        try (Server server = new Server()) {
            server.say(status("NetConnection.Connect.ReconnectRequest", "Update", Optional.empty()));
            PushTarget target = target(server.url(), Optional.empty(), QUICK);

            await().atMost(SOON).until(() -> server.connections() > 1);
            awaitLive(target, server.url());
        }
    }

    @Test
    void triesAtOnceWhenANetworkComesUp() throws Exception {
        try (Server server = new Server()) {
            server.stop();
            network.set(Set.of("lan 10.0.0.1"));
            List<PushState> states = new CopyOnWriteArrayList<>();
            PushTarget target =
                    target(server.url(), Optional.empty(), settings(Duration.ofHours(1)), new PushListener() {
                        @Override
                        public void stateChanged(PushState state) {
                            states.add(state);
                        }
                    });
            await().atMost(SOON).until(() -> target.state() instanceof PushState.Waiting);
            try (Server again = new Server(server.port())) {
                network.set(Set.of());
                int before = looks.get();
                await().atMost(SOON).until(() -> looks.get() > before + 1); // the first may have begun before
                network.set(Set.of("lan 10.0.0.1"));

                awaitLive(target, again.url());
            }
            assertThat(states)
                    .filteredOn(PushState.Connecting.class::isInstance)
                    .hasSize(2);
        }
    }

    private static PushListener counting(AtomicInteger asked) {
        return new PushListener() {
            @Override
            public void keyFrameWanted() {
                asked.incrementAndGet();
            }
        };
    }

    private static Command status(String code, String text, Optional<String> tcUrl) {
        AmfValue.Builder information = AmfValue.properties()
                .put("level", code.startsWith("NetStream.Publish") ? "error" : "status")
                .put("code", code)
                .put("description", text);
        tcUrl.ifPresent(place -> information.put("tcUrl", place));
        return new Command("onStatus", 0, List.of(AmfValue.NULL, information.object()), 1);
    }

    private static final class Server implements AutoCloseable {
        private final ServerSocket listening;
        private final List<Socket> open = new CopyOnWriteArrayList<>();
        private volatile byte[] more = {};
        private volatile boolean refuses;

        Server() throws IOException {
            this(0);
        }

        Server(int port) throws IOException {
            listening = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return listening.getLocalPort();
        }

        PushUrl url() {
            return PushUrl.parse("rtmp://127.0.0.1:" + port() + "/live/key");
        }

        int connections() {
            return open.size();
        }

        /// To the next one who connects, after the stream was taken.
        void say(Command command) {
            more = bytes(command, 4096); // as nginx has set it
        }

        /// To everyone, instead of taking the stream.
        void refuse(Command command) {
            more = bytes(command, 128);
            refuses = true;
        }

        private static byte[] bytes(Command command, int chunkSize) {
            ByteBuf bytes = Unpooled.buffer();
            RtmpChunkEncoder encoder = new RtmpChunkEncoder();
            encoder.chunkSize(chunkSize);
            encoder.encode(command, bytes);
            byte[] all = ByteBufUtil.getBytes(bytes);
            bytes.release();
            return all;
        }

        private void serve() {
            try {
                while (true) {
                    Socket socket = listening.accept();
                    open.add(socket);
                    Thread.ofVirtual().start(() -> answer(socket));
                }
            } catch (IOException e) {
                // closed
            }
        }

        private void answer(Socket socket) {
            try {
                OutputStream out = socket.getOutputStream();
                byte[] nginx = nginx();
                out.write(nginx, 0, refuses ? 1 + 2 * RtmpHandshake.PACKET_BYTES : nginx.length);
                byte[] last = more;
                if (!refuses) {
                    more = new byte[0];
                }
                out.write(last);
                out.flush();
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // the client went away
            }
        }

        private static byte[] nginx() throws IOException {
            try (InputStream in =
                    Objects.requireNonNull(RtmpHandshake.class.getResourceAsStream("ffmpeg-publish-to-client.bin"))) {
                return in.readAllBytes();
            }
        }

        @Override
        public void close() throws IOException {
            stop();
        }

        void stop() throws IOException {
            listening.close();
            hangUp();
        }

        void hangUp() throws IOException {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
