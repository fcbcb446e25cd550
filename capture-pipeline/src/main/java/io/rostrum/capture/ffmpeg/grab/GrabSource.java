package io.rostrum.capture.ffmpeg.grab;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.ffmpeg.AvError;
import io.rostrum.capture.source.CaptureThread;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A capture device of libavdevice as a source, such as `gdigrab` (Windows) and `avfoundation` (macOS).
///
/// The device paces itself; each picture has the time at which it came.
public final class GrabSource implements Source {
    private static final long LOOK_AGAIN_NANOS = 2_000_000L;

    private final String label;
    private final String format;
    private final String input;
    private final Map<String, String> options;
    private final FramePool pool;
    private @Nullable CaptureThread thread;

    /// @param label   for people
    /// @param format  of libavdevice
    /// @param input   what the format calls its device
    /// @param options of the format
    /// @param pool    gives the frames' memory
    public GrabSource(String label, String format, String input, Map<String, String> options, FramePool pool) {
        this.label = label;
        this.format = format;
        this.input = input;
        this.options = Map.copyOf(options);
        this.pool = pool;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public String name() {
        return label;
    }

    @Override
    public void start(MediaClock clock, FrameSink sink) throws DeviceException {
        try {
            PictureReader reader = new PictureReader(format, input, options, PictureReader.Untold.BT709);
            thread = CaptureThread.start(label, () -> read(reader, clock, sink), sink::lost);
        } catch (AvError e) {
            throw new DeviceException(
                    Reason.NOT_FOUND,
                    label + " cannot be captured (" + e.words()
                            + "); check that it is there and that the system lets this program record the screen",
                    e);
        }
    }

    private void read(PictureReader reader, MediaClock clock, FrameSink sink) {
        long last = Long.MIN_VALUE;
        try (reader) {
            while (!Thread.currentThread().isInterrupted()) {
                VideoFrame frame = reader.read(pool, clock);
                if (frame == null) {
                    LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                } else if (frame.ptsNanos() <= last) {
                    frame.close();
                } else {
                    last = frame.ptsNanos();
                    sink.frame(frame);
                }
            }
        } catch (AvError e) {
            sink.lost(new DeviceException(
                    Reason.LOST, label + " is gone (" + e.words() + "); bring it back or choose another", e));
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
