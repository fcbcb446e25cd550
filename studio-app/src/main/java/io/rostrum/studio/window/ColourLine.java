package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A colour: one of a few that are offered, or any other by its digits.
final class ColourLine extends HBox {
    private static final double NAME_WIDTH = 68;
    private static final double DIGITS_WIDTH = 96;
    private static final int RGB = 0xFFFFFF;
    private static final Pattern DIGITS = Pattern.compile("#?([0-9a-fA-F]{6})");
    /// For texts.
    static final List<Offered> ON_PICTURES = List.of(
            new Offered(mark("white"), 0xFFFFFF),
            new Offered(mark("black"), 0x101214),
            new Offered(mark("yellow"), 0xFFD84D),
            new Offered(mark("red"), 0xF0504F),
            new Offered(mark("green"), 0x5BD68A),
            new Offered(mark("blue"), 0x5AA9FF));

    /// Of backdrops.
    static final List<Offered> BACKDROPS = List.of(
            new Offered(mark("green"), 0x00B140),
            new Offered(mark("bright green"), 0x00FF00),
            new Offered(mark("blue"), 0x0047BB),
            new Offered(mark("bright blue"), 0x0000FF),
            new Offered(mark("magenta"), 0xFF00FF));
    /// Of what is taken out of pictures.
    static final List<Offered> PLAIN = List.of(
            new Offered(mark("white"), 0xFFFFFF),
            new Offered(mark("black"), 0x000000),
            new Offered(mark("green"), 0x00FF00),
            new Offered(mark("blue"), 0x0000FF),
            new Offered(mark("magenta"), 0xFF00FF));

    /// A colour to be chosen with one click.
    record Offered(String name, int rgb) {}

    private final Map<Integer, ToggleButton> swatches = new LinkedHashMap<>();
    private final TextField digits = new TextField();
    private final IntConsumer chosen;
    private int alpha = 0xFF;
    private int shown = -1;

    /// @param owner   what is coloured, for screen readers
    /// @param offered those with a button of their own
    /// @param chosen  hears the colour, straight 0xAARRGGBB, that the user chose
    ColourLine(String owner, List<Offered> offered, IntConsumer chosen) {
        super(8);
        this.chosen = chosen;
        setAlignment(Pos.TOP_LEFT);
        Label title = new Label(tr("Colour"));
        title.getStyleClass().addAll("small", "secondary");
        title.setMinWidth(NAME_WIDTH);
        title.setMinHeight(24);
        HBox row = new HBox(4);
        for (Offered one : offered) {
            int rgb = one.rgb();
            ToggleButton swatch = new ToggleButton();
            swatch.getStyleClass().add("swatch");
            Region colour = new Region();
            colour.getStyleClass().add("swatch-colour");
            colour.setStyle("-fx-background-color: " + css(rgb));
            swatch.setGraphic(colour);
            Controls.name(swatch, owner + ", " + tr(one.name()));
            swatch.setOnAction(_ -> choose(rgb));
            swatches.put(rgb, swatch);
            row.getChildren().add(swatch);
        }
        digits.setAccessibleText(tr("{0}, colour by its digits", owner));
        digits.setPromptText("#RRGGBB");
        digits.getStyleClass().addAll("inline-field", "numbers");
        digits.setMaxWidth(DIGITS_WIDTH);
        digits.textProperty().addListener((_, _, text) -> read(text));
        VBox choice = new VBox(8, row, digits);
        HBox.setHgrow(choice, Priority.ALWAYS);
        getChildren().addAll(title, choice);
    }

    private static String css(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb & RGB);
    }

    private void read(String text) {
        Matcher matcher = DIGITS.matcher(text.strip());
        digits.getStyleClass().remove("wrong");
        if (!matcher.matches()) {
            digits.getStyleClass().add("wrong");
            return;
        }
        int rgb = Integer.parseInt(matcher.group(1), 16);
        if (rgb != (shown & RGB)) {
            choose(rgb);
        }
    }

    private void choose(int rgb) {
        int argb = alpha << 24 | rgb;
        follow(argb);
        chosen.accept(argb);
    }

    /// Shows a colour, straight 0xAARRGGBB.
    void follow(int argb) {
        alpha = argb >>> 24;
        shown = argb;
        swatches.forEach((rgb, swatch) -> swatch.setSelected(rgb == (argb & RGB)));
        if (!digits.isFocused() && !css(argb).equalsIgnoreCase(digits.getText())) {
            digits.setText(css(argb));
        }
    }
}
