package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LowLightTest {
    private final FramePool pool = new FramePool();
    private final Portrait portrait = new Portrait(pool);

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        portrait.close();
        pool.close();
    }

    private VideoFrame dark(int index, int noise) {
        return portrait.frame(index, noise, 0.3);
    }

    @Test
    void aDarkPictureIsLiftedAndKeepsItsColours() {
        int cheekX = Portrait.x(200, 0);
        int cheekY = Portrait.y(120, 0);
        try (VideoFrame before = dark(0, 0);
                VideoFrame after = Pixels.filtered("lowlight=1", before.retain())) {
            assertThat(Likeness.lightness(after.mat(), cheekX - 40, cheekY - 40, 80))
                    .isGreaterThan(1.6 * Likeness.lightness(before.mat(), cheekX - 40, cheekY - 40, 80));
            int was = Pixels.argb(before, cheekX, cheekY);
            int is = Pixels.argb(after, cheekX, cheekY);
            assertThat((double) (is >> 16 & 0xFF) / (is & 0xFF))
                    .isCloseTo((double) (was >> 16 & 0xFF) / (was & 0xFF), within(0.05));
            assertThat(is >>> 24).isEqualTo(0xFF);
        }
    }

    @Test
    void whatIsLightEnoughPassesUntouched() {
        try (VideoFrame before = Pixels.filtered("color=gamma=2", portrait.frame(0));
                VideoFrame after = Pixels.filtered("lowlight=1", before.retain())) {
            assertThat(Likeness.greatestDifference(before.mat(), after.mat())).isZero();
        }
    }

    @Test
    void whatIsTransparentStaysSo() {
        try (VideoFrame after = filtered("crop=200,0,0,0", dark(0, 0))) {
            assertThat(Pixels.argb(after, 100, 300)).isZero();
            assertThat(Pixels.argb(after, 700, 300) >>> 24).isEqualTo(0xFF);
        }
    }

    private static VideoFrame filtered(String first, VideoFrame input) {
        return Pixels.filtered("lowlight=1", Pixels.filtered(first, input));
    }

    @Test
    void noiseIsHeldStillAndMovementIsNot() {
        try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse("lowlight=0,denoise=1")), GpuMode.OFF)) {
            VideoFrame last = chain.apply(portrait.frame(0, 0));
            double noise = 0;
            for (int i = 1; i < 8; i++) {
                VideoFrame next = chain.apply(portrait.frame(0, i));
                noise = Likeness.meanDifference(last.mat(), next.mat());
                last.close();
                last = next;
            }
            try (VideoFrame one = portrait.frame(0, 6);
                    VideoFrame other = portrait.frame(0, 7);
                    VideoFrame before = portrait.frame(90, 8);
                    VideoFrame moved = chain.apply(portrait.frame(90, 8).withPts(last.ptsNanos() + 33_333_333))) {
                assertThat(noise).isLessThan(0.5 * Likeness.meanDifference(one.mat(), other.mat()));
                // Between a change that is noise and one that is none something is left of what was there.
                assertThat(Likeness.meanDifference(before.mat(), moved.mat()))
                        .isLessThan(0.2 * Likeness.meanDifference(before.mat(), last.mat()));
            }
            last.close();
        }
    }
}
