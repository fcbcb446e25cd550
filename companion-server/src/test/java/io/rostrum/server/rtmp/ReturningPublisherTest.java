package io.rostrum.server.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushSettings;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.PushTarget;
import io.rostrum.push.target.PushUrl;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Our own targets come back while the server still has their last connection.
@ExtendWith(LeakGuard.class)
@Timeout(120)
class ReturningPublisherTest {
    @TempDir
    private Path directory;

    @Test
    void theSameProgramTakesItsStreamBackAtOnceAndAnotherIsRefused() throws Exception {
        try (RunningServer server = RunningServer.start(directory, Map.of());
                PushLoops ours = PushLoops.open();
                PushLoops others = PushLoops.open()) {
            PushUrl url = PushUrl.parse("rtmp://127.0.0.1:" + server.rtmpPort() + "/live/cam");
            try (PushTarget stuck = PushTarget.start(url, PushSettings.DEFAULT, ours)) {
                awaitLive(stuck);
                try (PushTarget stranger = PushTarget.start(url, PushSettings.DEFAULT, others)) {
                    await().atMost(RunningServer.PATIENCE)
                            .untilAsserted(() -> assertThat(stranger.state())
                                    .isInstanceOfSatisfying(
                                            PushState.Failed.class,
                                            failed -> assertThat(failed.why()).contains("being published already")));
                }
                try (PushTarget again = PushTarget.start(url, PushSettings.DEFAULT, ours)) {
                    awaitLive(again);
                }
            }
        }
    }

    private static void awaitLive(PushTarget target) {
        await().atMost(RunningServer.PATIENCE).until(() -> target.state() instanceof PushState.Live);
    }
}
