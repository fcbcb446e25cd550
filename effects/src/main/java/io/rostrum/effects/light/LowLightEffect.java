package io.rostrum.effects.light;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.VideoFrame;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;

/// Lifts dark pictures: what is dark the most, what is light hardly, and none where there is light enough. All three
/// colours of a pixel are lifted by the same factor, so that colours stay what they are; what is dark beside something
/// light is lifted less than what is dark among darkness, so that faces keep their shape.
///
/// @param <M> the kind of memory worked on
public final class LowLightEffect<M extends Pointer> implements PictureEffect<M> {
    /// The code of a factor of one; the greatest is that of 255.
    private static final double ONE = 80;
    /// Keeps black from being lifted without end.
    private static final double TOE = 0.02;
    /// Less than this is not worth a change.
    private static final double LEAST = 0.01;

    private static final int LOOK_WIDTH = 80;
    private static final int LOOK_HEIGHT = 45;
    /// How much smaller the surroundings of a pixel are looked at.
    private static final int AROUND_STEP = 8;

    private static final double AROUND_SIGMA = 3;
    private static final int ALPHA = 3;
    private static final double[] LOGARITHMS = logarithms();

    private final ImageMath<M> math;
    private final double strength;
    private final boolean calms;
    private final NoiseFilter<M> noise;
    private final Exposure exposure = new Exposure();
    private final M small;
    private final M grey;
    private final M around;
    private final M lift;
    private final M liftAround;
    private final M factors;
    private final M alpha;
    private final M table;
    private final Mat host = new Mat();
    private final Mat hostGrey = new Mat();
    private final byte[] codes = new byte[LOOK_WIDTH * LOOK_HEIGHT];
    private double exponent = 1;
    private double tableExponent = 1;

    public LowLightEffect(ImageMath<M> math, LowLightSettings settings) {
        this.math = math;
        strength = settings.strength();
        calms = settings.denoise() > 0;
        noise = new NoiseFilter<>(math, settings.denoise());
        small = math.create();
        grey = math.create();
        around = math.create();
        lift = math.create();
        liftAround = math.create();
        factors = math.create();
        alpha = math.create();
        table = math.create();
    }

    private static double[] logarithms() {
        double[] values = new double[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.log((i + 1) / 256.0);
        }
        return values;
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        exponent = 1 + strength * (exposure.follow(lightness(pixels), frame.ptsNanos()) - 1);
        return calms || lifts();
    }

    private boolean lifts() {
        return exponent < 1 - LEAST;
    }

    /// {@return the geometric mean, 0..1: a lamp in a dark room makes it no light one}
    private double lightness(M pixels) {
        math.resize(pixels, small, LOOK_WIDTH, LOOK_HEIGHT);
        math.download(small, host);
        cvtColor(host, hostGrey, COLOR_BGRA2GRAY);
        try (BytePointer data = hostGrey.data()) {
            data.get(codes);
        }
        double sum = 0;
        for (byte code : codes) {
            sum += LOGARITHMS[code & 0xFF];
        }
        return Math.exp(sum / codes.length);
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        if (calms) {
            noise.calm(pixels, frame);
        }
        if (!lifts()) {
            return;
        }
        prepareTable();
        int width = frame.width();
        int height = frame.height();
        math.convertColour(pixels, grey, COLOR_BGRA2GRAY);
        math.shrink(grey, small, Math.max(1, width / AROUND_STEP), Math.max(1, height / AROUND_STEP));
        math.gaussian(small, small, AROUND_SIGMA);
        math.resize(small, around, width, height);
        math.addWeighted(grey, 0.5, around, 0.5, 0, around);
        math.lookUp(grey, table, lift);
        math.lookUp(around, table, liftAround);
        math.min(lift, liftAround, lift);
        if (!frame.opaque()) {
            math.extractChannel(pixels, alpha, ALPHA);
        }
        math.convertColour(lift, factors, COLOR_GRAY2BGRA);
        math.multiply(pixels, factors, pixels, 1 / ONE);
        if (!frame.opaque()) { // a premultiplied colour is never more than its alpha
            math.insertChannel(alpha, pixels, ALPHA);
            math.convertColour(alpha, factors, COLOR_GRAY2BGRA);
            math.min(pixels, factors, pixels);
        }
    }

    private void prepareTable() {
        if (tableExponent == exponent) {
            return;
        }
        tableExponent = exponent;
        byte[] factorCodes = new byte[256];
        for (int i = 0; i < factorCodes.length; i++) {
            double factor = Math.pow((i / 255.0 + TOE) / (1 + TOE), exponent - 1);
            factorCodes[i] = (byte) Math.min(255, Math.round(ONE * factor));
        }
        try (Mat mat = new Mat(1, 256, CV_8U);
                BytePointer data = mat.data()) {
            data.put(factorCodes);
            math.upload(mat, table);
        }
    }

    @Override
    public void close() {
        noise.close();
        for (M image : List.of(small, grey, around, lift, liftAround, factors, alpha, table)) {
            image.close();
        }
        host.close();
        hostGrey.close();
    }
}
