package io.rostrum.capture.ffmpeg;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;

/// The encoders of FFmpeg's libraries that this product uses: x264, and OpenH264 as the other one in software.
public final class FfmpegVideoEncoders implements VideoEncoders {
    private static final String X264 = "x264";
    private static final String OPENH264 = "openh264";
    /// What one thread encodes in half the time there is (`veryfast`, 720p: 20 ms a picture on a core of 2020).
    private static final double PIXELS_PER_THREAD = 1280 * 720 * 25.0;
    /// More slices than that cost more bits than they save time.
    private static final int MAX_THREADS = 8;
    private static final int PROBE_FRAMES = 30;
    private static final PictureSize PROBE_SIZE = new PictureSize(640, 360);

    @Override
    public void prepare() {
        AvLog.install();
    }

    @Override
    public List<String> names() {
        return List.of(X264, OPENH264);
    }

    @Override
    @MustBeClosed
    public VideoEncoder open(String name, VideoSettings settings, MediaClock clock, PacketPool pool, PacketSink sink)
            throws EncoderException {
        return switch (name) {
            case AUTO, X264 -> new H264Encoder("libx264", x264Options(settings), settings, clock, pool, sink);
            case OPENH264 -> new H264Encoder("libopenh264", openH264Options(), settings, clock, pool, sink);
            default ->
                throw new EncoderException(
                        "encoder: " + name + " (expected: " + AUTO + ", " + String.join(", ", names()) + ")");
        };
    }

    private static Map<String, String> x264Options(VideoSettings settings) {
        Map<String, String> options = new HashMap<>();
        options.put("preset", settings.preset());
        options.put("profile", "high");
        options.put("forced-idr", "1");
        options.put("rc-lookahead", Integer.toString(settings.lookaheadFrames()));
        options.put(
                "x264-params",
                "scenecut=0:open-gop=0:sync-lookahead=0:sliced-threads=1:threads=" + threads(settings)
                        + (settings.lookaheadFrames() == 0 ? ":mbtree=0" : ""));
        return options;
    }

    /// Threads that share each picture. A thread of its own for each picture would cost a frame of delay per thread,
    /// and the more cores there are the more.
    private static int threads(VideoSettings settings) {
        PictureSize size = settings.size();
        double pixelsPerSecond =
                size.width() * size.height() * settings.frameRate().toDouble();
        int wanted = (int) Math.ceil(pixelsPerSecond / PIXELS_PER_THREAD);
        return Math.clamp(wanted, 1, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    private static Map<String, String> openH264Options() {
        return Map.of("rc_mode", "bitrate", "allow_skip_frames", "0");
    }

    @Override
    public Probe probe(String name) {
        VideoSettings settings = VideoSettings.live(PROBE_SIZE, new Rational(30, 1), 1_000_000, Duration.ofSeconds(1));
        PacketPool packets = new PacketPool();
        AtomicInteger made = new AtomicInteger();
        MediaClock clock = MediaClock.startingNow();
        try (FramePool frames = new FramePool();
                VideoEncoder encoder = open(name, settings, clock, packets, packet -> {
                    made.incrementAndGet();
                    packet.close();
                })) {
            for (int i = 0; i < PROBE_FRAMES; i++) {
                VideoFrame frame = frames.take(PROBE_SIZE, settings.frameRate().nanosOfTick(i), true);
                Pointer.memset(frame.pixels(), 8 * i, (long) frame.strideBytes() * frame.height());
                encoder.encode(frame, PacketStamps.NONE);
            }
            encoder.flush();
        } catch (EncoderException e) {
            return new Probe(name, false, false, String.valueOf(e.getMessage()));
        }
        boolean works = made.get() == PROBE_FRAMES;
        return new Probe(
                name,
                works,
                false,
                works
                        ? "%d pictures of %s in %d ms".formatted(PROBE_FRAMES, PROBE_SIZE, clock.nanoTime() / 1_000_000)
                        : made + " packets of " + PROBE_FRAMES + " pictures");
    }
}
