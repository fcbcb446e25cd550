package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.studio.engine.FakeStudio;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.util.Duration;
import org.junit.jupiter.api.Test;

final class GettingReadyTest {
    @Test
    void isSeenOnlyWhereTheStartTakesItsTime() {
        AtomicBoolean givenUp = new AtomicBoolean();
        try (OpenWindow open = new OpenWindow(FakeStudio.empty())) {
            GettingReady slow =
                    OpenWindow.onJavaFx(() -> new GettingReady(Duration.millis(1), () -> givenUp.set(true)));
            await().until(() -> OpenWindow.onJavaFx(slow::isShown));
            open.run(slow::end);
            assertThat(OpenWindow.onJavaFx(slow::isShown)).isFalse();

            GettingReady quick =
                    OpenWindow.onJavaFx(() -> new GettingReady(Duration.minutes(1), () -> givenUp.set(true)));
            open.run(quick::end);
            assertThat(OpenWindow.onJavaFx(quick::isShown)).isFalse();
        }
        assertThat(givenUp).as("ending is not giving up").isFalse();
    }
}
