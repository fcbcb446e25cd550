package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.PlannedShow;
import io.rostrum.studio.engine.Preflight.Finding;
import io.rostrum.studio.engine.Preflight.Place;
import io.rostrum.studio.engine.Preflight.Verdict;
import io.rostrum.studio.engine.ScheduleDesk.Start;
import io.rostrum.studio.engine.ScheduleState;
import io.rostrum.studio.engine.ScheduleState.Step;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;

final class ScheduleBarTest {
    private final FakeStudio studio = FakeStudio.busy();

    private void next(Step step, Duration ahead, List<Finding> bad) {
        Instant start = Instant.now().plus(ahead);
        studio.schedule()
                .report(new ScheduleState.Next(
                        new PlannedShow("s/1", "Maths", start, start.plusSeconds(3600)), step, bad));
    }

    private static boolean isShown(OpenWindow open, String id) {
        return open.scene().lookup(id).isVisible();
    }

    private static String words(OpenWindow open) {
        return ((Label) open.scene().lookup("#schedule-bar .label.numbers")).getText();
    }

    @Test
    void theNextShowIsSaidAndStartedByAPress() {
        try (OpenWindow open = new OpenWindow(studio)) {
            open.update();
            assertThat(isShown(open, "#schedule-bar")).isFalse();
            next(Step.AHEAD, Duration.ofHours(30), List.of());
            open.update();
            assertThat(isShown(open, "#schedule-bar")).as("tomorrow's tomorrow").isFalse();

            next(
                    Step.TROUBLED,
                    Duration.ofMinutes(8),
                    List.of(new Finding(
                            Verdict.BAD, Place.SOURCES, "", "Camera", "It gives nothing.", Optional.empty())));
            open.update();
            assertThat(words(open)).startsWith("Maths in 00:0").endsWith("Camera: It gives nothing.");
            assertThat(isShown(open, "#schedule-check")).isTrue();
            assertThat(isShown(open, "#schedule-live")).isFalse();

            ToggleButton choice = (ToggleButton) open.scene().lookup("#schedule-start");
            open.run(choice::fire);
            assertThat(studio.schedule().start()).isEqualTo(Start.BY_ITSELF);

            next(Step.DUE, Duration.ofSeconds(-5), List.of());
            open.update();
            open.run(((Button) open.scene().lookup("#schedule-live"))::fire);
            assertThat(studio.snapshot().live()).isInstanceOf(Live.On.class);

            next(Step.ENDING, Duration.ofMinutes(-59), List.of());
            open.update();
            open.run(((Button) open.scene().lookup("#schedule-go-on"))::fire);
            assertThat(studio.schedule().goesOn(new PlannedShow("s/1", "", Instant.EPOCH, Instant.EPOCH)))
                    .isTrue();
            assertThat(open.mistakes()).isEmpty();
        }
    }
}
