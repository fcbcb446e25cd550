package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.ellipse;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.VideoFrame;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BeautyTest {
    private static final int WARM_UP = 12;

    private final FramePool pool = new FramePool();
    private final Portrait portrait = new Portrait(pool);

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        portrait.close();
        pool.close();
    }

    @Test
    void skinIsSmoothedAndLiftedWhileEyesStaySharp() {
        try (FilterChain chain = warm("beauty=0.6");
                VideoFrame before = portrait.frame(WARM_UP);
                VideoFrame after = chain.apply(portrait.frame(WARM_UP))) {
            int cheekX = Portrait.x(240, WARM_UP);
            int cheekY = Portrait.y(118, WARM_UP);
            assertThat(Likeness.detail(after.mat(), cheekX, cheekY, 40))
                    .isLessThan(Likeness.detail(before.mat(), cheekX, cheekY, 40) * 0.8);
            assertThat(Likeness.lightness(after.mat(), cheekX, cheekY, 40))
                    .isGreaterThan(Likeness.lightness(before.mat(), cheekX, cheekY, 40) + 2);
            int eyeX = Portrait.x(201.7, WARM_UP) - 20;
            int eyeY = Portrait.y(100.3, WARM_UP) - 12;
            assertThat(Likeness.detail(after.mat(), eyeX, eyeY, 24))
                    .isGreaterThan(Likeness.detail(before.mat(), eyeX, eyeY, 24) * 0.9);
        }
    }

    @Test
    void skinIsLiftedAndWhitenedWithoutBeingSmoothed() {
        int cheekX = Portrait.x(240, WARM_UP);
        int cheekY = Portrait.y(118, WARM_UP);
        try (FilterChain lifted = warm("beauty=0,brighten=1");
                FilterChain whitened = warm("beauty=0,whiten=1");
                VideoFrame before = portrait.frame(WARM_UP);
                VideoFrame light = lifted.apply(portrait.frame(WARM_UP));
                VideoFrame pale = whitened.apply(portrait.frame(WARM_UP))) {
            assertThat(Likeness.lightness(light.mat(), cheekX, cheekY, 40))
                    .isGreaterThan(Likeness.lightness(before.mat(), cheekX, cheekY, 40) + 4);
            assertThat(Likeness.detail(light.mat(), cheekX, cheekY, 40))
                    .isGreaterThan(Likeness.detail(before.mat(), cheekX, cheekY, 40) * 0.9);
            assertThat(colourfulness(pale, cheekX, cheekY)).isLessThan(0.8 * colourfulness(before, cheekX, cheekY));
        }
    }

    @Test
    void eyesAloneAreSharpened() {
        try (FilterChain chain = warm("beauty=0,eyes=1");
                VideoFrame before = portrait.frame(WARM_UP);
                VideoFrame after = chain.apply(portrait.frame(WARM_UP))) {
            int eyeX = Portrait.x(201.7, WARM_UP) - 20;
            int eyeY = Portrait.y(100.3, WARM_UP) - 12;
            assertThat(Likeness.detail(after.mat(), eyeX, eyeY, 24))
                    .isGreaterThan(Likeness.detail(before.mat(), eyeX, eyeY, 24) * 1.2);
            try (Rect cheek = new Rect(Portrait.x(240, WARM_UP), Portrait.y(118, WARM_UP), 40, 40);
                    Mat cheekBefore = new Mat(before.mat(), cheek);
                    Mat cheekAfter = new Mat(after.mat(), cheek)) {
                assertThat(Likeness.greatestDifference(cheekBefore, cheekAfter)).isZero();
            }
        }
    }

    @Test
    void whatIsTransparentStaysSo() {
        try (FilterChain cutOut = warm("background=remove");
                FilterChain both = FilterChain.create(
                        List.of(FilterSpec.parse("background=remove"), FilterSpec.parse("beauty=1,eyes=1")),
                        GpuMode.OFF)) {
            for (int i = 0; i < WARM_UP; i++) {
                both.apply(portrait.frame(i)).close();
            }
            try (VideoFrame before = cutOut.apply(portrait.frame(WARM_UP));
                    VideoFrame after = both.apply(portrait.frame(WARM_UP))) {
                for (int y = 0; y < 720; y += 3) {
                    for (int x = 0; x < 1280; x += 3) {
                        int argb = Pixels.argb(after, x, y);
                        int alpha = argb >>> 24;
                        assertThat(alpha).isEqualTo(Pixels.argb(before, x, y) >>> 24);
                        assertThat(Math.max(argb >> 16 & 0xFF, Math.max(argb >> 8 & 0xFF, argb & 0xFF)))
                                .isLessThanOrEqualTo(alpha);
                    }
                }
                assertThat(Likeness.meanDifference(before.mat(), after.mat())).isPositive();
            }
        }
    }

    /// {@return how far red and blue lie apart there, on average, codes}
    private static double colourfulness(VideoFrame frame, int x, int y) {
        double sum = 0;
        for (int row = y; row < y + 40; row++) {
            for (int column = x; column < x + 40; column++) {
                int argb = Pixels.argb(frame, column, row);
                sum += Math.abs((argb >> 16 & 0xFF) - (argb & 0xFF));
            }
        }
        return sum / 1600;
    }

    @Test
    void outsideOfTheSkinNothingIsToBeSeen() {
        try (FilterChain chain = warm("beauty=1");
                VideoFrame before = portrait.frame(WARM_UP);
                VideoFrame after = chain.apply(portrait.frame(WARM_UP));
                Mat outside = outsideOfSkin(WARM_UP);
                Mat everywhere = new Mat(720, 1280, CV_8UC1, new Scalar(255, 0, 0, 0))) {
            assertThat(Likeness.ssim(before.mat(), after.mat(), outside)).isGreaterThan(0.98);
            assertThat(Likeness.ssim(before.mat(), after.mat(), everywhere)).isLessThan(0.9999);
            try (Rect rect = new Rect(900, 0, 380, 720);
                    Mat farBefore = new Mat(before.mat(), rect);
                    Mat farAfter = new Mat(after.mat(), rect)) {
                assertThat(Likeness.greatestDifference(farBefore, farAfter)).isZero();
            }
        }
    }

    @Test
    void withoutAFaceTheVeryFramePasses() {
        try (Canvas canvas = new Canvas();
                FilterChain chain = FilterChain.create(List.of(FilterSpec.parse("beauty=1")), GpuMode.OFF)) {
            for (int i = 0; i < 8; i++) {
                VideoFrame input = pool.take(Portrait.HD, i, true);
                canvas.fill(input, 0xFFD2A080); // the colour of skin, in stripes
                canvas.fill(input, 0xFF303030, new PictureRect(100 * i, 0, 50, 720));
                try (VideoFrame output = chain.apply(input)) {
                    assertThat(output).isSameAs(input);
                }
            }
        }
    }

    @Test
    void theEffectComesSoftly() {
        try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse("beauty=1")), GpuMode.OFF)) {
            double last = 0;
            for (int i = 0; i < 6; i++) {
                try (VideoFrame before = portrait.frame(i);
                        VideoFrame after = chain.apply(portrait.frame(i))) {
                    double change = Likeness.meanDifference(before.mat(), after.mat());
                    assertThat(change).isBetween(last, last + 0.5);
                    last = change;
                }
            }
            assertThat(last).isPositive();
        }
    }

    private FilterChain warm(String spec) {
        FilterChain chain = FilterChain.create(List.of(FilterSpec.parse(spec)), GpuMode.OFF);
        for (int i = 0; i < WARM_UP; i++) {
            chain.apply(portrait.frame(i)).close();
        }
        return chain;
    }

    /// Face, ears and neck as marked by hand in the photograph, with a rim for the window of the measure.
    private static Mat outsideOfSkin(int index) {
        try (Scalar white = new Scalar(255, 0, 0, 0);
                Scalar black = new Scalar(0, 0, 0, 0);
                Point centre = new Point(Portrait.x(225, index), Portrait.y(128, index));
                Size axes = new Size(54 * 4, 64 * 4)) {
            Mat mask = new Mat(720, 1280, CV_8UC1, white);
            ellipse(mask, centre, axes, 0, 0, 360, black, FILLED, LINE_8, 0);
            return mask;
        }
    }
}
