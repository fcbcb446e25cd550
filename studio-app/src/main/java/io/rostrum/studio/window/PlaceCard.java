package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.scene.Crop;
import io.rostrum.capture.scene.Fit;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.studio.engine.Layout;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.window.BoxEdits.Line;
import io.rostrum.studio.words.Wording;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Where a source is on the canvas, by numbers: box, turn, crop, how it fills the box, and lines to put it at.
/// Folded until it is asked for.
final class PlaceCard extends VBox {
    private static final double PERCENT = 100;

    private final Consumer<Layout> placed;
    private final VBox lines = new VBox();
    private final ToggleButton open = new ToggleButton(tr("Place and size"), Glyph.GRIP.small());
    private final NumberField x =
            number(tr("Left"), (box, to) -> new PictureRect(to, box.y(), box.width(), box.height()), -1);
    private final NumberField y =
            number(tr("Top"), (box, to) -> new PictureRect(box.x(), to, box.width(), box.height()), -1);
    private final NumberField width =
            number(tr("Width"), (box, to) -> new PictureRect(box.x(), box.y(), to, box.height()), 1);
    private final NumberField height =
            number(tr("Height"), (box, to) -> new PictureRect(box.x(), box.y(), box.width(), to), 1);
    private final NumberField degrees = new NumberField(
            tr("Turn"),
            tr("Place, turned clockwise by degrees"),
            -360,
            360,
            to -> turn(turn -> new Turn(turn.mirrored(), turn.upsideDown(), to)));
    private final NumberField left = crop(
            tr("Left"), to -> crop -> new Crop(limited(to, crop.right()), crop.top(), crop.right(), crop.bottom()));
    private final NumberField top = crop(
            tr("Top"), to -> crop -> new Crop(crop.left(), limited(to, crop.bottom()), crop.right(), crop.bottom()));
    private final NumberField right =
            crop(tr("Right"), to -> crop -> new Crop(crop.left(), crop.top(), limited(to, crop.left()), crop.bottom()));
    private final NumberField bottom =
            crop(tr("Bottom"), to -> crop -> new Crop(crop.left(), crop.top(), crop.right(), limited(to, crop.top())));
    private final ToggleButton mirrored = new ToggleButton(tr("Mirror"));
    private final ToggleButton upsideDown = new ToggleButton(tr("Upside down"));
    private final Map<Fit, ToggleButton> fits = new EnumMap<>(Fit.class);
    /// What a group does not have.
    private final List<Node> ofPicture;

    private Layout layout = Layout.WHOLE;
    private PictureSize canvas = new PictureSize(16, 9);

    private interface BoxChange {
        PictureRect with(PictureRect box, int to);
    }

    private interface CropChange {
        Crop of(Crop crop);
    }

    private interface TurnChange {
        Turn of(Turn turn);
    }

    /// @param placed hears where the user puts the source
    PlaceCard(Consumer<Layout> placed) {
        this.placed = placed;
        getStyleClass().addAll("card", "camera-card");
        open.setId("place-numbers");
        open.getStyleClass().addAll("quiet", "strong");
        open.setAccessibleText(tr("Place and size by numbers"));
        open.setMaxWidth(Double.MAX_VALUE);
        open.setAlignment(Pos.CENTER_LEFT);
        open.setGraphicTextGap(8);
        open.setOnAction(_ -> Controls.present(lines, open.isSelected()));
        lines.getStyleClass().add("filter-controls");
        Controls.present(lines, false);
        Controls.name(mirrored, tr("Change left and right"));
        Controls.name(upsideDown, tr("Change top and bottom"));
        mirrored.setOnAction(_ -> turn(turn -> new Turn(mirrored.isSelected(), turn.upsideDown(), turn.degrees())));
        upsideDown.setOnAction(_ -> turn(turn -> new Turn(turn.mirrored(), upsideDown.isSelected(), turn.degrees())));
        HBox flips = new HBox(8, mirrored, upsideDown);
        ofPicture = List.of(fit(), caption(tr("Cut off, percent of the picture")), grid(left, top, right, bottom));
        lines.getChildren()
                .addAll(
                        grid(x, y, width, height),
                        alignment(),
                        ofPicture.getFirst(),
                        degrees,
                        flips,
                        ofPicture.get(1),
                        ofPicture.getLast());
        getChildren().addAll(open, lines);
    }

    private static Label caption(String words) {
        Label label = new Label(words);
        label.getStyleClass().addAll("small", "secondary");
        return label;
    }

    private static GridPane grid(NumberField... fields) {
        GridPane grid = new GridPane(8, 4);
        for (int i = 0; i < fields.length; i++) {
            grid.add(fields[i], i % 2, i / 2);
            GridPane.setHgrow(fields[i], Priority.ALWAYS);
        }
        return grid;
    }

