package io.rostrum.effects.beauty;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2YCrCb;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_YCrCb2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.rostrum.effects.beauty.FaceTracker.Track;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.thrift.Saving;
import io.rostrum.effects.thrift.Thrift;
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
    /// Width of a face's surroundings at which skin is smoothed.
    private static final int WORK_WIDTH = 250;
    /// Sides of the surroundings are multiples of this, so that they shrink by whole steps.
    private static final int GRID = 12;
    /// How much smaller still the tone is evened.
    private static final int EVEN_STEP = 4;
    /// Smaller faces are left alone: nobody sees their skin.
    private static final int LEAST_SIDE = 36;

    private final ImageMath<M> math;
    private final double strength;
    private final FaceWatch<M> watch;
    private final SkinMask skinMask = new SkinMask();
    private final M small;
    private final M colours;
    private final M smooth;
    private final M tiny;
    private final M evened;
    private final M toneTable;
    private final M more;
    private final M less;
    private final M maskSmall;
    private final M mask;
    private final M maskColours;
    private final M enlarged;
    private final M soft;
    private final Mat host = new Mat();
    private final Mat hostColours = new Mat();
    private Thrift thrift = Thrift.NONE;

    public BeautyEffect(ImageMath<M> math, BeautySettings settings) {
        this.math = math;
        this.strength = settings.strength();
        watch = new FaceWatch<>(math);
        small = math.create();
        colours = math.create();
        smooth = math.create();
        tiny = math.create();
        evened = math.create();
        toneTable = math.create();
        more = math.create();
        less = math.create();
        maskSmall = math.create();
        mask = math.create();
        maskColours = math.create();
        enlarged = math.create();
        soft = math.create();
        try (Mat table = toneCurves(strength)) {
            math.upload(table, toneTable);
        }
    }

    @Override
    public void heed(Thrift asked) {
        thrift = asked;
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        if (strength == 0) {
            return false;
        }
        watch.next(pixels, frame.size());
        return !watch.tracks().isEmpty();
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        for (Track track : watch.tracks()) {
            Optional<PictureRect> where = surroundings(track.face(), frame.size());
            if (where.isPresent()) {
                try (M part = math.part(pixels, where.get())) {
                    retouch(part, where.get(), track);
                }
            }
        }
    }

    /// {@return the face with forehead and chin and what the smoothing needs around, inside of the picture; its sides
    /// are multiples of twelve}
    private static Optional<PictureRect> surroundings(Face face, PictureSize picture) {
        double top = face.centreY() - face.height();
        int left = Math.clamp(Math.round(face.centreX() - face.width() * 0.75), 0, picture.width());
        int right = Math.clamp(Math.round(face.centreX() + face.width() * 0.75), 0, picture.width());
        int upper = Math.clamp(Math.round(top), 0, picture.height());
        int lower = Math.clamp(Math.round(top + face.height() * 1.9), 0, picture.height());
        int width = (right - left) / GRID * GRID;
        int height = (lower - upper) / GRID * GRID;
        return width < LEAST_SIDE || height < LEAST_SIDE
                ? Optional.empty()
                : Optional.of(new PictureRect(left, upper, width, height));
    }

    private void retouch(M part, PictureRect where, Track track) {
        // Whole steps, which are the fast ones; the surroundings' sides are multiples of all of them.
        int usual = where.width() < 2 * WORK_WIDTH ? 2 : where.width() < 4 * WORK_WIDTH ? 3 : 6;
        int step = thrift.saves(Saving.BEAUTY_SIZE) ? 2 * usual : usual;
        int width = where.width() / step;
        int height = where.height() / step;
        double amount = track.presence() * Math.sqrt(strength);
        math.resize(part, small, width, height, true);
        math.download(small, host);
        cvtColor(host, hostColours, COLOR_BGRA2BGR);
        Face face = track.face()
                .movedBy(-where.x(), -where.y())
                .scaled((double) width / where.width(), (double) height / where.height());
        math.upload(skinMask.find(hostColours, face, track.skin()), maskSmall);
        math.resize(maskSmall, mask, width, height, false);

        math.convertColour(small, colours, COLOR_BGRA2BGR);
        math.bilateral(colours, smooth, 7, 14 + 22 * strength, 2 + width * 0.02);
        math.resize(smooth, tiny, Math.max(1, width / EVEN_STEP), Math.max(1, height / EVEN_STEP), true);
        math.gaussian(tiny, tiny, width * 0.05 / EVEN_STEP);
        math.resize(tiny, evened, width, height, false);
        math.addWeighted(smooth, 1 - 0.2 * strength, evened, 0.2 * strength, 0, smooth);
        math.convertColour(smooth, evened, COLOR_BGR2YCrCb);
        math.lookUp(evened, toneTable, evened);
        math.convertColour(evened, smooth, COLOR_YCrCb2BGR);
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
        math.binomial(part, soft);
        math.subtract(soft, part, enlarged);
        math.multiply(enlarged, maskColours, enlarged, 0.7 * strength * ONE_OVER_255);
        math.subtract(part, soft, soft);
        math.multiply(soft, maskColours, soft, 0.7 * strength * ONE_OVER_255);
        math.add(part, enlarged, part);
        math.subtract(part, soft, part);
    }

    /// {@return for lightness a curve that lifts the middle tones and leaves black and white where they are; for
    /// the two colour differences one that makes up for the colour lost by that}
    private static Mat toneCurves(double strength) {
        byte[] curves = new byte[3 * 256];
        double gamma = 1 / (1 + 0.34 * strength);
        double saturation = 1 + 0.1 * strength;
        for (int i = 0; i < 256; i++) {
            curves[3 * i] = (byte) Math.round(255 * Math.pow(i / 255.0, gamma));
            byte difference = (byte) Math.clamp(Math.round(128 + (i - 128) * saturation), 0, 255);
            curves[3 * i + 1] = difference;
            curves[3 * i + 2] = difference;
        }
        Mat table = new Mat(1, 256, CV_8UC3);
        try (BytePointer data = table.data()) {
            data.put(curves);
        }
        return table;
    }

    @Override
    public void close() {
        watch.close();
        skinMask.close();
        for (M image : List.of(
                small,
                colours,
                smooth,
                tiny,
                evened,
                toneTable,
                more,
                less,
                maskSmall,
                mask,
                maskColours,
                enlarged,
                soft)) {
            image.close();
        }
        host.close();
        hostColours.close();
    }
}
