package io.rostrum.effects.picture;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/// Reads compressed pictures (PNG, JPEG, WebP) of 8 bits a channel into frames, one after the other: its
/// memory is used again. Confined to one thread.
public final class PictureDecoder implements AutoCloseable {
    private final Canvas canvas = new Canvas();
    private final Mat decoded = new Mat();
    private final Mat alpha = new Mat();

    /// {@return the picture; known to be opaque where every pixel of it is}
    ///
    /// @param compressed    borrowed
    /// @param premultiplied whether its colours are multiplied by its alpha already; those of a PNG should not be
    /// @param ptsNanos      nanoseconds of the session's clock
    /// @throws IOException if it is no picture, or of a kind that is not read
    @MustBeClosed
    public VideoFrame decode(FramePool pool, byte[] compressed, boolean premultiplied, long ptsNanos)
            throws IOException {
        try (BytePointer bytes = new BytePointer(compressed);
                Mat row = new Mat(1, compressed.length, CV_8UC1, bytes)) {
            imdecode(row, IMREAD_UNCHANGED, decoded);
        }
        if (decoded.empty() || decoded.depth() != CV_8U) {
            throw new IOException(compressed.length + " bytes (expected: a picture of 8 bits a channel)");
        }
        boolean opaque = decoded.channels() < 4 || opaque();
        VideoFrame frame = pool.take(new PictureSize(decoded.cols(), decoded.rows()), ptsNanos, opaque);
        switch (decoded.channels()) {
            case 1 -> cvtColor(decoded, frame.mat(), COLOR_GRAY2BGRA);
            case 3 -> cvtColor(decoded, frame.mat(), COLOR_BGR2BGRA);
            default -> decoded.copyTo(frame.mat());
        }
        if (!opaque && !premultiplied) {
            canvas.premultiply(frame);
        }
        return frame;
    }

    private boolean opaque() {
        extractChannel(decoded, alpha, 3);
        bitwise_not(alpha, alpha);
        return countNonZero(alpha) == 0;
    }

    @Override
    public void close() {
        canvas.close();
        decoded.close();
        alpha.close();
    }
}
