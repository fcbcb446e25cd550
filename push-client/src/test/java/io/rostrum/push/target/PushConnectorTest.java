package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushConnectorTest {
    private static final Duration TOTAL = Duration.ofSeconds(6);

    @ParameterizedTest
    @CsvSource({
        "10000, 1, 1, 10000", // there is no other to hurry for
        "10000, 2, 2, 3000",
        "10000, 2, 1, 10000",
        "10000, 8, 8, 1250",
        "2000, 2, 2, 1000"
    })
    void leavesTimeForTheAddressesAfter(long total, int addresses, int left, long patience) {
        assertThat(PushConnector.patience(Duration.ofMillis(total), addresses, left))
                .isEqualTo(Duration.ofMillis(patience));
    }

    @Test
    void reachesTheSecondAddressOfANameWhoseFirstDoesNotAnswer() throws Exception {
        InetAddress silent = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        InetAddress answering = InetAddress.getLoopbackAddress();
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 5, answering);
                ServerSocket full = new ServerSocket(server.getLocalPort(), 1, silent);
                PushLoops loops = PushLoops.open()) {
            fillUp(full, waiting);
            PushUrl url = PushUrl.parse("rtmp://two.example:" + server.getLocalPort() + "/live/x");

            Future<Channel> opened = PushConnector.open(
                    url,
                    (_, _) -> new InetAddress[] {silent, answering},
                    loops,
                    loops.next(),
                    new PublishSession(url, "device", new Deaf()),
                    TOTAL);

            assertThat(opened.await(TOTAL.toMillis())).isTrue();
            assertThat(opened.cause()).isNull();
            assertThat(((InetSocketAddress) opened.getNow().remoteAddress()).getAddress())
                    .isEqualTo(answering);
            opened.getNow().close().sync();
        } finally {
            for (SocketChannel each : waiting) {
                each.close();
            }
        }
    }

    @Test
    void aNameThatIsFoundAfterTheLoopsHaveEndedIsNobodysTrouble() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Thread> resolving = new CompletableFuture<>();
        AtomicReference<Throwable> mistake = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> mistake.set(thrown));
        try {
            try (PushLoops loops = PushLoops.open()) {
                PushUrl url = PushUrl.parse("rtmp://late.example/live/x");
                PushConnector.open(
                        url,
                        (_, _) -> {
                            resolving.complete(Thread.currentThread());
                            asked.countDown();
                            try {
                                ended.await();
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                            return new InetAddress[] {InetAddress.getLoopbackAddress()};
                        },
                        loops,
                        loops.next(),
                        new PublishSession(url, "device", new Deaf()),
                        TOTAL);
                asked.await();
            }
            ended.countDown();
            resolving.join().join();
            assertThat(mistake.get()).isNull();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    /// Connects until the system answers no more: what is beyond the backlog is not answered.
    private static void fillUp(ServerSocket server, List<SocketChannel> waiting) throws IOException {
        for (int i = 0; i < 8; i++) {
            SocketChannel channel = SocketChannel.open();
            waiting.add(channel);
            channel.configureBlocking(false);
            channel.connect(server.getLocalSocketAddress());
        }
    }

    private static final class Deaf implements PublishSession.Owner {
        @Override
        public void publishing(PublishSession session) {}

        @Override
        public void refused(PublishSession session, Refusal refusal) {}

        @Override
        public void notTaken(PublishSession session, Refusal refusal) {}

        @Override
        public void said(Refusal status) {}

        @Override
        public void sentAway(Optional<String> tcUrl) {}

        @Override
        public void writable(PublishSession session) {}

        @Override
        public void ended(PublishSession session, @Nullable Throwable cause) {}
    }
}
