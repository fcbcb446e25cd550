package io.rostrum.capture.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A camera is unplugged and plugged in again while it is live.
final class CameraBroadcastTest {
    private static final int ROUNDS = 5;

    @Test
    void theBroadcastGoesOnAndTheCameraComesBackWithoutALeak() throws Exception {
        CameraRounds rounds = new CameraRounds();
        try (rounds) {
            for (int i = 0; i < ROUNDS; i++) {
                long before = rounds.packets();
                rounds.next(() -> await().atMost(Duration.ofSeconds(20)).until(() -> rounds.packets() > before + 10));
                assertThat(rounds.open()).isEqualTo(1);
                assertThat(CameraRounds.threads())
                        .containsExactlyInAnyOrder("source camera", "webcam-discovery-service");
            }
            assertThat(rounds.openings()).isEqualTo(ROUNDS + 1);
            assertThat(rounds.state()).isEqualTo(new SessionState.Running());
        }
        assertThat(rounds.open()).isZero();
        assertThat(CameraRounds.threads()).isEmpty();
        assertThat(rounds.stats().pictures()).isZero();
        assertThat(rounds.stats().packets()).isZero();
    }
}
