package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.wipe.WipeMap;
import io.rostrum.effects.wipe.WipePattern;
import io.rostrum.studio.engine.WipeSetting;
import io.rostrum.studio.overlay.Glyph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The patterns of a wipe to choose from, half-way as they are set, and how they go.
final class WipeControls extends VBox {
    private static final PictureSize SKETCH = new PictureSize(72, 40);
    /// Part of the way that a sketch shows.
    private static final double SHOWN = 0.45;

    private static final int OLD = 0x4A5563;
    private static final int NEW = 0xCFD8E3;
    private static final double PERCENT = 100;

    private final Map<WipePattern, ToggleButton> patterns = new EnumMap<>(WipePattern.class);
    private final List<ToggleButton> directions = new ArrayList<>();
    private final HBox directionLine = new HBox(4);
    private final ToggleButton reversed = Controls.slideSwitch(tr("Reversed: what changes first changes last"));
    private final Label file = Controls.line("small");
    private final Button noFile;
    private final SliderLine softness;
    private final Consumer<WipeSetting> changed;
    private WipeSetting setting;

    /// @param files   where the user's own picture is chosen
    /// @param changed hears each setting that the user chose
    WipeControls(WipeSetting first, FileChoice files, Consumer<WipeSetting> changed) {
        super(12);
        this.changed = changed;
        setting = first;
        FlowPane choice = new FlowPane(8, 8);
        for (WipePattern pattern : WipePattern.values()) {
            ToggleButton button = new ToggleButton(TransitionWords.of(pattern), new ImageView());
            button.setContentDisplay(ContentDisplay.TOP);
            button.getStyleClass().addAll("wipe-pattern", "small");
            button.setOnAction(_ -> choose(setting.withPattern(pattern)));
            patterns.put(pattern, button);
            choice.getChildren().add(button);
        }
        List<Glyph> arrows = List.of(Glyph.RIGHT, Glyph.DOWN, Glyph.LEFT, Glyph.UP);
        List<String> words = List.of(tr("as it is"), tr("turned once"), tr("turned twice"), tr("turned three times"));
        HBox segments = new HBox();
        segments.getStyleClass().add("segments");
        for (int i = 0; i < arrows.size(); i++) {
            int turns = i;
            ToggleButton button = Controls.iconToggle(arrows.get(i), tr("Direction: {0}", words.get(i)));
            button.getStyleClass().remove("icon-button");
            button.setOnAction(_ -> choose(setting.withQuarterTurns(turns)));
            directions.add(button);
            segments.getChildren().add(button);
        }
        directionLine.getChildren().addAll(name(tr("Direction")), segments);
        directionLine.setAlignment(Pos.CENTER_LEFT);
        reversed.setOnAction(_ -> choose(setting.withReversed(reversed.isSelected())));
        HBox reversedLine = new HBox(4, name(tr("Reversed")), reversed);
        reversedLine.setAlignment(Pos.CENTER_LEFT);
        softness = new SliderLine(
                tr("Wipe"),
                tr("Soft edge"),
                0,
                1,
                0.05,
                value -> Math.round(value * PERCENT) + " %",
                value -> choose(setting.withSoftness(Math.round(value * PERCENT) / PERCENT)));
        Button own = Controls.button(
                Glyph.IMAGE,
                tr("Choose a picture …"),
                () -> files.picture().ifPresent(path -> choose(setting.withFile(path.toString()))));
        own.setId("wipe-file");
        noFile = Controls.iconButton(Glyph.CLOSE, tr("Use the pattern again"), () -> choose(setting.withFile("")));
        HBox fileLine = new HBox(8, own, file, noFile);
        fileLine.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(choice, directionLine, reversedLine, softness, fileLine);
        show();
    }

    private static Label name(String words) {
        Label name = Controls.line("small", "secondary");
        Controls.say(name, words);
        name.setMinWidth(68);
        name.setPrefWidth(68);
        return name;
    }

    private void choose(WipeSetting to) {
        setting = to;
        show();
        changed.accept(to);
    }

    private void show() {
        boolean drawn = setting.file().isEmpty();
        patterns.forEach((pattern, button) -> {
            button.setSelected(drawn && pattern == setting.pattern());
            if (button.getGraphic() instanceof ImageView view) {
                view.setImage(sketch(pattern));
            }
        });
        for (int i = 0; i < directions.size(); i++) {
            directions.get(i).setSelected(i == setting.quarterTurns());
        }
        directionLine.setDisable(!drawn);
        reversed.setSelected(setting.reversed());
        softness.follow(setting.softness());
        Controls.say(file, drawn ? tr("Its dark parts change first.") : fileName(setting.file()));
        file.getStyleClass().remove("secondary");
        if (drawn) {
            file.getStyleClass().add("secondary");
        }
        Controls.present(noFile, !drawn);
    }

    private static String fileName(String path) {
        return String.valueOf(Path.of(path).getFileName());
    }

    private WritableImage sketch(WipePattern pattern) {
        WipeMap map = WipeMap.of(pattern, setting.quarterTurns(), setting.reversed(), SKETCH);
        WritableImage image = new WritableImage(SKETCH.width(), SKETCH.height());
        PixelWriter pixels = image.getPixelWriter();
        double edge = Math.max(0.02, setting.softness());
        for (int y = 0; y < SKETCH.height(); y++) {
            for (int x = 0; x < SKETCH.width(); x++) {
                double when = (double) map.at(x, y) / WipeMap.LAST;
                pixels.setArgb(x, y, mixed(Math.clamp((SHOWN * (1 + edge) - when) / edge, 0, 1)));
            }
        }
        return image;
    }

    private static int mixed(double share) {
        int argb = 0xFF;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double old = OLD >>> shift & 0xFF;
            double fresh = NEW >>> shift & 0xFF;
            argb = argb << 8 | (int) Math.round(old + share * (fresh - old));
        }
        return argb;
    }
}
