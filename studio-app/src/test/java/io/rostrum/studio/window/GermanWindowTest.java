package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.load.LoadStep;
import io.rostrum.capture.scene.Transition;
import io.rostrum.studio.dialogs.FirstRunGuide;
import io.rostrum.studio.dialogs.KeyHelp;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.FilterSetting;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.engine.TransitionSetting;
import io.rostrum.studio.engine.WindowSetting;
import io.rostrum.studio.words.GermanTexts;
import io.rostrum.studio.words.Language;
import io.rostrum.studio.words.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// German words, which are longer, in the smallest window that is supported: none is cut off.
final class GermanWindowTest {
    private static final Set<String> CONSTANT = GermanTexts.constant();
    private static final double HALF_A_PIXEL = 0.5;

    @BeforeEach
    void speakGerman() {
        Wording.speak(Language.GERMAN);
    }

    @AfterEach
    void speakEnglish() {
        Wording.speak(Language.ENGLISH);
    }

    private static FakeStudio small(FakeStudio studio) {
        studio.window(WindowSetting.DEFAULT.withGuideDone().withPlace(1024, 600, false));
        return studio;
    }

    private static OpenWindow open(FakeStudio studio) {
        OpenWindow open = new OpenWindow(small(studio));
        open.update();
        return open;
    }

    /// Brings everything up to date and says which words are not seen whole.
    private static List<String> cut(OpenWindow open) {
        open.update();
        open.update(); // a second time: heights follow widths, and the studio's figures the room that there is
        return OpenWindow.onJavaFx(() -> {
            List<String> cut = new ArrayList<>();
            collect(open.scene().getRoot(), cut);
            return cut;
        });
    }

