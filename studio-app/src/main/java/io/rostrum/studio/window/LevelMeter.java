package io.rostrum.studio.window;

import io.rostrum.studio.engine.StudioSnapshot.Level;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/// Two upright bars, left and right, with marks of their highest levels and a scale of decibels beside them.
final class LevelMeter extends Pane {
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
        private final Region lit = new Region();
        private final Region mark = new Region();
        private final Rectangle clip = new Rectangle();
        private final double x;

        Bar(double x) {
            this.x = x;
            track.getStyleClass().add("meter-track");
            lit.getStyleClass().add("meter-lit");
            mark.getStyleClass().add("meter-mark");
            for (Region part : List.of(track, lit, mark)) {
                part.setManaged(false);
                part.setMouseTransparent(true);
            }
            lit.setClip(clip);
            clip.setWidth(BAR);
            mark.setVisible(false);
            getChildren().addAll(track, lit, mark);
        }

        void layout(double height) {
            track.resizeRelocate(x, 0, BAR, height);
            lit.resizeRelocate(x, 0, BAR, height);
            draw(height);
        }

        void advance(double decibels, double seconds) {
            ballistics.advance(decibels, seconds);
            draw(getHeight());
        }

        private void draw(double height) {
            double lightHeight = snapSizeY(MeterScale.place(ballistics.level()) * height);
            if (clip.getHeight() != lightHeight || clip.getY() != height - lightHeight) {
                clip.setY(height - lightHeight);
                clip.setHeight(lightHeight);
            }
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
