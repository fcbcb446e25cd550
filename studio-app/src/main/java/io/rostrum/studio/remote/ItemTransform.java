package io.rostrum.studio.remote;

import com.google.gson.JsonObject;
import io.rostrum.capture.scene.Crop;
import io.rostrum.capture.scene.Fit;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.studio.engine.Layout;
import java.util.Optional;

/// Where a source is on the canvas, as the protocol says it: in pixels of the canvas and of the source's own picture,
/// always in a box (`bounds`) whose upper left corner is its position.
///
/// A box that is given a scale has the picture's own size by that scale.
final class ItemTransform {
    private static final String CONTAIN = "OBS_BOUNDS_SCALE_INNER";
    private static final String COVER = "OBS_BOUNDS_SCALE_OUTER";
    private static final String STRETCH = "OBS_BOUNDS_STRETCH";
    private static final String NO_BOX = "OBS_BOUNDS_NONE";

    /// OBS's numbers for left and top together.
    private static final int LEFT_TOP = 5;

    private static final double MOST_PIXELS = 90_001;
    private static final double MOST_CROP = 100_000;
    private static final double LEAST_SCALE = 0.001;
    private static final double MOST_SCALE = 1000;
    private static final double WHOLE_TURN = 360;

    private ItemTransform() {}

    /// @param size of the source's own picture, where that is known; what would need it is 0 where it is not
    static JsonObject of(Layout layout, PictureSize canvas, Optional<PictureSize> size) {
        double width = layout.width() * canvas.width();
        double height = layout.height() * canvas.height();
        double sourceWidth = size.map(PictureSize::width).orElse(0);
        double sourceHeight = size.map(PictureSize::height).orElse(0);
        Crop crop = layout.crop();
        JsonObject transform = new JsonObject();
        transform.addProperty("sourceWidth", sourceWidth);
        transform.addProperty("sourceHeight", sourceHeight);
        transform.addProperty("positionX", layout.x() * canvas.width());
        transform.addProperty("positionY", layout.y() * canvas.height());
        transform.addProperty("rotation", layout.turn().degrees());
        transform.addProperty("scaleX", scale(width, sourceWidth, layout.turn().mirrored()));
        transform.addProperty(
                "scaleY", scale(height, sourceHeight, layout.turn().upsideDown()));
        transform.addProperty("width", width);
        transform.addProperty("height", height);
        transform.addProperty("alignment", LEFT_TOP);
        transform.addProperty(
                "boundsType",
                switch (layout.fit()) {
                    case CONTAIN -> CONTAIN;
                    case COVER -> COVER;
                    case STRETCH -> STRETCH;
                });
        transform.addProperty("boundsAlignment", 0);
        transform.addProperty("boundsWidth", width);
        transform.addProperty("boundsHeight", height);
        transform.addProperty("cropLeft", Math.round(crop.left() * sourceWidth));
        transform.addProperty("cropRight", Math.round(crop.right() * sourceWidth));
        transform.addProperty("cropTop", Math.round(crop.top() * sourceHeight));
        transform.addProperty("cropBottom", Math.round(crop.bottom() * sourceHeight));
        transform.addProperty("cropToBounds", layout.fit() == Fit.COVER);
        return transform;
    }

    private static double scale(double shown, double own, boolean turned) {
        double scale = own > 0 ? shown / own : 0;
        return turned ? -scale : scale;
    }