    private static void collect(Node node, List<String> cut) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled labeled
                && labeled.getText() != null
                && !labeled.getText().isBlank()) {
            look(labeled, cut);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, cut));
        }
    }

    private static void look(Labeled labeled, List<String> cut) {
        String words = labeled.getText();
        boolean whole = !(labeled.lookup(".text") instanceof Text seen)
                || seen.getText().length() >= words.length();
        boolean told =
                labeled.getTooltip() != null && labeled.getTooltip().getText().contains(words);
        if (!whole && (!told || CONSTANT.contains(words))) {
            cut.add("cut off: " + words);
        }
        Bounds place = labeled.localToScene(labeled.getLayoutBounds());
        for (Parent around = labeled.getParent(); around != null; around = around.getParent()) {
            Bounds room = around.localToScene(around.getLayoutBounds());
            boolean edge = around.getParent() == null
                    || around.getStyleClass().contains("panel")
                    || around.getStyleClass().contains("dialog");
            if (edge
                    && (place.getMinX() < room.getMinX() - HALF_A_PIXEL
                            || place.getMaxX() > room.getMaxX() + HALF_A_PIXEL)) {
                cut.add("over the edge of " + around.getStyleClass() + ": " + words);
                return;
            }
        }
    }

    private static void fire(OpenWindow open, String id) {
        open.run(() -> {
            if (open.scene().lookup(id) instanceof ToggleButton button) {
                button.fire();
            } else {
                throw new AssertionError(id + " is not there");
            }
        });
    }

    @Test
    void theWindowIsGermanAndWhole() {
        try (OpenWindow open = open(FakeStudio.busy())) {
            assertThat(open.nodes(node -> node instanceof Labeled labeled && "Live gehen".equals(labeled.getText())))
                    .isNotEmpty();
            assertThat(open.nodes(node -> node instanceof Labeled labeled
                            && labeled.getText() != null
                            && Set.of("Sources", "Sound", "Destinations", "Go live", "Record", "Take", "Add filter")
                                    .contains(labeled.getText())))
                    .isEmpty();
            assertThat(cut(open)).isEmpty();
            assertThat(open.mistakes()).isEmpty();
        }
    }

    @Test
    void anEmptyWindowIsWhole() {
        try (OpenWindow open = open(FakeStudio.empty())) {
            assertThat(cut(open)).isEmpty();
        }
    }

    @Test
    void aWindowInTroubleIsWhole() {
        FakeStudio studio = FakeStudio.busy();
        studio.goLive();
        studio.live(new Live.On(Instant.now().minusSeconds(2467)));
        studio.record(true);
        studio.replay(true);
        studio.scenes().studio(true);
        studio.figures(new Figures(
                26.4,
                30,
                41,
                3,
                187,
                1.64,
                11.8,
                "x264",
                "",
                new LoadState(
                        List.of(LoadStep.MASK_RATE, LoadStep.PREVIEW_RATE), Optional.of(LoadState.Cause.PROCESSOR))));
        studio.server(new Server.Failed("the server ended at once"));
        List<DestinationState> states = List.of(
                new DestinationState.Sending(Instant.now().minusSeconds(600), 1_240_000, Duration.ofMillis(2700), 187),
                new DestinationState.Waiting(Instant.now().plusSeconds(10), "it closed the connection"),
                new DestinationState.Connecting(3));
        List<String> places = studio.snapshot().destinations().stream()
                .map(view -> view.setting().id())
                .toList();
        for (int i = 0; i < places.size(); i++) {
            DestinationState state = states.get(i % states.size());
            studio.destination(places.get(i), old -> new DestinationView(old.setting(), state, Optional.empty()));
        }
        studio.filters(
                StudioSnapshot.PROGRAMME,
                List.of(
                        new FilterSetting("beauty=0.35", true),
                        new FilterSetting("background=remove", true),
                        new FilterSetting("color=saturation=1.2", true),
                        new FilterSetting("lumakey=0.1", true),
                        new FilterSetting("autoframe=0.5", true)));
        try (OpenWindow open = open(studio)) {
            assertThat(cut(open)).isEmpty();
        }
    }

    @Test
    void theSettingsAreWhole() {
        try (OpenWindow open = open(FakeStudio.busy())) {
            open.run(() -> open.window().settings());
            List<String> cut = new ArrayList<>();
            for (String section : List.of("output", "appearance", "keys", "network", "remote")) {
                fire(open, "#section-" + section);
                cut.addAll(cut(open));
            }
            assertThat(cut).isEmpty();
        }
    }

    @Test
    void theChoiceOfSourcesIsWhole() {
        try (OpenWindow open = open(FakeStudio.busy())) {
            open.run(() -> open.window().addSource());
            List<String> cut = new ArrayList<>();
            for (String category : List.of(
                    "camera",
                    "screen",
                    "window",
                    "file",
                    "text",
                    "color",
                    "clock",
                    "countdown",
                    "slideshow",
                    "web",
                    "test_card",
                    "scene",
                    "microphone",
                    "desktop_sound",
                    "tone")) {
                fire(open, "#category-" + category);
                cut.addAll(cut(open));
            }
            assertThat(cut).isEmpty();
        }
    }

    @Test
    void otherDialogsAreWhole() {
        FakeStudio studio = FakeStudio.busy();
        try (OpenWindow open = open(studio)) {
            StudioWindow window = open.window();
            List<Runnable> dialogs = List.of(
                    () -> window.editDestination(Optional.empty()),
                    () -> window.editDestination(Optional.of(
                            studio.snapshot().destinations().getLast().setting())),
                    window::statistics,
                    window::check,
                    () -> window.transition(Optional.empty()),
                    () -> window.transition(
                            Optional.of(studio.snapshot().scenes().shown())),
                    () -> window.mixer().selected().ifPresent(window::shapeSound),
                    () -> new KeyHelp(window.overlay(), window.bindings()).open(),
                    () -> new FirstRunGuide(studio, window.overlay()).open());
            List<String> cut = new ArrayList<>();
            for (Runnable dialog : dialogs) {
                open.run(dialog);
                assertThat(window.overlay().isOpen()).isTrue();
                cut.addAll(cut(open));
                open.run(window.overlay()::close);
            }
            for (Transition.Kind kind : List.of(Transition.Kind.WIPE, Transition.Kind.STINGER)) {
                studio.scenes().transition(new TransitionSetting(kind, 700, 0));
                open.run(() -> window.transition(Optional.empty()));
                cut.addAll(cut(open));
                open.run(window.overlay()::close);
            }
            assertThat(cut).isEmpty();
        }
    }
}
