package io.rostrum.studio.window;

import io.rostrum.studio.engine.StudioSnapshot.Level;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/// Two upright bars, left and right, with marks of their highest levels and a scale of decibels beside them.
///
/// They are painted with every picture of the preview, so they are made of plain rectangles: without a graphics card
/// round corners, clips and gradients cost more to paint than all the rest of the bars.
final class LevelMeter extends Pane {
    private static final double LOUD_AT = MeterScale.place(MeterScale.LOUD);
    private static final double HOT_AT = MeterScale.place(MeterScale.HOT);
    private static final double BAR = 6;
    private static final double GAP = 2;
    private static final double MARK = 2;
    private static final double SCALE_GAP = 4;
    private static final double SCALE_WIDTH = 20;
    private static final List<Integer> TICKS = List.of(0, -6, -12, -18, -30, -45);
    private static final double TICK_ROOM = 13;

    private final Bar left = new Bar(0);
    private final Bar right = new Bar(BAR + GAP);
    private final List<Text> ticks = TICKS.stream()
            .map(decibels -> new Text(decibels == 0 ? "0" : Integer.toString(decibels)))
            .toList();

    private final class Bar {
        private final MeterBallistics ballistics = new MeterBallistics();
        private final Region track = new Region();
        private final Region quiet = new Region();
        private final Region loud = new Region();
        private final Region hot = new Region();
        private final Region mark = new Region();
        private final double x;

        Bar(double x) {
            this.x = x;
            track.getStyleClass().add("meter-track");
            quiet.getStyleClass().add("meter-quiet");
            loud.getStyleClass().add("meter-loud");
            hot.getStyleClass().add("meter-hot");
            mark.getStyleClass().add("meter-mark");
            for (Region part : List.of(track, quiet, loud, hot, mark)) {
                part.setManaged(false);
                part.setMouseTransparent(true);
            }
            mark.setVisible(false);
            getChildren().addAll(track, quiet, loud, hot, mark);
        }

        void layout(double height) {
            track.resizeRelocate(x, 0, BAR, height);
            draw(height);
        }

        void advance(double decibels, double seconds) {
            ballistics.advance(decibels, seconds);
            draw(getHeight());
        }

        /// Lights what lies between two shares of the scale.
        private void light(Region part, double from, double to, double height) {
            double bottom = snapPositionY((1 - from) * height);
            double top = Math.min(bottom, snapPositionY((1 - to) * height));
            if (part.getLayoutY() != top || part.getHeight() != bottom - top || part.getWidth() != BAR) {
                part.resizeRelocate(x, top, BAR, bottom - top);
            }
        }

        private void draw(double height) {
            double level = MeterScale.place(ballistics.level());
            light(quiet, 0, Math.min(level, LOUD_AT), height);
            light(loud, LOUD_AT, Math.min(level, HOT_AT), height);
            light(hot, HOT_AT, level, height);
            double held = MeterScale.place(ballistics.held());
            mark.setVisible(held > 0);
            double y = Math.min(height - MARK, snapPositionY((1 - held) * height));
            if (mark.getLayoutY() != y || mark.getWidth() != BAR) {
                mark.resizeRelocate(x, y, BAR, MARK);
            }
        }
    }

    LevelMeter() {
        getStyleClass().add("meter");
        setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
        for (Text tick : ticks) {
            tick.getStyleClass().add("meter-tick");
            tick.setManaged(false);
            tick.setMouseTransparent(true);
        }
        getChildren().addAll(ticks);
        setMinSize(2 * BAR + GAP + SCALE_GAP + SCALE_WIDTH, 40);
        setPrefWidth(2 * BAR + GAP + SCALE_GAP + SCALE_WIDTH);
    }

    /// Goes on by some time.
    void advance(Level level, double seconds) {
        left.advance(level.peakLeft(), seconds);
        right.advance(level.peakRight(), seconds);
    }

    @Override
    protected void layoutChildren() {
        double height = getHeight();
        left.layout(height);
        right.layout(height);
        double lastY = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < ticks.size(); i++) {
            Text tick = ticks.get(i);
            double middle = (1 - MeterScale.place(TICKS.get(i))) * height;
            double y = Math.clamp(middle + 4, 9, Math.max(9, height));
            boolean room = y - lastY >= TICK_ROOM;
            tick.setVisible(room);
            if (room) {
                lastY = y;
            }
            double wide = tick.getLayoutBounds().getWidth();
            tick.relocate(0, 0);
            tick.setX(0);
            tick.setLayoutX(snapPositionX(getWidth() - wide));
            tick.setLayoutY(snapPositionY(y));
        }
    }
}
