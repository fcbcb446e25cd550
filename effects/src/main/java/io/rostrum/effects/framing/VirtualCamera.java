package io.rostrum.effects.framing;

import java.util.Optional;

/// Where a camera looks that follows faces within a larger picture. Confined to one thread.
///
/// All lengths are parts of the larger picture's sides. It stays where it is while faces move by little, goes after
/// them no faster than it may, slowly at the beginning and the end, and sees the whole again when nobody has been there
/// for a while.
final class VirtualCamera {
    /// Where faces are, together.
    record Faces(double left, double top, double right, double bottom) {
        double centreX() {
            return (left + right) / 2;
        }

        double centreY() {
            return (top + bottom) / 2;
        }
    }

    /// What it sees.
    ///
    /// @param x    the middle
    /// @param size of the sides of the larger picture, 0..1
    record View(double x, double y, double size) {
        static final View WHOLE = new View(0.5, 0.5, 1);
    }

    /// What is seen at least, so that no pixel becomes larger than three.
    private static final double SMALLEST = 1.0 / 3;
    /// Faces are above the middle by this part of what is seen.
    private static final double HEADROOM = 0.03;
    /// What faces leave free at each side, of their width.
    private static final double BESIDE = 0.4;
    /// What they may move by, and become larger or smaller by, before the camera does, of what is seen.
    private static final double IDLE = 0.08;
    private static final double IDLE_SIZE = 0.12;
    /// How long the last place is kept when nobody is there.
    private static final double PATIENCE_SECONDS = 2;

    private static final double LONGEST_SECONDS = 0.2;

    private final double share;
    private final double fastest;
    private final double lag;
    private View aim = View.WHOLE;
    private boolean begun;
    private double alone;
    private final Axis x = new Axis(View.WHOLE.x());
    private final Axis y = new Axis(View.WHOLE.y());
    private final Axis size = new Axis(View.WHOLE.size());

    VirtualCamera(FramingSettings settings) {
        share = 0.2 + 0.3 * settings.closeness();
        fastest = 0.1 + 0.9 * settings.speed();
        lag = 0.9 - 0.6 * settings.speed();
    }

    /// {@return what is seen in the next picture; in the first one it is already where it will stay}
    ///
    /// @param seconds since the last picture
    View follow(Optional<Faces> faces, double seconds) {
        double step = Math.clamp(seconds, 0.0, LONGEST_SECONDS);
        alone = faces.isPresent() ? 0 : alone + step;
        faces.map(this::around).filter(this::isElsewhere).ifPresent(elsewhere -> aim = elsewhere);
        if (alone > PATIENCE_SECONDS) {
            aim = View.WHOLE;
        }
        if (begun) {
            x.move(aim.x(), step);
            y.move(aim.y(), step);
            size.move(aim.size(), step);
        } else {
            begun = true;
            x.put(aim.x());
            y.put(aim.y());
            size.put(aim.size());
        }
        double seen = Math.min(1, size.value);
        double reach = seen / 2;
        return new View(Math.clamp(x.value, reach, 1 - reach), Math.clamp(y.value, reach, 1 - reach), seen);
    }

    private View around(Faces faces) {
        double height = (faces.bottom() - faces.top()) / share;
        double width = (faces.right() - faces.left()) * (1 + 2 * BESIDE);
        double seen = Math.clamp(Math.max(height, width), SMALLEST, 1.0);
        double reach = seen / 2;
        return new View(
                Math.clamp(faces.centreX(), reach, 1 - reach),
                Math.clamp(faces.centreY() + HEADROOM * seen, reach, 1 - reach),
                seen);
    }

    private boolean isElsewhere(View wanted) {
        return Math.abs(wanted.x() - aim.x()) > IDLE * aim.size()
                || Math.abs(wanted.y() - aim.y()) > IDLE * aim.size()
                || Math.abs(wanted.size() - aim.size()) > IDLE_SIZE * aim.size();
    }

    /// One number that moves softly.
    private final class Axis {
        private double value;
        private double speed;

        private Axis(double value) {
            this.value = value;
        }

        private void put(double there) {
            value = there;
            speed = 0;
        }

        private void move(double there, double seconds) {
            double wanted = Math.clamp((there - value) / lag, -fastest, fastest);
            double most = 2 * fastest / lag * seconds;
            speed += Math.clamp(wanted - speed, -most, most);
            double left = there - value;
            double way = speed * seconds;
            if (Math.abs(way) > Math.abs(left) && way * left > 0) {
                put(there);
            } else {
                value += way;
            }
        }
    }
}
