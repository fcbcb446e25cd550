package io.rostrum.effects.gpu;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;

/// The operations that filters are made of, on images of one kind of memory. Confined to one thread.
///
/// Names and meanings are OpenCV's; results of 8 bits are rounded and saturated. The last image is written to and
/// takes the size and type of the result; it may be one of the inputs unless said otherwise. What is created here
/// or seen through [#part] is closed by the caller.
///
/// @param <M> OpenCV's `Mat` or `UMat`
public interface ImageMath<M extends Pointer> {
    /// {@return an empty image that will take its size from the first result written to it}
    M create();

    /// {@return the pixels of a frame, brought here if they are elsewhere; borrowed from the frame}
    M pixels(VideoFrame frame);

    /// {@return a view of a part of an image, which shares its pixels}
    M part(M image, PictureRect part);

    int width(M image);

    int height(M image);

    void upload(Mat from, M to);

    void download(M from, Mat to);

    void copy(M from, M to);

    /// Enlarges a part of an image to the size of the whole; what lies between pixels is interpolated linearly.
    ///
    /// @param left of the part, pixels, as `top`; within the image
    /// @param size the part of the image's sides that it has, 0..1
    void zoom(M from, M to, double left, double top, double size);

    /// Makes an image of another size; what lies between pixels is interpolated linearly.
    void resize(M from, M to, int width, int height);

    /// Makes a smaller image at once; each pixel is the mean of those it stands for.
    void average(M from, M to, int width, int height);

    /// Makes a smaller image as [#average] does; by a half first, which is faster, where one fits.
    default void shrink(M from, M to, int width, int height) {
        boolean halfFits = width(from) % (2 * width) == 0 && height(from) % (2 * height) == 0;
        if (!halfFits || width(from) == 2 * width) {
            average(from, to, width, height);
            return;
        }
        try (M half = create()) {
            average(from, half, width(from) / 2, height(from) / 2);
            shrink(half, to, width, height);
        }
    }

    /// @param sigma standard deviation in pixels; borders are mirrored
    void gaussian(M from, M to, double sigma);

    /// Smooths with the weights 1 2 1 in both directions; much faster than [#gaussian].
    void binomial(M from, M to);

    /// Edge-preserving smoothing of one or three channels; not in place.
    void bilateral(M from, M to, int diameter, double sigmaColour, double sigmaSpace);

    /// @param code one of OpenCV's `COLOR_` conversions
    void convertColour(M from, M to, int code);

    void add(M a, M b, M to);

    /// `a − b`, nothing below 0.
    void subtract(M a, M b, M to);

    /// `a · b · scale`
    void multiply(M a, M b, M to, double scale);

    void addWeighted(M a, double weightA, M b, double weightB, double offset, M to);

    /// Lays one picture of four channels on another: `(picture · weight + on · (255 − weight)) / 255`.
    ///
    /// @param weight one channel, of the same size
    /// @param on     written to
    void blend(M picture, M weight, M on);

    /// The lesser of both.
    void min(M a, M b, M to);

    /// `255 − a`
    void invert(M a, M to);

    /// @param table 1x256, 8 bits, one channel or as many as `from` has
    void lookUp(M from, M table, M to);

    void extractChannel(M from, M to, int channel);

    /// Puts an image of one channel into one of more, whose others stay as they are.
    void insertChannel(M from, M to, int channel);
}
