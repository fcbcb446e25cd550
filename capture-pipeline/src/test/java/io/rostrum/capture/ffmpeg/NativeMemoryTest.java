package io.rostrum.capture.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.ffmpeg.grab.GrabSource;
import io.rostrum.capture.source.CollectingSink;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/// Native memory is freed by `close()` alone, so what is forgotten shows here: thousands of frames through everything
/// that holds any.
class NativeMemoryTest {
    private static final PictureSize SIZE = new PictureSize(160, 96);
    private static final Rational RATE = new Rational(30, 1);
    private static final int FRAMES = 1500;
    /// What the Java heap, the allocator's arenas and new threads may take meanwhile; an encoder left open takes more
    /// than 5 MB. (A probe would hide it: each thread that probes leaves memory in an arena of malloc's.)
    private static final long ALLOWED_BYTES = 16L << 20;

    private final MediaClock clock = MediaClock.startingNow();

    @Test
    void framesAndPacketsLeaveNothingBehind() throws Exception {
        encode("x264", FRAMES);
        long pointers = Pointer.totalCount();
        long physical = Pointer.physicalBytes();

        encode("x264", 2 * FRAMES);

        assertThat(Pointer.totalCount())
                .as("native objects that wait for the collector")
                .isEqualTo(pointers);
        assertThat(Pointer.physicalBytes() - physical).isLessThan(ALLOWED_BYTES);
    }

    @Test
    void openingAndClosingLeavesNothingBehind() throws Exception {
        openAndClose(20); // so many threads have their arenas of malloc's by then
        long pointers = Pointer.totalCount();
        long physical = Pointer.physicalBytes();

        openAndClose(20);

        assertThat(Pointer.totalCount()).isEqualTo(pointers);
        assertThat(Pointer.physicalBytes() - physical).isLessThan(ALLOWED_BYTES);
    }

    private void encode(String name, int frames) throws Exception {
        PacketPool packets = new PacketPool();
        VideoSettings settings = VideoSettings.live(SIZE, RATE, 500_000, Duration.ofSeconds(1));
        DrawnPicture picture = new DrawnPicture(SIZE);
        try (FramePool pool = new FramePool()) {
            try (VideoEncoder encoder = new FfmpegVideoEncoders().open(name, settings, clock, packets, Packet::close)) {
                for (int i = 0; i < frames; i++) {
                    picture.pixels()[i % picture.pixels().length] = 0xFF000000 | i * 0x9E3779B1;
                    VideoFrame frame = picture.toFrame(pool, RATE.nanosOfTick(i), true);
                    encoder.encode(frame, PacketStamps.NONE);
                }
                encoder.flush();
            }
            assertThat(pool.outstanding()).isZero();
            assertThat(packets.outstanding()).isZero();
        }
    }

    private void openAndClose(int rounds) throws Exception {
        for (int i = 0; i < rounds; i++) {
            encode("openh264", 10);
            try (FramePool pool = new FramePool()) {
                GrabSource source = new GrabSource("card", "lavfi", "color=s=64x64:r=30", Map.of(), pool);
                try (CollectingSink sink = new CollectingSink()) {
                    source.start(clock, sink);
                    sink.next(frame -> assertThat(frame.width()).isEqualTo(64));
                    source.close();
                }
                assertThat(pool.outstanding()).isZero();
            }
        }
    }
}
