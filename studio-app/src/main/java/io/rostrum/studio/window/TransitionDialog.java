package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.scene.Transition;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.engine.TransitionSetting;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// All that can be set of a transition: of the one to a scene, or of the usual one. What is changed is
/// there with the
/// next take.
final class TransitionDialog extends VBox {
    private static final double WIDTH = 720;
    private static final double HEIGHT = 540;

    private static final double SILENCE = -60;
    private static final double LOUDEST = 12;

    private final Studio studio;
    private final Optional<String> scene;
    private final FileChoice files;
    private final Overlay overlay;
    private final Map<Transition.Kind, ToggleButton> kinds = new EnumMap<>(Transition.Kind.class);
    private final VBox choice = new VBox(12);
    private final VBox details = new VBox(12);
    private final Label explained = new Label();
    private final String title;
    private TransitionSetting setting;

    /// @param scene id of the one that is gone over to; empty for all that have no transition of their
    /// own
    /// @param files where pictures and films are chosen
    TransitionDialog(Studio studio, Optional<String> scene, FileChoice files, Overlay overlay) {
        this.studio = studio;
        this.scene = scene;
        this.files = files;
        this.overlay = overlay;
        Scenes scenes = studio.snapshot().scenes();
        Optional<SceneView> view = scene.flatMap(id ->
                scenes.list().stream().filter(each -> each.id().equals(id)).findFirst());
        setting = view.flatMap(SceneView::arrival).orElse(scenes.transition());
        title = view.map(each -> tr("Transition to {0}", each.name())).orElse(tr("Transition"));
        Label heading = Controls.line("title");
        Controls.say(heading, title);
        HBox header = new HBox(heading);
        header.getStyleClass().add("dialog-header");
        HBox segments = new HBox();
        segments.getStyleClass().add("segments");
        for (Transition.Kind kind : Transition.Kind.values()) {
            ToggleButton button = new ToggleButton(TransitionWords.of(kind));
            button.setOnAction(_ -> choose(setting.withKind(kind, setting.colour())));
            kinds.put(kind, button);
            segments.getChildren().add(button);
        }
        explained.getStyleClass().add("secondary");
        explained.setWrapText(true);
        choice.getChildren().addAll(segments, explained, details);
        VBox body = new VBox(16);
        scene.ifPresent(
                _ -> body.getChildren().add(own(view.flatMap(SceneView::arrival).isPresent())));
        body.getChildren().add(choice);
        body.getStyleClass().add("dialog-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Button done = new Button(tr("Done"));
        done.setDefaultButton(true);
        done.getStyleClass().add("primary");
        done.setOnAction(_ -> overlay.close());
        HBox footer = new HBox(done);
        footer.getStyleClass().add("dialog-footer");
        getStyleClass().add("dialog");
        setMinSize(0, 0);
        setPrefSize(WIDTH, HEIGHT);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().addAll(header, scroll, footer);
        show();
    }

    void open() {
        overlay.show(this, title);
    }

    private HBox own(boolean has) {
        ToggleButton on = Controls.slideSwitch(tr("A transition of its own"));
        on.setId("own-transition");
        on.setSelected(has);
        on.setOnAction(_ -> {
            choice.setDisable(!on.isSelected());
            if (on.isSelected()) {
                say();
            } else {
                scene.ifPresent(id -> studio.scenes().arrival(id, Optional.empty()));
                setting = studio.snapshot().scenes().transition();
                show();
            }
        });
        choice.setDisable(!has);
        Label words = new Label(tr("A transition of its own, whatever the others have"));
        HBox line = new HBox(8, words, Controls.spring(), on);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void choose(TransitionSetting to) {
        boolean other = to.kind() != setting.kind();
        setting = to;
        say();
        if (other) {
            show();
        } else {
            kinds.forEach((kind, button) -> button.setSelected(kind == to.kind()));
        }
    }

    private void say() {
        scene.ifPresentOrElse(
                id -> studio.scenes().arrival(id, Optional.of(setting)),
                () -> studio.scenes().transition(setting));
    }

    private void show() {
        Transition.Kind now = setting.kind();
        kinds.forEach((kind, button) -> button.setSelected(kind == now));
        explained.setText(TransitionWords.explained(now));
        details.getChildren().clear();
        switch (now) {
            case CUT -> {}
            case FADE, SLIDE, SWIPE -> details.getChildren().add(length());
            case FADE_TO_COLOUR -> details.getChildren().addAll(length(), colour());
            case WIPE ->
                details.getChildren()
                        .addAll(length(), new WipeControls(setting.wipe(), files, to -> choose(setting.withWipe(to))));
            case STINGER -> details.getChildren().add(stinger());
        }
    }

    private VBox stinger() {
        Label file = Controls.line();
        showFile(file);
        Button choose = Controls.button(
                Glyph.FILM,
                tr("Choose a film …"),
                () -> files.film().ifPresent(path -> {
                    choose(setting.withStinger(setting.stinger().withFile(path.toString())));
                    showFile(file);
                }));
        choose.setId("stinger-file");
        HBox fileLine = new HBox(8, choose, file);
        fileLine.setAlignment(Pos.CENTER_LEFT);
        NumberField point = new NumberField(
                tr("Switch"),
                tr("Switch point, milliseconds"),
                0,
                TransitionSetting.MOST_MILLIS,
                millis -> choose(setting.withStinger(setting.stinger().withSwitchMillis((int) Math.round(millis)))));
        point.follow(setting.stinger().switchMillis());
        SliderLine gain = new SliderLine(
                tr("Stinger"),
                tr("Sound"),
                SILENCE,
                LOUDEST,
                1,
                decibels -> decibels <= SILENCE ? tr("none") : Math.round(decibels) + " dB",
                decibels -> choose(setting.withStinger(setting.stinger().withGain(Math.rint(decibels)))));
        gain.follow(setting.stinger().gainDecibels());
        Label advice =
                new Label(tr("The scenes change beneath the film after so many milliseconds: choose a moment at which "
                        + "it covers all of the picture. VP9 or VP8 in WebM, ProRes 4444 and QuickTime Animation "
                        + "have transparency."));
        advice.getStyleClass().add("hint");
        advice.setWrapText(true);
        return new VBox(12, fileLine, withUnit(point, tr("ms after its beginning")), gain, advice);
    }

    private void showFile(Label file) {
        String path = setting.stinger().file();
        Controls.say(
                file,
                path.isEmpty()
                        ? tr("No film yet: scenes are cut.")
                        : String.valueOf(Path.of(path).getFileName()));
    }

    private HBox length() {
        NumberField field = new NumberField(
                tr("Lasts"),
                tr("Length, milliseconds"),
                0,
                TransitionSetting.MOST_MILLIS,
                millis -> choose(setting.withMillis((int) Math.round(millis))));
        field.follow(setting.millis());
        return withUnit(field, "ms");
    }

    static HBox withUnit(NumberField field, String unit) {
        Label words = Controls.line("small", "secondary");
        Controls.say(words, unit);
        HBox line = new HBox(8, field, words);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private ColourLine colour() {
        ColourLine line = new ColourLine(
                tr("Transition"), ColourLine.PLAIN, argb -> choose(setting.withKind(setting.kind(), argb & 0xFFFFFF)));
        line.follow(0xFF << 24 | setting.colour());
        return line;
    }
}
