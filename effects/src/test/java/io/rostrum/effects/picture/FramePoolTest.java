package io.rostrum.effects.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramePoolTest {
    private static final PictureSize SIZE = new PictureSize(64, 32);
    private static final long BYTES = 64 * 32 * 4;

    @Test
    void memoryIsReused() {
        try (FramePool pool = new FramePool()) {
            long address;
            try (VideoFrame first = pool.take(SIZE, 0, true)) {
                address = first.pixels().address();
            }
            assertThat(pool.idleBytes()).isEqualTo(BYTES);
            try (VideoFrame second = pool.take(SIZE, 1, true)) {
                assertThat(second.pixels().address()).isEqualTo(address);
                assertThat(pool.idleBytes()).isZero();
                assertThat(pool.outstanding()).isEqualTo(1);
            }
        }
    }

    @Test
    void noMoreThanSomePicturesOfASizeAreKept() {
        FramePool pool = new FramePool();
        List<VideoFrame> frames = new ArrayList<>();
        for (int i = 0; i < 2 * FramePool.MAX_IDLE_PER_SIZE; i++) {
            frames.add(pool.take(SIZE, i, true));
        }
        frames.forEach(VideoFrame::close);
        assertThat(pool.idleBytes()).isEqualTo(FramePool.MAX_IDLE_PER_SIZE * BYTES);
        pool.close();
        assertThat(pool.idleBytes()).isZero();
    }

    @Test
    void aSizeNotUsedForLongIsForgotten() {
        try (FramePool pool = new FramePool()) {
            for (int width = 1; width <= 100; width++) {
                pool.take(SIZE, 0, true).close();
                pool.take(new PictureSize(width, 10), 0, true).close();
            }
            long newest = (98 + 99 + 100) * 10L * 4;
            assertThat(pool.idleBytes()).isEqualTo(BYTES + newest);
        }
    }

    @Test
    void everyHandleCountsAndAClosedOneRefuses() {
        try (FramePool pool = new FramePool()) {
            VideoFrame frame = pool.take(SIZE, 3, true);
            VideoFrame second = frame.retain();
            frame.close();
            frame.close();
            assertThat(pool.outstanding()).isEqualTo(1);
            assertThatThrownBy(frame::mat)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("frame at 3 ns is already closed");
            VideoFrame later = second.withPts(9);
            assertThat(later.ptsNanos()).isEqualTo(9);
            later.close();
            assertThat(pool.outstanding()).isZero();
        }
    }

    @Test
    void aSharedPictureIsCopiedBeforeItIsWrittenTo() {
        try (FramePool pool = new FramePool();
                Canvas canvas = new Canvas();
                VideoFrame original = pool.take(SIZE, 0, true)) {
            canvas.fill(original, 0xFF112233);
            try (VideoFrame copy = original.retain().makeWritable()) {
                canvas.fill(copy, 0xFF445566);
                assertThat(original.pixels().getInt()).isEqualTo(0xFF112233);
                assertThat(copy.pixels().getInt()).isEqualTo(0xFF445566);
                assertThat(copy.makeWritable()).isSameAs(copy);
            }
        }
    }

    @Test
    void aDeviceThatDiesCostsWhatItDidAndNoMore() {
        try (FramePool pool = new FramePool();
                Canvas canvas = new Canvas()) {
            VideoFrame frame = pool.take(SIZE, 0, true);
            canvas.fill(frame, 0xFF112233);
            frame.umat().close(); // what lay there is gone
            assertThatThrownBy(frame::mat).isInstanceOf(RuntimeException.class);
            VideoFrame shared = frame.retain();
            assertThatThrownBy(shared::makeWritable).isInstanceOf(RuntimeException.class);
            assertThat(pool.outstanding()).isEqualTo(1);
            frame.forgetDevice();
            assertThat(frame.pixels().getInt()).isEqualTo(0xFF112233);
            try (VideoFrame copy = shared.makeWritable()) {
                assertThat(copy.pixels().getInt()).isEqualTo(0xFF112233);
            }
            frame.close();
            assertThat(pool.outstanding()).isZero();
        }
    }

    @Test
    void aPictureThatOnlyTheDeviceHadIsBlackAfterIt() {
        try (FramePool pool = new FramePool();
                Canvas canvas = new Canvas();
                VideoFrame original = pool.take(SIZE, 0, true)) {
            canvas.fill(original, 0xFF112233);
            original.umat();
            try (VideoFrame copy = original.retain().makeWritable()) {
                copy.umat().close();
                copy.forgetDevice();
                assertThat(copy.pixels().getInt()).isEqualTo(0xFF000000);
            }
        }
    }
}
