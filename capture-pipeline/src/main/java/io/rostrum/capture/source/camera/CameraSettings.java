package io.rostrum.capture.source.camera;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.rostrum.capture.source.DeviceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a user has set on one camera: done at once while it is there, and again each time it is opened, because a
/// camera forgets when it is unplugged. Thread-safe.
public final class CameraSettings {
    private static final Logger log = LoggerFactory.getLogger(CameraSettings.class);

    private final Object setting = new Object();

    /// In the order in which it was set: what is automatic has to be switched off before it can be set by hand.
    @GuardedBy("setting")
    private final Map<String, Integer> wanted;

    @GuardedBy("setting")
    private @Nullable CameraDriver driver;

    @GuardedBy("setting")
    private @Nullable CameraInfo camera;

    private volatile List<CameraControl> controls = List.of();

    /// @param wanted value of each control by its name, to be done in this order
    public CameraSettings(Map<String, Integer> wanted) {
        this.wanted = new LinkedHashMap<>(wanted);
    }

    /// Sets a control now and from now on. Blocks for as long as the camera takes.
    public void set(String control, int value) {
        synchronized (setting) {
            wanted.remove(control);
            wanted.put(control, value);
            CameraDriver through = driver;
            CameraInfo there = camera;
            if (through != null && there != null) {
                set(through, there, control, value);
                controls = through.controls(there);
            }
        }
    }

    /// {@return what can be set, and how it is; empty before the camera was opened}
    public List<CameraControl> controls() {
        return controls;
    }

    /// Does all that was set on a camera that has just been opened. Blocks for as long as the camera takes.
    void opened(CameraDriver through, CameraInfo there) {
        synchronized (setting) {
            driver = through;
            camera = there;
            wanted.forEach((control, value) -> set(through, there, control, value));
            controls = through.controls(there);
        }
    }

    private static void set(CameraDriver through, CameraInfo there, String control, int value) {
        try {
            through.set(there, control, value);
        } catch (DeviceException e) {
            log.warn("[camera {}] {}", there.name(), e.getMessage());
        }
    }
}
