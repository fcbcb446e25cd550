package io.rostrum.effects.filter;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.Pictures;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;

/// Pictures for tests, one pixel at a time.
final class Pixels {
    private Pixels() {}

    /// {@return a pixel, premultiplied 0xAARRGGBB}
    static int argb(VideoFrame frame, int x, int y) {
        return frame.pixels()
                .capacity((long) frame.strideBytes() * frame.height())
                .getInt((long) y * frame.strideBytes() + 4L * x);
    }

    /// {@return a picture of one row with these pixels, straight 0xAARRGGBB}
    static VideoFrame row(FramePool pool, boolean alpha, int... pixels) {
        int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(pixels.length, 1, type);
        image.setRGB(0, 0, pixels.length, 1, pixels, 0, pixels.length);
        return Pictures.fromImage(pool, image, 0);
    }

    /// {@return the first row of a picture, premultiplied}
    static int[] row(VideoFrame frame) {
        int[] row = new int[frame.width()];
        for (int x = 0; x < row.length; x++) {
            row[x] = argb(frame, x, 0);
        }
        return row;
    }

    /// {@return what a filter makes of a picture}
    ///
    /// @param input taken
    static VideoFrame filtered(String spec, VideoFrame input) {
        try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse(spec)), GpuMode.OFF)) {
            return chain.apply(input);
        }
    }

    /// {@return a picture of the tests' resources}
    static BufferedImage picture(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Pixels.class.getResourceAsStream("/media/" + resource))) {
            return ImageIO.read(in);
        }
    }

    /// {@return the greatest difference of red, green or blue of two opaque pixels}
    static int difference(int a, int b) {
        return Math.max(
                Math.abs((a >> 16 & 0xFF) - (b >> 16 & 0xFF)),
                Math.max(Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF)), Math.abs((a & 0xFF) - (b & 0xFF))));
    }
}
