package io.rostrum.studio.window;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What becomes of a box on the canvas when it is dragged, stretched, turned or lined up. All in pixels of the
/// canvas.
///
/// @param canvas to whose edges and middle boxes snap
/// @param others boxes to whose edges and middles they snap, too
/// @param reach  how near is near enough; 0 where nothing is to snap
record BoxEdits(PictureSize canvas, List<PictureRect> others, int reach) {
    /// The shortest side that can still be held.
    private static final int LEAST_SIDE = 8;

    /// Degrees at which a turned box is upright or lies, within [#UPRIGHT_REACH].
    private static final double RIGHT_ANGLE = 90;

    private static final double UPRIGHT_REACH = 3;
    private static final double STEP = 15;

    /// Where a box is held.
    enum Handle {
        TOP_LEFT(-1, -1),
        TOP(0, -1),
        TOP_RIGHT(1, -1),
        RIGHT(1, 0),
        BOTTOM_RIGHT(1, 1),
        BOTTOM(0, 1),
        BOTTOM_LEFT(-1, 1),
        LEFT(-1, 0);

        private final int right;
        private final int down;

        Handle(int right, int down) {
            this.right = right;
            this.down = down;
        }

        /// {@return -1 at the left edge, 1 at the right one, 0 between}
        int right() {
            return right;
        }

        /// {@return -1 at the top edge, 1 at the bottom one, 0 between}
        int down() {
            return down;
        }

        boolean corner() {
            return right != 0 && down != 0;
        }
    }

    /// A side of the canvas, or its middle.
    enum Line {
        LEFT,
        CENTRE,
        RIGHT,
        TOP,
        MIDDLE,
        BOTTOM
    }

    BoxEdits {
        others = List.copyOf(others);
    }

    /// {@return the box somewhere else}
    PictureRect moved(PictureRect box, int right, int down) {
        int x = box.x() + right;
        int y = box.y() + down;
        int w = box.width();
        int h = box.height();
        return new PictureRect(
                x + nearest(List.of(x, x + w / 2, x + w), across()).orElse(0),
                y + nearest(List.of(y, y + h / 2, y + h), along()).orElse(0),
                w,
                h);
    }

    /// {@return the box stretched; the opposite edge or corner stays where it is}
    ///
    /// @param right     how far the handle was moved, as the box lies
    /// @param keepShape whether a corner keeps the proportions
    /// @param degrees   how the box is turned; one that is turned snaps to nothing
    PictureRect stretched(PictureRect box, Handle handle, int right, int down, boolean keepShape, double degrees) {
        boolean upright = degrees == 0;
        int edgeX = handle.right() < 0 ? box.x() : box.x() + box.width();
        int edgeY = handle.down() < 0 ? box.y() : box.y() + box.height();
        Optional<Integer> snapX =
                upright && handle.right() != 0 ? nearest(List.of(edgeX + right), across()) : Optional.empty();
        Optional<Integer> snapY =
                upright && handle.down() != 0 ? nearest(List.of(edgeY + down), along()) : Optional.empty();
        int width = side(box.width() + handle.right() * (right + snapX.orElse(0)));
        int height = side(box.height() + handle.down() * (down + snapY.orElse(0)));
        if (keepShape && handle.corner()) {
            double byWidth = (double) width / box.width();
            double byHeight = (double) height / box.height();
            boolean widthLeads = snapX.isPresent() == snapY.isPresent() ? byWidth >= byHeight : snapX.isPresent();
            double scale = widthLeads ? byWidth : byHeight;
            width = side((int) Math.round(box.width() * scale));
            height = side((int) Math.round(box.height() * scale));
        }
        int x = handle.right() < 0 ? box.x() + box.width() - width : box.x();
        int y = handle.down() < 0 ? box.y() + box.height() - height : box.y();
        if (upright) {
            return new PictureRect(x, y, width, height);
        }
        // the middle goes along the turned axes, so that the opposite corner stays where it is seen
        double middleX = x + width / 2.0 - box.x() - box.width() / 2.0;
        double middleY = y + height / 2.0 - box.y() - box.height() / 2.0;
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double turnedX = box.x() + box.width() / 2.0 + cos * middleX - sin * middleY;
        double turnedY = box.y() + box.height() / 2.0 + sin * middleX + cos * middleY;
        return new PictureRect(
                (int) Math.round(turnedX - width / 2.0), (int) Math.round(turnedY - height / 2.0), width, height);
    }

    private static int side(int wanted) {
        return Math.clamp(wanted, LEAST_SIDE, PictureSize.MAX_SIDE);
    }

    /// {@return the box at an edge of the canvas, or in its middle}
    PictureRect aligned(PictureRect box, Line to) {
        int x = switch (to) {
            case LEFT -> 0;
            case CENTRE -> Math.floorDiv(canvas.width() - box.width(), 2);
            case RIGHT -> canvas.width() - box.width();
            case TOP, MIDDLE, BOTTOM -> box.x();
        };
        int y = switch (to) {
            case TOP -> 0;
            case MIDDLE -> Math.floorDiv(canvas.height() - box.height(), 2);
            case BOTTOM -> canvas.height() - box.height();
            case LEFT, CENTRE, RIGHT -> box.y();
        };
        return new PictureRect(x, y, box.width(), box.height());
    }

    /// {@return the angle at which a pointer holds a box by the handle above it; upright where that is near}
    ///
    /// @param right from the middle of the box to the pointer
    /// @param steps whether it goes by steps of 15 degrees
    static double turned(double right, double down, boolean steps) {
        double degrees = Math.toDegrees(Math.atan2(right, -down));
        double step = steps ? STEP : RIGHT_ANGLE;
        double near = Math.round(degrees / step) * step;
        double chosen = steps || Math.abs(degrees - near) <= UPRIGHT_REACH ? near : Math.round(degrees * 10) / 10.0;
        return chosen == -180 ? 180 : chosen + 0.0; // no minus zero
    }

    private List<Integer> across() {
        List<Integer> lines = new ArrayList<>(List.of(0, canvas.width() / 2, canvas.width()));
        others.forEach(box -> lines.addAll(List.of(box.x(), box.x() + box.width() / 2, box.x() + box.width())));
        return lines;
    }

    private List<Integer> along() {
        List<Integer> lines = new ArrayList<>(List.of(0, canvas.height() / 2, canvas.height()));
        others.forEach(box -> lines.addAll(List.of(box.y(), box.y() + box.height() / 2, box.y() + box.height())));
        return lines;
    }

    /// {@return the shortest way from one of these edges to one of these lines; empty where none is near}
    private Optional<Integer> nearest(List<Integer> edges, List<Integer> lines) {
        Optional<Integer> best = Optional.empty();
        if (reach == 0) {
            return best;
        }
        for (int edge : edges) {
            for (int line : lines) {
                int way = line - edge;
                if (Math.abs(way) <= reach && (best.isEmpty() || Math.abs(way) < Math.abs(best.get()))) {
                    best = Optional.of(way);
                }
            }
        }
        return best;
    }
}
