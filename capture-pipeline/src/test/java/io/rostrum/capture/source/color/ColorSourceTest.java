package io.rostrum.capture.source.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CollectingSink;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import org.junit.jupiter.api.Test;

class ColorSourceTest {
    @Test
    void aStillPictureIsRepeatedFromOneMemory() throws Exception {
        try (FramePool pool = new FramePool()) {
            Source source = ColorSource.of("#ff000080", new PictureSize(16, 8), pool);
            try (CollectingSink sink = new CollectingSink()) {
                source.start(MediaClock.startingNow(), sink);
                for (int i = 0; i < 3; i++) {
                    sink.next(frame -> {
                        assertThat(DrawnPicture.pixelsOf(frame).get(0)).isEqualTo(0x80800000);
                        assertThat(frame.opaque()).isFalse();
                        assertThat(pool.outstanding()).isEqualTo(1);
                    });
                }
                source.close();
            }
            assertThat(pool.outstanding()).isZero();
        }
    }

    @Test
    void aBadColourIsRefused() {
        try (FramePool pool = new FramePool()) {
            assertThatThrownBy(() -> ColorSource.of("#12345", new PictureSize(16, 8), pool))
                    .hasMessage("color: #12345 (expected: #rrggbb or #rrggbbaa)");
        }
    }
}
