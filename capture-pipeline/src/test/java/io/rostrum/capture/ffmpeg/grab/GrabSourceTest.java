package io.rostrum.capture.ffmpeg.grab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CollectingSink;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.FramePool;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Through libavdevice's `lavfi`, a device that every system has.
class GrabSourceTest {
    private final FramePool pool = new FramePool();
    private final MediaClock clock = MediaClock.startingNow();

    @AfterEach
    void everythingIsGivenBack() {
        pool.close();
        assertThat(pool.outstanding()).isZero();
    }

    /// The pixel formats that the grabbers of Windows and macOS give.
    @ParameterizedTest
    @ValueSource(strings = {"bgra", "bgr0", "uyvy422", "nv12", "0rgb"})
    void picturesComeInTheHousesFormat(String format) throws Exception {
        String graph = "color=c=0x00BFBF:s=320x240:r=30,format=gbrp,"
                + "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd,format=" + format;
        Source source = new GrabSource("card", "lavfi", graph, Map.of(), pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            sink.next(frame -> {
                int pixel = DrawnPicture.pixelsOf(frame).get(320 * 100 + 100);
                assertThat(pixel >>> 24).isEqualTo(0xFF);
                assertThat(pixel >> 16 & 0xFF).isCloseTo(0, within(2));
                assertThat(pixel >> 8 & 0xFF).isCloseTo(0xBF, within(2));
                assertThat(pixel & 0xFF).isCloseTo(0xBF, within(2));
            });
            source.close();
        }
    }

    @Test
    void aDeviceThatEndsIsLost() throws Exception {
        Source source = new GrabSource("card", "lavfi", "testsrc=s=320x240:r=30:d=0.1", Map.of(), pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            assertThat(sink.awaitLost().reason()).isEqualTo(DeviceException.Reason.LOST);
            source.close();
        }
    }

    @Test
    void aDeviceThatIsNotThereIsSaidInOneSentence() {
        Source source = new GrabSource("screen 7", "lavfi", "nosuchfilter", Map.of(), pool);
        try (CollectingSink sink = new CollectingSink()) {
            assertThatThrownBy(() -> source.start(clock, sink))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("screen 7 cannot be captured");
        }
        source.close();
    }
}