    /// {@return a layout with what a request changes}
    ///
    /// @throws RequestException for what the studio cannot do, or what needs a size that is not known
    static Layout change(Layout before, RequestFields to, PictureSize canvas, Optional<PictureSize> size)
            throws RequestException {
        if (to.has("alignment") && to.whole("alignment", 0, 10) != LEFT_TOP) {
            throw refused("alignment", "5, left and top");
        }
        double x = to.perhaps("positionX", -MOST_PIXELS, MOST_PIXELS).orElse(before.x() * canvas.width());
        double y = to.perhaps("positionY", -MOST_PIXELS, MOST_PIXELS).orElse(before.y() * canvas.height());
        double width = to.perhaps("boundsWidth", 1, MOST_PIXELS).orElse(before.width() * canvas.width());
        double height = to.perhaps("boundsHeight", 1, MOST_PIXELS).orElse(before.height() * canvas.height());
        Turn turn = before.turn();
        Fit fit = to.has("boundsType") ? fit(to.text("boundsType"), before.fit()) : before.fit();
        if (to.has("rotation")) {
            turn = new Turn(turn.mirrored(), turn.upsideDown(), to.number("rotation", -WHOLE_TURN, WHOLE_TURN));
        }
        boolean boxed = to.has("boundsWidth") || to.has("boundsHeight");
        if (to.has("scaleX") && !boxed) {
            double scale = scaleIn(to, "scaleX");
            width = known(size, "scaleX").width() * Math.abs(scale);
            turn = new Turn(scale < 0, turn.upsideDown(), turn.degrees());
        }
        if (to.has("scaleY") && !boxed) {
            double scale = scaleIn(to, "scaleY");
            height = known(size, "scaleY").height() * Math.abs(scale);
            turn = new Turn(turn.mirrored(), scale < 0, turn.degrees());
        }
        return new Layout(
                x / canvas.width(),
                y / canvas.height(),
                width / canvas.width(),
                height / canvas.height(),
                fit,
                crop(before.crop(), to, size),
                turn);
    }

    private static double scaleIn(RequestFields to, String field) throws RequestException {
        double scale = to.number(field, -MOST_SCALE, MOST_SCALE);
        if (Math.abs(scale) < LEAST_SCALE) {
            throw new RequestException(
                    RequestStatus.REQUEST_FIELD_OUT_OF_RANGE,
                    field + ": " + scale + " (expected: " + LEAST_SCALE + " or more)");
        }
        return scale;
    }

    private static Fit fit(String bounds, Fit before) throws RequestException {
        return switch (bounds) {
            case CONTAIN -> Fit.CONTAIN;
            case COVER -> Fit.COVER;
            case STRETCH -> Fit.STRETCH;
            case NO_BOX -> before;
            default -> throw refused("boundsType", String.join(", ", CONTAIN, COVER, STRETCH));
        };
    }

    private static Crop crop(Crop before, RequestFields to, Optional<PictureSize> size) throws RequestException {
        double left = edge(before.left(), to, "cropLeft", size.map(PictureSize::width));
        double top = edge(before.top(), to, "cropTop", size.map(PictureSize::height));
        double right = edge(before.right(), to, "cropRight", size.map(PictureSize::width));
        double bottom = edge(before.bottom(), to, "cropBottom", size.map(PictureSize::height));
        try {
            return new Crop(left, top, right, bottom);
        } catch (IllegalArgumentException e) {
            throw new RequestException(
                    RequestStatus.REQUEST_FIELD_OUT_OF_RANGE,
                    "crop: too much (expected: something of the picture stays)");
        }
    }

    private static double edge(double before, RequestFields to, String field, Optional<Integer> side)
            throws RequestException {
        if (!to.has(field)) {
            return before;
        }
        double pixels = to.number(field, 0, MOST_CROP);
        if (pixels == 0) {
            return 0;
        }
        return pixels / side.orElseThrow(() -> unknownSize(field));
    }

    private static PictureSize known(Optional<PictureSize> size, String field) throws RequestException {
        return size.orElseThrow(() -> unknownSize(field));
    }

    private static RequestException unknownSize(String field) {
        return new RequestException(
                RequestStatus.INVALID_RESOURCE_STATE,
                field + ": the size of the picture is not known here (expected: a source of the scene that is edited, "
                        + "that has shown a picture)");
    }

    private static RequestException refused(String field, String expected) {
        return new RequestException(
                RequestStatus.INVALID_REQUEST_FIELD, field + ": not known here (expected: " + expected + ")");
    }
}
