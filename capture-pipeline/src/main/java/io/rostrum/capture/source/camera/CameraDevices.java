package io.rostrum.capture.source.camera;

import com.github.sarxos.webcam.Webcam;
import com.github.sarxos.webcam.WebcamDiscoveryEvent;
import com.github.sarxos.webcam.WebcamDiscoveryListener;
import com.github.sarxos.webcam.WebcamDiscoveryService;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The cameras of this machine, and word of those that are plugged in while somebody listens.
///
/// Webcam Capture's discovery looks for them, through our driver, [#SCAN_MILLIS] after each look, and only while
/// there is a listener. Thread-safe.
public final class CameraDevices {
    /// From one look at the system's cameras to the next.
    static final long SCAN_MILLIS = 250;

    private static final Logger log = LoggerFactory.getLogger(CameraDevices.class);

    private final CameraDriver driver;
    private final List<Listening> listeners = new CopyOnWriteArrayList<>();
    private final Object watching = new Object();

    @GuardedBy("watching")
    private @Nullable Watch watch;

    public CameraDevices(CameraDriver driver) {
        this.driver = driver;
    }

    public CameraDriver driver() {
        return driver;
    }

    /// {@return the cameras that are plugged in now}
    public List<CameraInfo> list() {
        return driver.list();
    }

    /// Listens for cameras that are plugged in from now on.
    ///
    /// @param plugged told on the discovery's thread, within half a second; must not block
    /// @return to be closed, any number of times, to end it
    public AutoCloseable onPlugged(Consumer<CameraInfo> plugged) {
        Listening listening = new Listening(plugged);
        synchronized (watching) {
            if (watch == null) {
                watch = new Watch(new DiscoveredCameras(driver));
            }
            listeners.add(listening);
        }
        return listening;
    }

    private void end(Listening listening) {
        synchronized (watching) {
            if (listeners.remove(listening) && listeners.isEmpty() && watch != null) {
                watch.close();
                watch = null;
            }
        }
    }

    private final class Listening implements AutoCloseable {
        private final Consumer<CameraInfo> plugged;

        Listening(Consumer<CameraInfo> plugged) {
            this.plugged = plugged;
        }

        @Override
        public void close() {
            end(this);
        }
    }

    /// A discovery of its own for each of these; Webcam Capture has its listeners, and one driver, for the whole
    /// process. All that it asks that driver is whether it is thread-safe, as each of ours is.
    private final class Watch extends WebcamDiscoveryService implements WebcamDiscoveryListener, AutoCloseable {
        @SuppressWarnings("LockOnNonEnclosingClassLiteral") // their lock: whoever asks for a driver meanwhile waits
        Watch(DiscoveredCameras cameras) {
            super(cameras);
            synchronized (Webcam.class) {
                Webcam.setDriver(cameras);
            }
            scan();
            Webcam.addDiscoveryListener(this);
            start();
        }

        @Override
        public void webcamFound(WebcamDiscoveryEvent event) {
            if (event.getWebcam().getDevice() instanceof DiscoveredCamera found && found.isOf(driver)) {
                log.info("[cameras] plugged in: {}", found.getName());
                listeners.forEach(listening -> listening.plugged.accept(found.camera()));
            }
        }

        @Override
        public void webcamGone(WebcamDiscoveryEvent event) {
            if (event.getWebcam().getDevice() instanceof DiscoveredCamera gone && gone.isOf(driver)) {
                log.info("[cameras] unplugged: {}", gone.getName());
            }
        }

        @Override
        public void close() {
            Webcam.removeDiscoveryListener(this);
            shutdown();
        }
    }
}
