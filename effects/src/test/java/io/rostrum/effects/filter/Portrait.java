package io.rostrum.effects.filter;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/// A person before a moving camera with sensor noise, made from a public-domain photograph.
///
/// The photograph is enlarged four times; pictures are cut out of it, a little further with each frame.
final class Portrait implements AutoCloseable {
    static final PictureSize HD = new PictureSize(1280, 720);
    private static final int ENLARGED = 4;
    private static final int LEFT = 400;
    private static final int TOP = 100;
    private static final int NOISE = 4;

    private final FramePool pool;
    private final Mat large = new Mat();
    private final Mat[] noise = new Mat[3];

    Portrait(FramePool pool) {
        this.pool = pool;
        byte[] file;
        try (InputStream in = Objects.requireNonNull(Portrait.class.getResourceAsStream("/media/astronaut.png"))) {
            file = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (BytePointer bytes = new BytePointer(file);
                Mat encoded = new Mat(1, file.length, CV_8UC1, bytes);
                Mat photograph = imdecode(encoded, IMREAD_COLOR);
                Size size = new Size(photograph.cols() * ENLARGED, photograph.rows() * ENLARGED)) {
            resize(photograph, large, size, 0, 0, INTER_CUBIC);
        }
        Random random = new Random(1969);
        for (int i = 0; i < noise.length; i++) {
            byte[] grain = new byte[HD.width() * HD.height() * 3];
            random.nextBytes(grain);
            for (int b = 0; b < grain.length; b++) {
                grain[b] = (byte) ((grain[b] & 0xFF) % (NOISE + 1));
            }
            noise[i] = new Mat(HD.height(), HD.width(), CV_8UC3);
            noise[i].data().put(grain);
        }
    }

    /// {@return the picture of a frame: 2 pixels further right, and up to 4 higher or lower, than the one before}
    VideoFrame frame(int index) {
        return frame(index, index);
    }

    /// {@return the picture of a frame with the noise of another}
    VideoFrame frame(int index, int noiseIndex) {
        return frame(index, noiseIndex, 1);
    }

    /// {@return the picture of a frame with the noise of another, taken in less light}
    ///
    /// @param light what is left of each colour, 0..1; the noise stays
    VideoFrame frame(int index, int noiseIndex, double light) {
        VideoFrame frame = pool.take(HD, index * 33_333_333L, true);
        try (Rect cut = new Rect(left(index), top(index), HD.width(), HD.height());
                Mat part = new Mat(large, cut);
                Mat noisy = new Mat()) {
            part.convertTo(noisy, -1, light, 0);
            add(noisy, noise[noiseIndex % noise.length], noisy);
            subtract(noisy, noise[(noiseIndex + 1) % noise.length], noisy);
            cvtColor(noisy, frame.mat(), COLOR_BGR2BGRA);
        }
        return frame;
    }

    /// {@return x in the picture of a frame of a point of the photograph}
    static int x(double inPhotograph, int index) {
        return (int) Math.round(inPhotograph * ENLARGED) - left(index);
    }

    static int y(double inPhotograph, int index) {
        return (int) Math.round(inPhotograph * ENLARGED) - top(index);
    }

    private static int left(int index) {
        return LEFT - 100 + 2 * (index % 100);
    }

    private static int top(int index) {
        return TOP + (int) Math.round(20 * Math.sin(index / 10.0));
    }

    @Override
    public void close() {
        large.close();
        for (Mat mat : noise) {
            mat.close();
        }
    }
}
