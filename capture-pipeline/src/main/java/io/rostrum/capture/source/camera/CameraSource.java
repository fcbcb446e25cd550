package io.rostrum.capture.source.camera;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CaptureThread;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A camera in the format that is nearest to the programme's.
///
/// The camera paces itself. One that is unplugged, or from which nothing comes for [#SILENCE], is lost.
public final class CameraSource implements Source {
    /// A camera from which nothing comes for so long is taken for gone; the first picture may take longer than others.
    static final Duration SILENCE = Duration.ofSeconds(4);

    private static final Logger log = LoggerFactory.getLogger(CameraSource.class);
    private static final long LOOK_AGAIN_NANOS = 3_000_000L;

    private final CameraDevices devices;
    private final CameraChoice choice;
    private final CameraSettings settings;
    private final PictureSize size;
    private final Rational rate;
    private final FramePool pool;
    private @Nullable CaptureThread thread;

    /// A camera as it sets itself.
    public CameraSource(CameraDevices devices, CameraChoice choice, PictureSize size, Rational rate, FramePool pool) {
        this(devices, choice, new CameraSettings(Map.of()), size, rate, pool);
    }

    /// @param devices  where the camera is looked for each time this is started
    /// @param choice   which one
    /// @param settings done each time it is opened
    /// @param size     of the programme
    /// @param rate     of the programme
    /// @param pool     gives the frames' memory
    public CameraSource(
            CameraDevices devices,
            CameraChoice choice,
            CameraSettings settings,
            PictureSize size,
            Rational rate,
            FramePool pool) {
        this.devices = devices;
        this.choice = choice;
        this.settings = settings;
        this.size = size;
        this.rate = rate;
        this.pool = pool;
    }

    @Override
    public String name() {
        return choice.label();
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public AutoCloseable onReturn(Runnable retry) {
        return devices.onPlugged(_ -> retry.run());
    }

    @Override
    public void start(MediaClock clock, FrameSink sink) throws DeviceException {
        CameraInfo camera = choice.among(devices.list());
        CameraFormat format = CameraFormat.nearest(camera.formats(), size, rate).orElse(null);
        OpenCamera open = devices.driver().open(camera, format);
        choice.keep(camera);
        settings.opened(devices.driver(), camera);
        log.info("[{}] {} at {} opened: {}", name(), camera.name(), camera.address(), format == null ? "" : format);
        thread = CaptureThread.start(name(), () -> capture(camera, open, clock, sink), sink::lost);
    }

    private void capture(CameraInfo camera, OpenCamera open, MediaClock clock, FrameSink sink) {
        try (open) {
            deliver(camera, open, clock, sink);
        } catch (DeviceException e) {
            sink.lost(e);
        }
    }

    private void deliver(CameraInfo camera, OpenCamera open, MediaClock clock, FrameSink sink) throws DeviceException {
        long last = Long.MIN_VALUE;
        long heardNanos = clock.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            VideoFrame frame = open.read(pool, clock);
            if (frame == null) {
                if (clock.nanoTime() - heardNanos > SILENCE.toNanos()) {
                    throw new DeviceException(
                            Reason.LOST,
                            "camera " + camera.name() + ": no picture for " + SILENCE.toSeconds()
                                    + " s; unplug it and plug it in again");
                }
                LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
                continue;
            }
            heardNanos = clock.nanoTime();
            if (frame.ptsNanos() <= last) {
                frame.close();
            } else {
                last = frame.ptsNanos();
                sink.frame(frame);
            }
        }
    }

    @Override
    public void close() {
        CaptureThread running = thread;
        if (running != null) {
            running.close();
        }
    }
}
