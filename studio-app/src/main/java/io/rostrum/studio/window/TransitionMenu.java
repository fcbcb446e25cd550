package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.scene.Transition;
import io.rostrum.studio.engine.SceneDesk;
import io.rostrum.studio.engine.TransitionSetting;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.words.Wording;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;

/// How scenes give way to each other, and how long that takes.
final class TransitionMenu extends MenuButton {
    private static final List<Integer> LENGTHS = List.of(150, 300, 500, 800, 1000, 2000, 5000);
    private static final double MILLIS_A_SECOND = 1000;

    private record Offered(String name, Transition.Kind kind, int colour) {}

    private static final List<Offered> OFFERED = List.of(
            new Offered(mark("Cut"), Transition.Kind.CUT, 0),
            new Offered(mark("Fade"), Transition.Kind.FADE, 0),
            new Offered(mark("Fade through black"), Transition.Kind.FADE_TO_COLOUR, 0x000000),
            new Offered(mark("Fade through white"), Transition.Kind.FADE_TO_COLOUR, 0xFFFFFF),
            new Offered(mark("Slide"), Transition.Kind.SLIDE, 0),
            new Offered(mark("Swipe"), Transition.Kind.SWIPE, 0),
            new Offered(mark("Wipe"), Transition.Kind.WIPE, 0),
            new Offered(mark("Stinger"), Transition.Kind.STINGER, 0));

    private final List<RadioMenuItem> kinds = new ArrayList<>();
    private final List<RadioMenuItem> lengths = new ArrayList<>();
    private TransitionSetting setting = TransitionSetting.DEFAULT;
    private boolean narrow;

    /// @param more opens all that can be set
    TransitionMenu(SceneDesk desk, Runnable more) {
        setId("transition");
        getStyleClass().add("bare");
        setMinWidth(USE_PREF_SIZE);
        for (Offered offered : OFFERED) {
            RadioMenuItem item = new RadioMenuItem(tr(offered.name()));
            item.setOnAction(_ -> choose(desk, setting.withKind(offered.kind(), offered.colour())));
            kinds.add(item);
        }
        for (int millis : LENGTHS) {
            RadioMenuItem item = new RadioMenuItem(length(millis));
            item.setOnAction(_ -> choose(desk, setting.withMillis(millis)));
            lengths.add(item);
        }
        getItems().addAll(kinds);
        getItems().add(new SeparatorMenuItem());
        getItems().addAll(lengths);
        MenuItem settings = new MenuItem(tr("Settings of the transition …"), Glyph.SETTINGS.small());
        settings.setOnAction(_ -> more.run());
        getItems().addAll(new SeparatorMenuItem(), settings);
        say();
    }

    private void choose(SceneDesk desk, TransitionSetting to) {
        setting = to;
        say();
        desk.transition(to);
    }

    /// Shows what is chosen.
    void follow(TransitionSetting to) {
        if (!to.equals(setting)) {
            setting = to;
            say();
        }
    }

    /// Leaves the length out where there is little room.
    void narrow(boolean to) {
        if (narrow != to) {
            narrow = to;
            say();
        }
    }

    private void say() {
        boolean fixed = setting.kind() == Transition.Kind.CUT || setting.kind() == Transition.Kind.STINGER;
        String name = OFFERED.stream()
                .filter(this::isChosen)
                .map(offered -> tr(offered.name()))
                .findFirst()
                .orElse(tr("Fade through a colour"));
        String whole = fixed ? name : name + " " + length(setting.millis());
        Controls.text(this, narrow ? name : whole);
        Controls.name(this, tr("Transition: {0}", whole));
        for (int i = 0; i < kinds.size(); i++) {
            kinds.get(i).setSelected(isChosen(OFFERED.get(i)));
        }
        for (int i = 0; i < lengths.size(); i++) {
            lengths.get(i).setSelected(LENGTHS.get(i) == setting.millis());
            lengths.get(i).setDisable(fixed);
        }
    }

    private boolean isChosen(Offered offered) {
        return offered.kind() == setting.kind()
                && (offered.kind() != Transition.Kind.FADE_TO_COLOUR || offered.colour() == setting.colour());
    }

    private static String length(int millis) {
        return millis < MILLIS_A_SECOND
                ? millis + " ms"
                : Wording.format(millis % 1000 == 0 ? "%.0f s" : "%.1f s", millis / MILLIS_A_SECOND);
    }
}
