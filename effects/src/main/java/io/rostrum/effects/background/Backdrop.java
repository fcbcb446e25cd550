package io.rostrum.effects.background;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Pictures;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.watermark.PictureFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/// A picture behind a person, in the size of the pictures that it is put behind. A file is read once; it is scaled
/// when that size changes. Confined to one thread.
///
/// @param <M> the kind of memory worked on
final class Backdrop<M extends Pointer> implements AutoCloseable {
    private final ImageMath<M> math;
    private final Mat whole;
    private final M fitted;
    private @Nullable PictureSize fittedTo;

    private Backdrop(ImageMath<M> math, Mat whole) {
        this.math = math;
        this.whole = whole;
        this.fitted = math.create();
    }

    static <M extends Pointer> Backdrop<M> of(ImageMath<M> math, int rgb) {
        try (Scalar colour = new Scalar(rgb & 0xFF, rgb >> 8 & 0xFF, rgb >> 16 & 0xFF, 0xFF)) {
            return new Backdrop<>(math, new Mat(1, 1, CV_8UC4, colour));
        }
    }

    /// @param file what is transparent in it is black
    /// @throws UncheckedIOException in words for the user, if it cannot be read or is no picture
    static <M extends Pointer> Backdrop<M> of(ImageMath<M> math, Path file) {
        try (FramePool pool = new FramePool();
                VideoFrame picture = Pictures.overBlack(Pictures.fromImage(pool, PictureFile.read(file), 0))) {
            return new Backdrop<>(math, picture.mat().clone());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// {@return it in this size, opaque BGRA; borrowed, valid until the next call}
    M in(PictureSize size) {
        if (!size.equals(fittedTo)) {
            fit(size);
            fittedTo = size;
        }
        return fitted;
    }

    private void fit(PictureSize size) {
        double scale = Math.max((double) size.width() / whole.cols(), (double) size.height() / whole.rows());
        int width = Math.clamp(Math.round(size.width() / scale), 1, whole.cols());
        int height = Math.clamp(Math.round(size.height() / scale), 1, whole.rows());
        try (Rect middle = new Rect((whole.cols() - width) / 2, (whole.rows() - height) / 2, width, height);
                Mat seen = new Mat(whole, middle);
                Size target = new Size(size.width(), size.height());
                Mat scaled = new Mat()) {
            resize(seen, scaled, target, 0, 0, scale < 1 ? INTER_AREA : INTER_LINEAR);
            math.upload(scaled, fitted);
        }
    }

    @Override
    public void close() {
        whole.close();
        fitted.close();
    }
}
