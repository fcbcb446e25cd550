package io.rostrum.studio.engine;

import io.rostrum.capture.scene.Crop;
import io.rostrum.capture.scene.Fit;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import java.util.Optional;

/// Where an item of OBS Studio is, as a [Layout].
///
/// There an item has a point at its position, which `align` names (left 1, right 2, top 4, bottom 8, the middle
/// otherwise), and is turned around that point; its size is that of its picture, cropped and scaled, or that of its
/// bounds. Here it has a box, and is turned around its middle.
final class ObsPlaces {
    private static final int LEFT = 1;
    private static final int RIGHT = 2;
    private static final int TOP = 4;
    private static final int BOTTOM = 8;
    private static final int NO_BOUNDS = 0;
    private static final int STRETCH = 1;
    private static final int COVER = 3;

    private ObsPlaces() {}

    /// A scene or group within a scene: what is in it is scaled and then moved.
    ///
    /// @param x      pixels of the canvas
    /// @param across how many pixels one of its pixels is wide
    record Frame(double x, double y, double across, double down) {
        static final Frame WHOLE = new Frame(0, 0, 1, 1);

        /// {@return where an item with things in it puts them}
        ///
        /// @param size of what is in it; empty where nobody knows
        Frame within(ObsTree item, Optional<PictureSize> size) {
            ObsTree scale = item.in("scale");
            double wide = scale.number("x", 1);
            double high = scale.number("y", 1);
            double x = item.in("pos").number("x", 0);
            double y = item.in("pos").number("y", 0);
            if (size.isPresent()) {
                double width = size.get().width();
                double height = size.get().height();
                if ((int) item.number("bounds_type", NO_BOUNDS) != NO_BOUNDS) {
                    double bound = Math.min(
                            item.in("bounds").number("x", width) / width,
                            item.in("bounds").number("y", height) / height);
                    wide = bound;
                    high = bound;
                }
                int align = (int) item.number("align", LEFT | TOP);
                x -= share(align, LEFT, RIGHT) * width * wide;
                y -= share(align, TOP, BOTTOM) * height * high;
            }
            return new Frame(this.x + across * x, this.y + down * y, across * wide, down * high);
        }
    }

    /// {@return how far from the first edge to the second the point of an item is, 0 to 1}
    private static double share(int align, int first, int second) {
        return (align & first) != 0 ? 0 : (align & second) != 0 ? 1 : 0.5;
    }

    /// {@return whether it is cropped}
    static boolean crops(ObsTree item) {
        return item.number("crop_left", 0) != 0
                || item.number("crop_top", 0) != 0
                || item.number("crop_right", 0) != 0
                || item.number("crop_bottom", 0) != 0;
    }

    /// {@return whether its size follows from that of its picture}
    static boolean needsSize(ObsTree item) {
        return (int) item.number("bounds_type", NO_BOUNDS) == NO_BOUNDS || crops(item);
    }

    /// {@return where it is}
    ///
    /// @param frame  what it is in
    /// @param known  size of its picture; empty for one that may be of any
    /// @param canvas of OBS Studio
    static Layout layout(ObsTree item, Frame frame, Optional<PictureSize> known, PictureSize canvas) {
        PictureSize size = known.orElse(canvas);
        double cropLeft = item.number("crop_left", 0);
        double cropTop = item.number("crop_top", 0);
        double cropRight = item.number("crop_right", 0);
        double cropBottom = item.number("crop_bottom", 0);
        int bounds = (int) item.number("bounds_type", NO_BOUNDS);
        double scaleX = item.in("scale").number("x", 1);
        double scaleY = item.in("scale").number("y", 1);
        double width = frame.across()
                * (bounds == NO_BOUNDS
                        ? (size.width() - cropLeft - cropRight) * scaleX
                        : item.in("bounds").number("x", 0) * Math.signum(scaleX));
        double height = frame.down()
                * (bounds == NO_BOUNDS
                        ? (size.height() - cropTop - cropBottom) * scaleY
                        : item.in("bounds").number("y", 0) * Math.signum(scaleY));
        int align = (int) item.number("align", LEFT | TOP);
        double turned = item.number("rot", 0);
        double right = (0.5 - share(align, LEFT, RIGHT)) * (bounds == NO_BOUNDS ? width : Math.abs(width));
        double down = (0.5 - share(align, TOP, BOTTOM)) * (bounds == NO_BOUNDS ? height : Math.abs(height));
        double cos = Math.cos(Math.toRadians(turned));
        double sin = Math.sin(Math.toRadians(turned));
        double middleX = frame.x() + frame.across() * item.in("pos").number("x", 0) + right * cos - down * sin;
        double middleY = frame.y() + frame.down() * item.in("pos").number("y", 0) + right * sin + down * cos;
        return new Layout(
                (middleX - Math.abs(width) / 2) / canvas.width(),
                (middleY - Math.abs(height) / 2) / canvas.height(),
                Math.abs(width) / canvas.width(),
                Math.abs(height) / canvas.height(),
                fit(bounds, known.isPresent()),
                crop(
                        cropLeft / size.width(),
                        cropTop / size.height(),
                        cropRight / size.width(),
                        cropBottom / size.height()),
                new Turn(width < 0, height < 0, turned));
    }

    private static Fit fit(int bounds, boolean known) {
        return switch (bounds) {
            case NO_BOUNDS -> known ? Fit.STRETCH : Fit.CONTAIN;
            case STRETCH -> Fit.STRETCH;
            case COVER -> Fit.COVER;
            default -> Fit.CONTAIN;
        };
    }

    private static Crop crop(double left, double top, double right, double bottom) {
        boolean possible = left >= 0
                && top >= 0
                && right >= 0
                && bottom >= 0
                && left + right <= Crop.MOST
                && top + bottom <= Crop.MOST;
        return possible ? new Crop(left, top, right, bottom) : Crop.NONE;
    }
}
