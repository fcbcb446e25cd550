package io.rostrum.effects.beauty;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.rostrum.effects.beauty.FaceTracker.Track;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;

/// Retouches the skin of faces as a retoucher does, by separating frequencies: blotches and wrinkles are smoothed
/// at a small size with a filter that keeps edges, the tone is evened and lifted, and the fine texture of the
/// picture is put back on top. Only skin changes; without a face the picture passes untouched.
///
/// @param <M> the kind of memory worked on
public final class BeautyEffect<M extends Pointer> implements PictureEffect<M> {
    private static final double ONE_OVER_255 = 1.0 / 255;
    /// Frames from one search for faces to the next.
    private static final int DETECT_EVERY = 3;
    /// Longer side of the picture that faces are searched in.
    private static final int DETECT_SIDE = 256;
    /// Width of a face's surroundings at which skin is smoothed.
    private static final int WORK_WIDTH = 200;

    private final ImageMath<M> math;
    private final double strength;
    private final FaceDetector detector = new FaceDetector();
    private final FaceTracker tracker = new FaceTracker();
    private final SkinMask skinMask = new SkinMask();
    private final M small;
    private final M colours;
    private final M smooth;
    private final M evened;
    private final M lightTable;
    private final M more;
    private final M less;
    private final M mask;
    private final M maskColours;
    private final M enlarged;
    private final M soft;
    private final Mat host = new Mat();
    private final Mat hostColours = new Mat();
    private List<Track> faces = List.of();
    private long framesSeen;

    public BeautyEffect(ImageMath<M> math, BeautySettings settings) {
        this.math = math;
        this.strength = settings.strength();
        small = math.create();
        colours = math.create();
        smooth = math.create();
        evened = math.create();
        lightTable = math.create();
        more = math.create();
        less = math.create();
        mask = math.create();
        maskColours = math.create();
        enlarged = math.create();
        soft = math.create();
        try (Mat table = lightCurve(strength)) {
            math.upload(table, lightTable);
        }
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        if (strength == 0) {
            return false;
        }
        if (framesSeen++ % DETECT_EVERY == 0) {
            detect(pixels, frame.size());
        }
        faces = tracker.next();
        return !faces.isEmpty();
    }

    private void detect(M pixels, PictureSize size) {
        double scale = Math.min(1, (double) DETECT_SIDE / Math.max(size.width(), size.height()));
        int width = Math.max(1, (int) Math.round(size.width() * scale));
        int height = Math.max(1, (int) Math.round(size.height() * scale));
        math.resize(pixels, small, width, height, false);
        math.download(small, host);
        cvtColor(host, hostColours, COLOR_BGRA2BGR);
        List<Face> found = detector.detect(hostColours).stream()
                .map(face -> face.scaled((double) size.width() / width, (double) size.height() / height))
                .toList();
        tracker.detected(found);
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        for (Track track : faces) {
            Optional<PictureRect> where = surroundings(track.face(), frame.size());
            if (where.isPresent()) {
                try (M part = math.part(pixels, where.get())) {
                    retouch(part, where.get(), track);
                }
            }
        }
    }

    /// {@return the face with forehead and chin and what the smoothing needs around, of even sides, inside of the
    /// picture}
    private static Optional<PictureRect> surroundings(Face face, PictureSize picture) {
        int width = (int) (face.width() * 1.5) / 2 * 2;
        int height = (int) (face.height() * 1.9) / 2 * 2;
        if (width < 32 || height < 32) {
            return Optional.empty();
        }
        PictureRect rect = new PictureRect(
                (int) Math.round(face.centreX() - width / 2.0),
                (int) Math.round(face.centreY() - face.height() * 0.08 - height / 2.0),
                Math.min(width, PictureSize.MAX_SIDE),
                Math.min(height, PictureSize.MAX_SIDE));
        return rect.touches(picture) ? Optional.of(rect.clippedTo(picture)) : Optional.empty();
    }

    private void retouch(M part, PictureRect where, Track track) {
        double scale = Math.min(0.5, (double) WORK_WIDTH / where.width());
        int width = Math.max(8, (int) Math.round(where.width() * scale));
        int height = Math.max(8, (int) Math.round(where.height() * scale));
        double amount = track.presence() * Math.sqrt(strength);
        math.resize(part, small, width, height, true);
        math.download(small, host);
        cvtColor(host, hostColours, COLOR_BGRA2BGR);
        Face face = track.face()
                .movedBy(-where.x(), -where.y())
                .scaled((double) width / where.width(), (double) height / where.height());
        math.upload(skinMask.find(hostColours, face, track.skin()), mask);

        math.convertColour(small, colours, COLOR_BGRA2BGR);
        math.bilateral(colours, smooth, 9, 14 + 32 * strength, 2 + width * 0.02);
        math.gaussian(smooth, evened, width * 0.05);
        math.addWeighted(smooth, 1 - 0.3 * strength, evened, 0.3 * strength, 0, smooth);
        math.lookUp(smooth, lightTable, smooth);
        math.convertColour(smooth, evened, COLOR_BGR2BGRA);

        math.convertColour(mask, maskColours, COLOR_GRAY2BGRA);
        math.subtract(evened, small, more);
        math.multiply(more, maskColours, more, amount * ONE_OVER_255);
        math.subtract(small, evened, less);
        math.multiply(less, maskColours, less, amount * ONE_OVER_255);

        calmTexture(part, where);
        math.resize(more, enlarged, where.width(), where.height(), false);
        math.add(part, enlarged, part);
        math.resize(less, enlarged, where.width(), where.height(), false);
        math.subtract(part, enlarged, part);
    }

    /// Takes away a part of the finest grain, which is the camera's noise more than the skin's texture.
    private void calmTexture(M part, PictureRect where) {
        math.resize(mask, enlarged, where.width(), where.height(), false);
        math.convertColour(enlarged, maskColours, COLOR_GRAY2BGRA);
        math.gaussian(part, soft, 1.2);
        math.subtract(soft, part, enlarged);
        math.multiply(enlarged, maskColours, enlarged, 0.6 * strength * ONE_OVER_255);
        math.subtract(part, soft, soft);
        math.multiply(soft, maskColours, soft, 0.6 * strength * ONE_OVER_255);
        math.add(part, enlarged, part);
        math.subtract(part, soft, part);
    }

    /// {@return a curve that lifts the middle tones and leaves black and white where they are}
    private static Mat lightCurve(double strength) {
        byte[] curve = new byte[256];
        double gamma = 1 / (1 + 0.22 * strength);
        for (int i = 0; i < curve.length; i++) {
            curve[i] = (byte) Math.round(255 * Math.pow(i / 255.0, gamma));
        }
        Mat table = new Mat(1, 256, CV_8U);
        try (BytePointer data = table.data()) {
            data.put(curve);
        }
        return table;
    }

    @Override
    public void close() {
        detector.close();
        skinMask.close();
        for (M image :
                List.of(small, colours, smooth, evened, lightTable, more, less, mask, maskColours, enlarged, soft)) {
            image.close();
        }
        host.close();
        hostColours.close();
    }
}