    private NumberField number(String name, BoxChange change, double least) {
        double bound = Layout.MOST * PictureSize.MAX_SIDE;
        return new NumberField(
                name,
                tr("Place, {0} in pixels", Wording.within(name)),
                least < 0 ? -bound : 1,
                least < 0 ? bound : PictureSize.MAX_SIDE,
                to -> place(layout.withBox(change.with(layout.box(canvas), (int) Math.round(to)), canvas)));
    }

    private NumberField crop(String name, DoubleFunction<CropChange> change) {
        return new NumberField(
                name,
                tr("Cut off, {0}, percent", Wording.within(name)),
                0,
                PERCENT * Crop.MOST,
                to -> place(layout.withCrop(change.apply(to / PERCENT).of(layout.crop()))));
    }

    /// As much as the opposite edge leaves.
    private static double limited(double wanted, double opposite) {
        return Math.max(0, Math.min(wanted, Crop.MOST - opposite));
    }

    private void turn(TurnChange change) {
        place(layout.withTurn(change.of(layout.turn())));
    }

    private void place(Layout to) {
        layout = to;
        placed.accept(to);
    }

    private Node alignment() {
        HBox buttons = new HBox(4);
        for (Line line : Line.values()) {
            Button button = new Button();
            button.setGraphic(sketch(line));
            button.getStyleClass().add("place");
            Controls.name(button, words(line));
            button.setOnAction(_ -> place(
                    layout.withBox(new BoxEdits(canvas, List.of(), 0).aligned(layout.box(canvas), line), canvas)));
            buttons.getChildren().add(button);
        }
        return buttons;
    }

    private static String words(Line line) {
        return switch (line) {
            case LEFT -> tr("Put it at the left edge");
            case CENTRE -> tr("Put it at the centre, left and right alike");
            case RIGHT -> tr("Put it at the right edge");
            case TOP -> tr("Put it at the top edge");
            case MIDDLE -> tr("Put it at the middle, above and below alike");
            case BOTTOM -> tr("Put it at the bottom edge");
        };
    }

    private static StackPane sketch(Line line) {
        Region part = new Region();
        part.getStyleClass().add("sketch-part");
        boolean across = line == Line.LEFT || line == Line.CENTRE || line == Line.RIGHT;
        part.setMaxSize(across ? 5 : 12, across ? 7 : 4);
        StackPane sketch = new StackPane(part);
        sketch.getStyleClass().add("sketch");
        StackPane.setAlignment(
                part,
                switch (line) {
                    case LEFT -> Pos.CENTER_LEFT;
                    case CENTRE, MIDDLE -> Pos.CENTER;
                    case RIGHT -> Pos.CENTER_RIGHT;
                    case TOP -> Pos.TOP_CENTER;
                    case BOTTOM -> Pos.BOTTOM_CENTER;
                });
        return sketch;
    }

    private Node fit() {
        HBox segments = new HBox();
        segments.getStyleClass().add("segments");
        for (Fit fit : Fit.values()) {
            String name = switch (fit) {
                case CONTAIN -> tr("Fit in");
                case COVER -> tr("Fill");
                case STRETCH -> tr("Stretch");
            };
            ToggleButton button = new ToggleButton(name);
            button.getStyleClass().add("small");
            button.setOnAction(_ -> {
                button.setSelected(true);
                place(layout.withFit(fit));
            });
            fits.put(fit, button);
            segments.getChildren().add(button);
        }
        HBox line = new HBox(segments);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    /// Takes note of whether it is of a group, which keeps its shape and has no picture of its own.
    void ofGroup(boolean group) {
        ofPicture.forEach(node -> Controls.present(node, !group));
    }

    /// Shows where a source is.
    ///
    /// @param locked whether it is to stay there
    void follow(Layout newest, boolean locked, PictureSize programme) {
        layout = newest;
        canvas = programme;
        lines.setDisable(locked);
        PictureRect box = newest.box(programme);
        x.follow(box.x());
        y.follow(box.y());
        width.follow(box.width());
        height.follow(box.height());
        degrees.follow(newest.turn().degrees());
        left.follow(PERCENT * newest.crop().left());
        top.follow(PERCENT * newest.crop().top());
        right.follow(PERCENT * newest.crop().right());
        bottom.follow(PERCENT * newest.crop().bottom());
        mirrored.setSelected(newest.turn().mirrored());
        upsideDown.setSelected(newest.turn().upsideDown());
        fits.forEach((fit, button) -> button.setSelected(fit == newest.fit()));
    }
}
