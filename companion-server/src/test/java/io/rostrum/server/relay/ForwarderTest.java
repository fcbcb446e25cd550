package io.rostrum.server.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.rostrum.push.target.PushLoops;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.Camera;
import io.rostrum.server.live.LiveConfig;
import io.rostrum.server.live.LiveCounters;
import io.rostrum.server.live.LocalStreams;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakGuard.class)
class ForwarderTest {
    private static final StreamName CAM = new StreamName("cam");

    @TempDir
    private Path directory;

    private final EventExecutor loop = new DefaultEventLoop();
    private final LocalStreams streams = new LocalStreams(LiveConfig.DEFAULT, new LiveCounters());

    @AfterEach
    void end() {
        streams.close();
        loop.shutdownGracefully().awaitUninterruptibly();
    }

    /// The stream's loop is busy, so what was switched off is still on its way out when it is switched on.
    @Test
    void aRuleThatIsSwitchedOffAndOnAtOnceGoesOn() throws Exception {
        Reach reach = new Reach(Set.of(), InetAddress.getLoopbackAddress(), Set::of);
        ForwardRule rule =
                ForwardRule.parse("config-1", "cam rtmp://127.0.0.1/app/key").orElseThrow();
        try (Forwarder forwarder =
                new Forwarder(streams, List.of(rule), new ForwardStore(directory), PushLoops::open, reach)) {
            streams.publish(CAM, new Camera(loop));
            await().until(() -> forwarder.statuses().size() == 1);
            CountDownLatch free = new CountDownLatch(1);
            loop.execute(() -> {
                try {
                    free.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });

            forwarder.enable("config-1", false);
            assertThat(forwarder.statuses()).isEmpty();
            forwarder.enable("config-1", true);
            free.countDown();
            loop.submit(() -> {}).sync();

            assertThat(forwarder.statuses()).hasSize(1);
            forwarder.enable("config-1", false);
            assertThat(forwarder.statuses()).isEmpty();
        }
    }
}
