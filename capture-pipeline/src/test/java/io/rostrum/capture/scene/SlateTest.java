package io.rostrum.capture.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.nio.IntBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlateTest {
    /// Both lines stand in the middle and leave the margins free, whatever the size.
    @ParameterizedTest
    @CsvSource({"1920, 1080", "1080, 1920", "640, 360", "160, 90"})
    void theWordsStandInTheMiddle(int width, int height) {
        try (FramePool pool = new FramePool();
                Slate slate = new Slate(pool);
                VideoFrame frame = slate.show(new PictureSize(width, height));
                VideoFrame again = slate.show(new PictureSize(width, height))) {
            assertThat(again.pixels().address()).isEqualTo(frame.pixels().address());
            assertThat(frame.opaque()).isTrue();
            assertThat(written(frame, width / 20, height / 3, width - width / 20, height / 2))
                    .isTrue();
            assertThat(written(frame, width / 20, height / 2, width - width / 20, height * 2 / 3))
                    .isTrue();
            assertThat(written(frame, 0, 0, width, height / 3)).isFalse();
            assertThat(written(frame, 0, height * 2 / 3, width, height)).isFalse();
            assertThat(written(frame, 0, 0, width / 20, height)).isFalse();
            assertThat(written(frame, width - width / 20, 0, width, height)).isFalse();
        }
    }

    /// Whether there is anything but background in the rectangle.
    private static boolean written(VideoFrame frame, int left, int top, int right, int bottom) {
        IntBuffer pixels = DrawnPicture.pixelsOf(frame);
        int stride = frame.strideBytes() / Integer.BYTES;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (pixels.get(y * stride + x) != pixels.get(0)) {
                    return true;
                }
            }
        }
        return false;
    }
}
