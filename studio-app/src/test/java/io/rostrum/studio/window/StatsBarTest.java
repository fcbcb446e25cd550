package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.load.LoadStep;
import io.rostrum.studio.engine.CanvasSetting;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.words.Language;
import io.rostrum.studio.words.Wording;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StatsBarTest {
    private static final Figures BUSY = new Figures(
            26.4,
            30,
            41,
            3,
            187,
            1.64,
            11.8,
            "x264",
            "processor",
            new LoadState(List.of(LoadStep.MASK_RATE, LoadStep.PREVIEW_RATE), Optional.of(LoadState.Cause.PROCESSOR)));

    private final FakeStudio studio = FakeStudio.busy();

    @AfterEach
    void speakEnglish() {
        Wording.speak(Language.ENGLISH);
    }

    private OpenWindow open(double width, double height) {
        studio.window(studio.snapshot().window().withPlace(width, height, false));
        return new OpenWindow(studio);
    }

    private static List<Label> labels(OpenWindow open) {
        open.update();
        return open
                .nodes(node -> node instanceof Label label
                        && label.getParent() != null
                        && label.getParent().getStyleClass().contains("stats-bar"))
                .stream()
                .map(Label.class::cast)
                .toList();
    }

    private static List<String> words(OpenWindow open) {
        return labels(open).stream().map(Label::getText).toList();
    }

    private static void isWhole(OpenWindow open) {
        for (Label label : labels(open)) {
            assertThat(label.getWidth())
                    .as(label.getText())
                    .isGreaterThanOrEqualTo(OpenWindow.onJavaFx(() -> label.prefWidth(-1)));
            assertThat(OpenWindow.onJavaFx(
                            () -> label.localToScene(label.getBoundsInLocal()).getMaxX()))
                    .as("right edge of " + label.getText())
                    .isLessThanOrEqualTo(open.scene().getWidth());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ENGLISH", "GERMAN"})
    void nothingIsCutInASmallWindowUnderLoad(Language language) {
        Wording.speak(language);
        studio.goLive();
        studio.record(true);
        studio.figures(BUSY);
        studio.output(studio.snapshot().output().withCanvas(CanvasSetting.OFF.switched(true)));
        studio.server(new Server.Running(FakeStudio.PAGE, true, 12));
        try (OpenWindow open = open(1024, 600)) {
            isWhole(open);
            studio.server(new Server.Failed("the server ended at once with code 1: its port is another program's"));
            isWhole(open);
        }
    }

    @Test
    void whatMattersLeastGivesWayFirstAndComesBackWithTheRoom() {
        studio.goLive();
        studio.figures(BUSY);
        studio.server(new Server.Running(FakeStudio.PAGE, true, 12));
        try (OpenWindow open = open(1024, 600)) {
            assertThat(words(open))
                    .contains("26.4 of 30 fps", "231 dropped", "2 steps left out", "Server runs, 12 people watching")
                    .doesNotContain("Filters on processor", "1280x720, 2.5 Mb/s");
            assertThat(labels(open).get(1).getTooltip().getText())
                    .isEqualTo("231 dropped: 41 by the machine, 3 by the encoder, 187 by the network");

            open.run(() -> open.stage().setWidth(1900));

            assertThat(words(open))
                    .contains("231 dropped: 41 by the machine, 3 by the encoder, 187 by the network")
                    .contains("Filters on processor", "1280x720, 2.5 Mb/s");
        }
    }

    @Test
    void picturesAreDroppedOnlyWhileTheProgrammeGoesAnywhere() {
        studio.figures(BUSY);
        try (OpenWindow open = open(1360, 840)) {
            assertThat(words(open)).noneMatch(text -> text.contains("dropped"));

            studio.record(true);
            assertThat(words(open)).anyMatch(text -> text.startsWith("231 dropped"));

            studio.record(false);
            assertThat(words(open)).noneMatch(text -> text.contains("dropped"));
        }
    }
}
