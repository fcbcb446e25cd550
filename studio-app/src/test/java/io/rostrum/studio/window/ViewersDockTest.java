package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.studio.audience.ScriptedAudience;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.WindowSetting;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Labeled;
import javafx.scene.shape.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ViewersDockTest {
    private final FakeStudio studio = FakeStudio.busy();

    private static Set<String> said(OpenWindow open) {
        return OpenWindow.onJavaFx(() ->
                open.nodes(node -> node instanceof Labeled labeled && labeled.getText() != null).stream()
                        .map(node -> ((Labeled) node).getText())
                        .collect(Collectors.toSet()));
    }

    @Test
    void howManyWatchOverWhatAndHowItGoesForThem() throws IOException {
        studio.window(WindowSetting.DEFAULT
                .withGuideDone()
                .withPlace(1280, 720, false)
                .withDock(WindowSetting.Dock.VIEWERS));
        try (ScriptedAudience server = new ScriptedAudience();
                OpenWindow open = new OpenWindow(studio)) {
            open.update();
            assertThat(said(open)).contains("Pair with a Rostrum server…");
            studio.schedule().pair(server.paired());
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> {
                        open.update();
                        assertThat(said(open))
                                .contains(
                                        "12",
                                        "viewers now",
                                        "HLS 8 · HTTP-FLV 3 · RTMP 1",
                                        "at most 15",
                                        "As 8 players say.",
                                        "88 %",
                                        "3",
                                        "2.4 Mb/s",
                                        "18.4 Mb/s",
                                        "4.2 s")
                                .doesNotContain("Pair with a Rostrum server…");
                        assertThat(open.nodes(node -> node instanceof Path path
                                        && path.getStyleClass().contains("plot-line")
                                        && path.getElements().size() > 100))
                                .hasSize(1);
                    });
            assertThat(open.mistakes()).isEmpty();
        }
    }
}
