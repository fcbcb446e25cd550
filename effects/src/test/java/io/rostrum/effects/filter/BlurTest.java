package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlurTest {
    private final FramePool pool = new FramePool();
    private final Portrait portrait = new Portrait(pool);

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        portrait.close();
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 12, 40})
    void allTakesDetailAwayAndKeepsTheLight(int radius) {
        try (FilterChain chain = chain("blur=all,radius=" + radius);
                VideoFrame before = portrait.frame(0);
                VideoFrame after = chain.apply(portrait.frame(0))) {
            int eye = Portrait.x(190, 0);
            int brow = Portrait.y(85, 0);
            assertThat(Likeness.detail(after.mat(), eye, brow, 100))
                    .isLessThan(Likeness.detail(before.mat(), eye, brow, 100) / 2);
            assertThat(Likeness.lightness(after.mat(), 0, 0, 700))
                    .isCloseTo(Likeness.lightness(before.mat(), 0, 0, 700), within(2.0));
        }
    }

    @Test
    void aRegionIsUnreadableAndTheRestStays() {
        int eyeX = Portrait.x(201.7, 0) - 50;
        int eyeY = Portrait.y(100.3, 0) - 30;
        try (FilterChain chain = chain("blur=" + eyeX + "," + eyeY + ",100,60,radius=20");
                VideoFrame before = portrait.frame(0);
                VideoFrame after = chain.apply(portrait.frame(0));
                Rect rect = new Rect(0, 0, eyeX - 12, 720);
                Mat leftBefore = new Mat(before.mat(), rect);
                Mat leftAfter = new Mat(after.mat(), rect)) {
            assertThat(Likeness.detail(after.mat(), eyeX, eyeY, 60)).isLessThan(1.5);
            assertThat(Likeness.detail(before.mat(), eyeX, eyeY, 60)).isGreaterThan(4);
            assertThat(Likeness.greatestDifference(leftBefore, leftAfter)).isZero();
        }
    }

    @Test
    void theBackgroundIsBlurredAndThePersonStays() {
        try (FilterChain chain = chain("blur=background,radius=24")) {
            for (int i = 0; i < 5; i++) {
                chain.apply(portrait.frame(i)).close();
            }
            try (VideoFrame before = portrait.frame(5);
                    VideoFrame after = chain.apply(portrait.frame(5));
                    Rect face = new Rect(Portrait.x(190, 5), Portrait.y(75, 5), 250, 300);
                    Mat faceBefore = new Mat(before.mat(), face);
                    Mat faceAfter = new Mat(after.mat(), face)) {
                assertThat(Likeness.meanDifference(faceBefore, faceAfter)).isLessThan(0.5);
                // The edge of the model rocket, to the right of the person.
                int x = Portrait.x(370, 5);
                int y = Portrait.y(115, 5);
                assertThat(Likeness.detail(after.mat(), x, y, 100))
                        .isLessThan(Likeness.detail(before.mat(), x, y, 100) / 4);
            }
        }
    }

    @Test
    void theOutlineIsSteadyInTime() {
        try (FilterChain chain = chain("blur=background,radius=24")) {
            double most = 0;
            VideoFrame last = chain.apply(portrait.frame(0, 0));
            for (int i = 1; i < 12; i++) {
                // The camera stands still here: what changes is the noise alone, by up to 8.
                VideoFrame next = chain.apply(portrait.frame(0, i));
                most = Math.max(most, Likeness.greatestDifference(last.mat(), next.mat()));
                last.close();
                last = next;
            }
            last.close();
            assertThat(most).isLessThan(30);
        }
    }

    private static FilterChain chain(String spec) {
        return FilterChain.create(List.of(FilterSpec.parse(spec)), GpuMode.OFF);
    }
}
