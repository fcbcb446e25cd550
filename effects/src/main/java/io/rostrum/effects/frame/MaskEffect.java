package io.rostrum.effects.frame;

import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Pictures;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.watermark.PictureFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/// Makes transparent what a picture from a file says. The file is read once; it is scaled when the size of what
/// is masked changes.
///
/// @param <M> the kind of memory worked on
public final class MaskEffect<M extends Pointer> implements PictureEffect<M> {
    private static final double ONE_OVER_255 = 1.0 / 255;
    private static final int ALPHA = 3;

    private final ImageMath<M> math;
    private final Mat whole = new Mat();
    private final M mask;
    private @Nullable PictureSize preparedFor;

    /// @throws UncheckedIOException in words for the user, if the file cannot be read or is no picture
    public MaskEffect(ImageMath<M> math, FrameSettings.Mask settings) {
        this.math = math;
        try (FramePool pool = new FramePool();
                VideoFrame picture = Pictures.fromImage(pool, PictureFile.read(settings.file()), 0)) {
            if (picture.opaque()) {
                cvtColor(picture.mat(), whole, COLOR_BGRA2GRAY);
            } else {
                extractChannel(picture.mat(), whole, ALPHA);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        if (settings.inverted()) {
            bitwise_not(whole, whole);
        }
        this.mask = math.create();
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        return true;
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        if (!frame.size().equals(preparedFor)) {
            prepare(frame.size());
            preparedFor = frame.size();
        }
        math.multiply(pixels, mask, pixels, ONE_OVER_255);
    }

    private void prepare(PictureSize picture) {
        boolean shrinks = picture.width() < whole.cols() && picture.height() < whole.rows();
        try (Mat scaled = new Mat();
                Mat all = new Mat();
                Size size = new Size(picture.width(), picture.height())) {
            resize(whole, scaled, size, 0, 0, shrinks ? INTER_AREA : INTER_LINEAR);
            cvtColor(scaled, all, COLOR_GRAY2BGRA);
            insertChannel(scaled, all, ALPHA);
            math.upload(all, mask);
        }
    }

    @Override
    public boolean makesTransparent() {
        return true;
    }

    @Override
    public void close() {
        whole.close();
        mask.close();
    }
}
