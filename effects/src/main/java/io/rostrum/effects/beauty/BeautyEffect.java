package io.rostrum.effects.beauty;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2YCrCb;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_YCrCb2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_TOZERO;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

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
import org.bytedeco.opencv.opencv_core.Rect;

/// Retouches the skin of faces as a retoucher does, by separating frequencies: blotches and wrinkles are smoothed
/// at a small size with a filter that keeps edges, the tone is evened, lifted and whitened, and the fine texture of
/// the picture is put back on top. Eyes are sharpened by what a blur of them lacks. Only skin and, where they are
/// asked for, eyes change; without a face the picture passes untouched.
///
/// @param <M> the kind of memory worked on
public final class BeautyEffect<M extends Pointer> implements PictureEffect<M> {
    private static final double ONE_OVER_255 = 1.0 / 255;
    private static final int ALPHA = 3;
    /// Width of a face's surroundings at which skin is smoothed.
    private static final int WORK_WIDTH = 250;
    /// Sides of the surroundings are multiples of this, so that they shrink by halves, and once more for the mask.
    private static final int GRID = 32;
    /// Where skin begins and ends, in pixels of the mask: a face that moves a little leaves the memory as it is.
    private static final int SKIN_GRID = 4;
    /// Pixels of the mask around the skin that smoothing looks at.
    private static final int SKIN_MARGIN = 2;
    /// Stands for no change, where a change may be one to darker or to lighter.
    private static final int UNCHANGED = 128;
    /// Up to here of 255 a mask has no skin: so little changes no colour by a whole code.
    private static final int NO_SKIN = 5;
    /// How much of the finest grain is taken away at most.
    private static final double CALM = 0.7;
    /// How much smaller still the tone is evened.
    private static final int EVEN_STEP = 4;
    /// Smaller faces are left alone: nobody sees their skin.
    private static final int LEAST_SIDE = 48;

    /// How much of its colour skin loses at most.
    private static final double PALEST = 0.28;
    /// Half of an eye with its lashes, of the distance between the eyes.
    private static final double EYE_WIDTH = 0.3;

    private static final double EYE_HEIGHT = 0.2;
    /// The detail that is sharpened, of the distance between the eyes.
    private static final double EYE_DETAIL = 0.02;
    private static final double LEAST_SIGMA = 0.8;
    /// How much detail is added at most, of what is there.
    private static final double SHARPEST = 1.2;
    /// Smaller eyes have no detail.
    private static final int LEAST_EYE = 12;

    private final ImageMath<M> math;
    private final BeautySettings settings;
    private final FaceWatch<M> watch;
    private final SkinMask skinMask = new SkinMask();
    private final M small;
    private final M colours;
    private final M smooth;
    private final M grey;
    private final M tiny;
    private final M evened;
    private final M toneTable;
    private final M more;
    private final M less;
    private final M change;
    private final M maskSmall;
    private final M mask;
    private final M maskColours;
    private final M enlarged;
    private final M soft;
    private final M grain;
    private final M single;
    private final Mat host = new Mat();
    private final Mat hostColours = new Mat();
    private Thrift thrift = Thrift.NONE;

    public BeautyEffect(ImageMath<M> math, BeautySettings settings) {
        this.math = math;
        this.settings = settings;
        watch = new FaceWatch<>(math);
        small = math.create();
        colours = math.create();
        smooth = math.create();
        grey = math.create();
        tiny = math.create();
        evened = math.create();
        toneTable = math.create();
        more = math.create();
        less = math.create();
        change = math.create();
        maskSmall = math.create();
        mask = math.create();
        maskColours = math.create();
        enlarged = math.create();
        soft = math.create();
        grain = math.create();
        single = math.create();
        try (Mat table = toneCurves(settings)) {
            math.upload(table, toneTable);
        }
    }

