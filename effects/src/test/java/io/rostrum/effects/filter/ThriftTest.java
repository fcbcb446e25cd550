package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.thrift.Saving;
import io.rostrum.effects.thrift.Thrift;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What filters do where work is to be saved.
class ThriftTest {
    private final FramePool pool = new FramePool();
    private final Portrait portrait = new Portrait(pool);
    private final Set<Saving> asked = EnumSet.noneOf(Saving.class);

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        portrait.close();
        pool.close();
    }

    private Thrift saving(Saving only) {
        return what -> {
            asked.add(what);
            return what == only;
        };
    }

    private static FilterChain chain(String spec) {
        return FilterChain.create(List.of(FilterSpec.parse(spec)), GpuMode.OFF);
    }

    private VideoFrame last(FilterChain chain, int frames) {
        for (int i = 0; i < frames - 1; i++) {
            chain.apply(portrait.frame(i)).close();
        }
        return chain.apply(portrait.frame(frames - 1));
    }

    @Test
    void thePersonIsLookedForHalfAsOften() {
        try (FilterChain usual = chain("blur=background,radius=24");
                FilterChain thrifty = chain("blur=background,radius=24")) {
            thrifty.heed(saving(Saving.MASK_RATE));
            for (int i = 0; i < 3; i++) {
                try (VideoFrame expected = usual.apply(portrait.frame(i));
                        VideoFrame found = thrifty.apply(portrait.frame(i))) {
                    double difference = Likeness.greatestDifference(expected.mat(), found.mat());
                    if (i < 2) {
                        assertThat(difference).as("before the second look").isZero();
                    } else {
                        assertThat(difference).as("the second look is left out").isPositive();
                    }
                }
            }
        }
        assertThat(asked).containsExactlyInAnyOrder(Saving.MASK_RATE, Saving.MASK_SIZE);
    }

    @Test
    void aSmallerMaskStillKeepsThePersonAndBlursTheRest() {
        try (FilterChain usual = chain("blur=background,radius=24");
                FilterChain thrifty = chain("blur=background,radius=24")) {
            thrifty.heed(saving(Saving.MASK_SIZE));
            try (VideoFrame before = portrait.frame(5);
                    VideoFrame expected = last(usual, 6);
                    VideoFrame found = last(thrifty, 6);
                    Rect face = new Rect(Portrait.x(190, 5), Portrait.y(75, 5), 250, 300);
                    Mat faceBefore = new Mat(before.mat(), face);
                    Mat faceAfter = new Mat(found.mat(), face)) {
                assertThat(Likeness.greatestDifference(expected.mat(), found.mat()))
                        .as("it is another one")
                        .isPositive();
                assertThat(Likeness.meanDifference(faceBefore, faceAfter)).isLessThan(1);
                int x = Portrait.x(370, 5);
                int y = Portrait.y(115, 5);
                assertThat(Likeness.detail(found.mat(), x, y, 100))
                        .isLessThan(Likeness.detail(before.mat(), x, y, 100) / 4);
            }
        }
    }

    @Test
    void skinIsSmoothedInASmallerPicture() {
        try (FilterChain usual = chain("beauty=0.6");
                FilterChain thrifty = chain("beauty=0.6")) {
            thrifty.heed(saving(Saving.BEAUTY_SIZE));
            try (VideoFrame before = portrait.frame(11);
                    VideoFrame expected = last(usual, 12);
                    VideoFrame found = last(thrifty, 12)) {
                int x = Portrait.x(240, 11);
                int y = Portrait.y(118, 11);
                assertThat(Likeness.greatestDifference(expected.mat(), found.mat()))
                        .as("it is another one")
                        .isPositive();
                assertThat(Likeness.detail(found.mat(), x, y, 40))
                        .isLessThan(Likeness.detail(before.mat(), x, y, 40) * 0.85);
                assertThat(Likeness.lightness(found.mat(), x, y, 40))
                        .isGreaterThan(Likeness.lightness(before.mat(), x, y, 40) + 2);
            }
        }
    }

    @Test
    void whatCostsNothingSavesNothing() {
        try (Canvas canvas = new Canvas();
                FilterChain chain = chain("beauty=1")) {
            chain.heed(saving(Saving.BEAUTY_SIZE));
            VideoFrame input = pool.take(Portrait.HD, 0, true);
            canvas.fill(input, 0xFF305070);
            chain.apply(input).close();
        }
        assertThat(asked).as("there is no face").isEmpty();
    }
}
