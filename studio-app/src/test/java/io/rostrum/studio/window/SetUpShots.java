package io.rostrum.studio.window;

import io.rostrum.push.target.UplinkMeasure.Progress;
import io.rostrum.push.target.UplinkMeasure.Result;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.FakeStudio;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.ButtonBase;

/// The set-up at each of its steps, for [WindowPictures].
final class SetUpShots {
    static final int STEPS = 5;

    private static final int UPLINK = 3;

    private SetUpShots() {}

    /// {@return a studio with four destinations}
    static FakeStudio studio() {
        FakeStudio studio = FakeStudio.busy();
        studio.destination(
                new DestinationSetting("youtube", "YouTube", "rtmps://a.rtmps.youtube.com/live2", "k", true));
        studio.destination(new DestinationSetting(
                "club", "Chess club of the university, second channel", "rtmp://example.org/live", "k", true));
        studio.destination(new DestinationSetting("school", "School", "rtmp://school.example.org/live", "k", true));
        return studio;
    }

    /// {@return what leads to a step, the first is 0, with measurements in all their states}
    static Consumer<StudioWindow> at(FakeStudio studio, int step) {
        return window -> {
            window.setUp();
            for (int i = 0; i < step; i++) {
                if (i == UPLINK) {
                    measure(window, studio);
                    Platform.runLater(() -> press(window, "#setup-next"));
                } else {
                    press(window, "#setup-next");
                }
            }
            if (step == UPLINK) {
                measure(window, studio);
            }
        };
    }

    private static void measure(StudioWindow window, FakeStudio studio) {
        press(window, "#setup-measure-all");
        Platform.runLater(() -> {
            studio.setUp()
                    .asked()
                    .get(0)
                    .outcome()
                    .complete(new Result.Measured(7_400_000, Optional.of(Duration.ofMillis(23)), false));
            Platform.runLater(() -> Platform.runLater(() -> {
                studio.setUp()
                        .asked()
                        .get(1)
                        .outcome()
                        .complete(new Result.NotMeasured("a.rtmps.youtube.com:443 closed the connection", "", true));
                Platform.runLater(() -> Platform.runLater(
                        () -> studio.setUp().asked().get(2).watch().accept(new Progress(0.6, 5_900_000))));
            }));
        });
    }

    private static void press(StudioWindow window, String id) {
        if (window.overlay().root().lookup(id) instanceof ButtonBase button) {
            button.fire();
        }
    }
}