    @Override
    public void heed(Thrift asked) {
        thrift = asked;
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        if (settings.isNothing()) {
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
                    if (settings.changesSkin()) {
                        retouch(part, where.get(), track, frame.opaque());
                    }
                    if (settings.eyes() > 0) {
                        Face face = track.face()
                                .movedBy(-where.get().x(), -where.get().y());
                        sharpenEyes(part, where.get(), face, settings.eyes() * track.presence());
                    }
                }
            }
        }
    }

    /// {@return the face with forehead and chin and what the smoothing needs around, inside of the picture; its sides
    /// are multiples of [#GRID]}
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

    private void retouch(M part, PictureRect where, Track track, boolean opaque) {
        // Halves of halves, which are the fast ones; the surroundings' sides are multiples of all of them.
        int usual = where.width() < 2 * WORK_WIDTH ? 2 : where.width() < 4 * WORK_WIDTH ? 4 : 8;
        int step = thrift.saves(Saving.BEAUTY_SIZE) ? 2 * usual : usual;
        int width = where.width() / step;
        int height = where.height() / step;
        math.shrink(part, small, width, height);
        math.download(small, host);
        cvtColor(host, hostColours, COLOR_BGRA2BGR);
        Face face = track.face()
                .movedBy(-where.x(), -where.y())
                .scaled((double) width / where.width(), (double) height / where.height());
        Mat skin = skinMask.find(hostColours, face, track.skin());
        threshold(skin, skin, NO_SKIN, 0, THRESH_TOZERO);
        Optional<PictureRect> found = bounds(skin);
        if (found.isEmpty()) {
            return;
        }
        try (Rect rect = rect(found.get());
                Mat skinHere = new Mat(skin, rect);
                M smallHere = math.part(small, enlarged(found.get(), 2));
                M partHere = math.part(part, enlarged(found.get(), 2 * step))) {
            math.upload(skinHere, maskSmall);
            math.resize(maskSmall, mask, math.width(smallHere), math.height(smallHere));
            if (settings.strength() > 0) {
                calmTexture(partHere, CALM * settings.strength() * track.presence(), opaque);
            }
            coloursOnly(mask);
            findChange(smallHere, width, step, track.presence());
            math.resize(change, enlarged, math.width(partHere), math.height(partHere));
            math.addWeighted(partHere, 1, enlarged, 1, -UNCHANGED, partHere);
            if (!opaque) { // a premultiplied colour is never more than its alpha
                math.extractChannel(partHere, single, ALPHA);
                math.convertColour(single, enlarged, COLOR_GRAY2BGRA);
                math.min(partHere, enlarged, partHere);
            }
        }
    }

    /// Makes weights of a mask, for blue, green and red; alpha has none and stays as it is.
    private void coloursOnly(M of) {
        math.convertColour(of, maskColours, COLOR_GRAY2BGRA);
        math.subtract(of, of, single);
        math.insertChannel(single, maskColours, ALPHA);
    }

    /// {@return where a mask has skin, with what smoothing needs around}
    private static Optional<PictureRect> bounds(Mat skin) {
        try (Rect found = boundingRect(skin)) {
            if (found.width() == 0) {
                return Optional.empty();
            }
            int left = Math.max(0, found.x() - SKIN_MARGIN) / SKIN_GRID * SKIN_GRID;
            int top = Math.max(0, found.y() - SKIN_MARGIN) / SKIN_GRID * SKIN_GRID;
            int right = onGrid(found.x() + found.width() + SKIN_MARGIN, skin.cols());
            int bottom = onGrid(found.y() + found.height() + SKIN_MARGIN, skin.rows());
            return Optional.of(new PictureRect(left, top, right - left, bottom - top));
        }
    }

    private static int onGrid(int end, int most) {
        return Math.min(most, Math.ceilDiv(end, SKIN_GRID) * SKIN_GRID);
    }

    private static Rect rect(PictureRect rect) {
        return new Rect(rect.x(), rect.y(), rect.width(), rect.height());
    }

    private static PictureRect enlarged(PictureRect rect, int by) {
        return new PictureRect(by * rect.x(), by * rect.y(), by * rect.width(), by * rect.height());
    }

    /// Finds what is to be added to the colours of small skin, into `change`.
    ///
    /// @param width of the face's small surroundings
    /// @param step  how much smaller they are
    private void findChange(M smallHere, int width, int step, double amount) {
        int widthHere = math.width(smallHere);
        int heightHere = math.height(smallHere);
        math.convertColour(smallHere, colours, COLOR_BGRA2BGR);
        double strength = settings.strength();
        math.bilateral(colours, smooth, step < 4 ? 7 : 5, 14 + 22 * strength, 2 + width * 0.02);
        math.average(smooth, tiny, Math.max(1, widthHere / EVEN_STEP), Math.max(1, heightHere / EVEN_STEP));
        math.gaussian(tiny, tiny, width * 0.05 / EVEN_STEP);
        math.resize(tiny, evened, widthHere, heightHere);
        math.addWeighted(smooth, 1 - 0.2 * strength, evened, 0.2 * strength, 0, smooth);
        double share = Math.sqrt(strength);
        math.addWeighted(colours, 1 - share, smooth, share, 0, smooth);
        math.convertColour(smooth, evened, COLOR_BGR2YCrCb);
        math.lookUp(evened, toneTable, evened);
        math.convertColour(evened, smooth, COLOR_YCrCb2BGR);
        if (settings.whiten() > 0) {
            math.convertColour(smooth, grey, COLOR_BGR2GRAY);
            math.convertColour(grey, colours, COLOR_GRAY2BGR);
            double paleness = PALEST * settings.whiten();
            math.addWeighted(smooth, 1 - paleness, colours, paleness, 0, smooth);
        }
        math.convertColour(smooth, evened, COLOR_BGR2BGRA);

        math.subtract(evened, smallHere, more);
        math.multiply(more, maskColours, more, amount * ONE_OVER_255);
        math.subtract(smallHere, evened, less);
        math.multiply(less, maskColours, less, amount * ONE_OVER_255);
        math.addWeighted(more, 1, less, -1, UNCHANGED, change);
    }

    /// Takes away a part of the finest grain, which is the camera's noise more than the skin's texture.
    ///
    /// @param most of the grain, where there is nothing but skin
    private void calmTexture(M partHere, double most, boolean opaque) {
        math.addWeighted(mask, most, mask, 0, 0, grey);
        math.resize(grey, grain, math.width(partHere), math.height(partHere));
        math.binomial(partHere, soft);
        if (!opaque) {
            math.extractChannel(partHere, single, ALPHA);
            math.insertChannel(single, soft, ALPHA);
        }
        math.blend(soft, grain, partHere);
    }

    /// @param where the part lies in the picture
    /// @param face  in pixels of the part
    private void sharpenEyes(M part, PictureRect where, Face face, double most) {
        double distance = face.eyeDistance();
        for (int eye = 0; eye < 2; eye++) {
            double x = eye == 0 ? face.rightEyeX() : face.leftEyeX();
            double y = eye == 0 ? face.rightEyeY() : face.leftEyeY();
            int left = (int) Math.round(x - EYE_WIDTH * distance);
            int top = (int) Math.round(y - EYE_HEIGHT * distance);
            int width = (int) Math.round(2 * EYE_WIDTH * distance);
            int height = (int) Math.round(2 * EYE_HEIGHT * distance);
            boolean inside = left >= 0 && top >= 0 && left + width <= where.width() && top + height <= where.height();
            if (inside && height >= LEAST_EYE) {
                try (M eyeHere = math.part(part, new PictureRect(left, top, width, height))) {
                    math.upload(skinMask.eye(width, height, face.tiltDegrees()), maskSmall);
                    sharpen(eyeHere, distance, most);
                }
            }
        }
    }

    private void sharpen(M eyeHere, double distance, double most) {
        coloursOnly(maskSmall);
        math.gaussian(eyeHere, soft, Math.max(LEAST_SIGMA, distance * EYE_DETAIL));
        math.subtract(eyeHere, soft, more);
        math.multiply(more, maskColours, more, SHARPEST * most * ONE_OVER_255);
        math.subtract(soft, eyeHere, less);
        math.multiply(less, maskColours, less, SHARPEST * most * ONE_OVER_255);
        math.add(eyeHere, more, eyeHere);
        math.subtract(eyeHere, less, eyeHere);
    }

    /// {@return for lightness a curve that lifts the middle tones and leaves black and white where they are; for
    /// the two colour differences one that makes up for the colour lost by that}
    private static Mat toneCurves(BeautySettings settings) {
        byte[] curves = new byte[3 * 256];
        double lift = Math.pow(settings.brighten(), 1.5); // the eye sees little of the first half of the way
        double gamma = 1 / (1 + 0.34 * lift + 0.25 * settings.whiten());
        double saturation = 1 + 0.1 * lift;
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
                grey,
                tiny,
                evened,
                toneTable,
                more,
                less,
                change,
                maskSmall,
                mask,
                maskColours,
                enlarged,
                soft,
                grain,
                single)) {
            image.close();
        }
        host.close();
        hostColours.close();
    }
}
