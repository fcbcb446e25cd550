package io.rostrum.capture.session;

import static org.awaitility.Awaitility.await;

import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.capture.ffmpeg.audio.AacEncoder;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.camera.CameraChoice;
import io.rostrum.capture.source.camera.CameraDevices;
import io.rostrum.capture.source.camera.CameraSource;
import io.rostrum.capture.source.camera.SubstituteCameras;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/// A live broadcast of a substitute camera that is unplugged and plugged in again. What viewers see is judged by the
/// programme's own pictures, as they go to the encoder.
public final class CameraRounds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final PictureSize SIZE = new PictureSize(320, 180);
    private static final Rational RATE = new Rational(30, 1);
    private static final String ID = "usb-Substitute-video-index0";
    private static final int FIRST_COLOUR = 0xFF20C040;
    private static final int COLOURS = 64;

    private final SubstituteCameras cameras = new SubstituteCameras(SIZE, RATE);
    private final Programme programme = new Programme();
    private final AtomicLong packets = new AtomicLong();
    private final BroadcastSession session;
    /// What the camera shows: another colour each time it is plugged in, so that an old picture is known as one.
    private int colour = FIRST_COLOUR;

    /// What one round took.
    ///
    /// @param placeholder from unplugging to the first picture without the camera's
    /// @param picture     from plugging in to the first picture with the camera's
    public record Round(Duration placeholder, Duration picture) {}

    /// Begins the broadcast and waits for the camera's picture.
    public CameraRounds() throws Exception {
        cameras.plug(ID, colour);
        CameraDevices devices = new CameraDevices(cameras);
        CameraChoice choice = new CameraChoice("");
        VideoPart video = new VideoPart(
                "camera",
                pool -> new CameraSource(devices, choice, SIZE, RATE, pool),
                () -> programme,
                "auto",
                VideoSettings.live(SIZE, RATE, 500_000, Duration.ofSeconds(1)).withPreset("ultrafast"));
        session = BroadcastSession.start(
                video, null, new FfmpegVideoEncoders(), AacEncoder::new, Optional.empty(), List.of(packet -> {
                    packets.incrementAndGet();
                    packet.close();
                }));
        seen(shown -> shown == colour);
    }

    /// Looks at each programme picture on its way.
    private static final class Programme implements VideoFilter {
        private volatile int shown;
        private volatile long changedNanos = System.nanoTime();

        @Override
        public VideoFrame apply(VideoFrame input) {
            int now = DrawnPicture.pixelsOf(input).get(0);
            if (now != shown) {
                changedNanos = System.nanoTime();
                shown = now;
            }
            return input;
        }

        @Override
        public void close() {}
    }

    private long seen(IntPredicate awaited) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> awaited.test(programme.shown));
        return programme.changedNanos;
    }

    /// Unplugs the camera, waits until viewers see that, and plugs it in again.
    ///
    /// @param away runs while the camera is away
    public Round next(Runnable away) {
        long unplugged = System.nanoTime();
        cameras.unplug(ID);
        Duration placeholder = Duration.ofNanos(seen(shown -> shown != colour) - unplugged);
        away.run();
        long plugged = System.nanoTime();
        colour = FIRST_COLOUR + (colour - FIRST_COLOUR + 1) % COLOURS;
        cameras.plug(ID, colour);
        return new Round(placeholder, Duration.ofNanos(seen(shown -> shown == colour) - plugged));
    }

    /// {@return packets that the encoder made}
    public long packets() {
        return packets.get();
    }

    /// {@return how often the camera was opened}
    public int openings() {
        return cameras.openings();
    }

    /// {@return cameras that are open}
    public int open() {
        return cameras.open();
    }

    /// {@return names of the threads that run for cameras}
    public static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("source ") || name.startsWith("webcam"))
                .toList();
    }

    public SessionStats stats() {
        return session.stats();
    }

    public SessionState state() {
        return session.state();
    }

    @Override
    public void close() {
        session.close();
    }
}
