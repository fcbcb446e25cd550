package io.rostrum.effects.background;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;

import io.rostrum.effects.background.BackgroundSettings.Instead;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.segmentation.PersonOutline;
import io.rostrum.effects.thrift.Thrift;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/// Takes away what is behind a person, or puts something else there. The light of the old background is taken from
/// the outline.
///
/// @param <M> the kind of memory worked on
public final class BackgroundEffect<M extends Pointer> implements PictureEffect<M> {
    private static final double ONE_OVER_255 = 1.0 / 255;
    private static final int ALPHA = 3;

    private final ImageMath<M> math;
    private final double spill;
    private final PersonOutline outline;
    private final EdgeColours edge = new EdgeColours();
    private final @Nullable Backdrop<M> backdrop;
    /// What stays of the picture itself at each value of the mask, and what comes from [EdgeColours].
    private final Mat ownTable;

    private final Mat edgeTable;
    private final Mat hostHalf = new Mat();
    private final Mat share = new Mat();
    private final M half;
    private final M single;
    private final M weights;
    private final M colours;

    /// @throws java.io.UncheckedIOException in words for the user, if the file of a picture cannot be read or is none
    public BackgroundEffect(ImageMath<M> math, BackgroundSettings settings) {
        this.math = math;
        this.backdrop = switch (settings.instead()) {
            case Instead.Nothing _ -> null;
            case Instead.Colour colour -> Backdrop.of(math, colour.rgb());
            case Instead.Picture picture -> Backdrop.of(math, picture.file());
        };
        this.spill = settings.spill();
        this.outline = new PersonOutline(settings.edge(), settings.smoothness());
        this.ownTable = table(part -> part * (1 - spill * (1 - part)));
        this.edgeTable = table(part -> part * spill * (1 - part));
        half = math.create();
        single = math.create();
        weights = math.create();
        colours = math.create();
    }

    private static Mat table(DoubleUnaryOperator function) {
        byte[] values = new byte[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Math.round(255 * function.applyAsDouble(i * ONE_OVER_255));
        }
        Mat mat = new Mat(1, 256, CV_8U);
        try (BytePointer data = mat.data()) {
            data.put(values);
        }
        return mat;
    }

    @Override
    public void heed(Thrift thrift) {
        outline.heed(thrift);
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        return true;
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        int shrink = outline.shrink();
        math.shrink(pixels, half, Math.max(1, frame.width() / shrink), Math.max(1, frame.height() / shrink));
        math.download(half, hostHalf);
        Mat mask = outline.find(hostHalf);
        LUT(mask, ownTable, share);
        weigh(share, frame);
        if (backdrop == null) {
            enlarge(mask, frame);
            math.insertChannel(single, weights, ALPHA);
        }
        math.multiply(pixels, weights, pixels, ONE_OVER_255);
        if (spill > 0) {
            LUT(mask, edgeTable, share);
            weigh(share, frame);
            math.upload(edge.find(outline.quarter(), mask), half);
            math.resize(half, colours, frame.width(), frame.height());
            math.multiply(colours, weights, colours, ONE_OVER_255);
            math.add(pixels, colours, pixels);
        }
        if (backdrop != null) {
            weigh(mask, frame);
            math.invert(weights, weights);
            math.multiply(backdrop.in(frame.size()), weights, weights, ONE_OVER_255);
            math.add(pixels, weights, pixels);
        }
        if (backdrop == null || !frame.opaque()) { // a premultiplied colour is never more than its alpha
            math.extractChannel(pixels, single, ALPHA);
            math.convertColour(single, weights, COLOR_GRAY2BGRA);
            math.min(pixels, weights, pixels);
        }
    }

    /// Makes a weight for blue, green and red of each pixel; that of alpha is 255.
    ///
    /// @param small of any size
    private void weigh(Mat small, VideoFrame frame) {
        enlarge(small, frame);
        math.convertColour(single, weights, COLOR_GRAY2BGRA);
    }

    private void enlarge(Mat small, VideoFrame frame) {
        math.upload(small, half);
        math.resize(half, single, frame.width(), frame.height());
    }

    @Override
    public boolean makesTransparent() {
        return backdrop == null;
    }

    @Override
    public void close() {
        outline.close();
        edge.close();
        if (backdrop != null) {
            backdrop.close();
        }
        for (Mat mat : new Mat[] {ownTable, edgeTable, hostHalf, share}) {
            mat.close();
        }
        for (M image : List.of(half, single, weights, colours)) {
            image.close();
        }
    }
}
