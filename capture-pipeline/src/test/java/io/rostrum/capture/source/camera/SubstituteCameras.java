package io.rostrum.capture.source.camera;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cameras that a test plugs in and out, lends to another program, and forbids. Each shows one colour at its pace, and
/// comes back at another address, and with its own brightness again, each time it is plugged in. Thread-safe.
public final class SubstituteCameras implements CameraDriver {
    private static final int DEFAULT_BRIGHTNESS = 128;

    private final Map<String, Camera> plugged = new LinkedHashMap<>();
    private final Map<String, Integer> brightnesses = new HashMap<>();
    private final List<CameraFormat> formats;
    private int addresses;
    private int openings;
    private int open;
    private boolean held;
    private boolean forbidden;
    private boolean silent;

    private record Camera(CameraInfo info, int argb) {}

    public SubstituteCameras(PictureSize size, Rational rate) {
        formats = List.of(new CameraFormat("yuyv422", false, size, rate));
    }

    /// @param argb the colour that it shows
    public synchronized void plug(String id, int argb) {
        CameraInfo info = new CameraInfo(id, "Substitute " + id, "/dev/video" + addresses++, formats);
        plugged.put(id, new Camera(info, argb));
    }

    public synchronized void unplug(String id) {
        plugged.remove(id);
        brightnesses.remove(id);
    }

    /// Whether another program has all of them.
    public synchronized void held(boolean byAnother) {
        held = byAnother;
    }

    public synchronized void forbidden(boolean forbid) {
        forbidden = forbid;
    }

    /// Whether no picture comes though all is open.
    public synchronized void silent(boolean nothingComes) {
        silent = nothingComes;
    }

    /// {@return how often one was opened}
    public synchronized int openings() {
        return openings;
    }

    /// {@return how many are open now}
    public synchronized int open() {
        return open;
    }

    @Override
    public synchronized List<CameraInfo> list() {
        return new ArrayList<>(plugged.values().stream().map(Camera::info).toList());
    }

    @Override
    public synchronized List<CameraControl> controls(CameraInfo camera) {
        int brightness = brightnesses.getOrDefault(camera.id(), DEFAULT_BRIGHTNESS);
        return there(camera)
                ? List.of(new CameraControl("Brightness", 0, 255, DEFAULT_BRIGHTNESS, brightness, List.of()))
                : List.of();
    }

    @Override
    public synchronized void set(CameraInfo camera, String control, int value) throws DeviceException {
        if (!there(camera)) {
            throw new DeviceException(Reason.NOT_FOUND, camera.name() + " is not plugged in");
        }
        if (!control.equals("Brightness")) {
            throw new DeviceException(Reason.FORMAT_NOT_SUPPORTED, camera.name() + " has no " + control);
        }
        brightnesses.put(camera.id(), Math.clamp(value, 0, 255));
    }

    @Override
    @MustBeClosed
    public synchronized OpenCamera open(CameraInfo camera, @Nullable CameraFormat format) throws DeviceException {
        if (!there(camera)) {
            throw new DeviceException(Reason.NOT_FOUND, camera.name() + " is not plugged in");
        }
        if (held || open > 0) {
            throw new DeviceException(Reason.BUSY, camera.name() + " is held by another program");
        }
        if (forbidden) {
            throw new DeviceException(Reason.PERMISSION_DENIED, camera.name() + " is forbidden");
        }
        if (format != null && !formats.contains(format)) {
            throw new DeviceException(Reason.FORMAT_NOT_SUPPORTED, camera.name() + " has no " + format);
        }
        openings++;
        open++;
        return new Opened(camera, formats.getFirst());
    }

    private boolean there(CameraInfo camera) {
        return Optional.ofNullable(plugged.get(camera.id()))
                .map(there -> there.info().address().equals(camera.address()))
                .orElse(false);
    }

    private synchronized int colourOf(CameraInfo camera) throws DeviceException {
        Camera there = plugged.get(camera.id());
        if (there == null || !there(camera)) {
            throw new DeviceException(Reason.LOST, camera.name() + " was unplugged");
        }
        return there.argb();
    }

    private synchronized boolean nothingComes() {
        return silent;
    }

    private synchronized void closedOne() {
        open--;
    }

    private final class Opened implements OpenCamera {
        private final CameraInfo camera;
        private final CameraFormat format;
        private final Canvas canvas = new Canvas();
        private long nextNanos = Long.MIN_VALUE;
        private boolean closed;

        Opened(CameraInfo camera, CameraFormat format) {
            this.camera = camera;
            this.format = format;
        }

        @Override
        public @Nullable VideoFrame read(FramePool pool, MediaClock clock) throws DeviceException {
            int argb = colourOf(camera);
            long now = clock.nanoTime();
            if (now < nextNanos || nothingComes()) {
                return null;
            }
            nextNanos = Math.max(now, nextNanos + format.rate().nanosOfTick(1));
            VideoFrame frame = pool.take(format.size(), now, true);
            canvas.fill(frame, argb);
            return frame;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                canvas.close();
                closedOne();
            }
        }
    }
}
