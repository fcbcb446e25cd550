package io.rostrum.capture.source.camera;

import com.github.sarxos.webcam.WebcamDevice;
import com.github.sarxos.webcam.WebcamException;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.nio.IntBuffer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One of our cameras as Webcam Capture sees it: its name is unique, as that library tells cameras apart by it.
/// Thread-safe.
final class DiscoveredCamera implements WebcamDevice {
    private static final Dimension USUAL = new Dimension(1280, 720);
    private static final Rational USUAL_RATE = new Rational(30, 1);
    private static final long LOOK_AGAIN_NANOS = 3_000_000L;

    private final CameraDriver driver;
    private final CameraInfo camera;
    private final FramePool pool = new FramePool();
    private final MediaClock clock = MediaClock.startingNow();
    private Dimension resolution = USUAL;
    private @Nullable OpenCamera open;

    DiscoveredCamera(CameraDriver driver, CameraInfo camera) {
        this.driver = driver;
        this.camera = camera;
    }

    CameraInfo camera() {
        return camera;
    }

    boolean isOf(CameraDriver asked) {
        return driver.equals(asked);
    }

    @Override
    public String getName() {
        return camera.name() + " (" + camera.id() + ")";
    }

    @Override
    public Dimension[] getResolutions() {
        return camera.formats().stream()
                .map(CameraFormat::size)
                .distinct()
                .map(size -> new Dimension(size.width(), size.height()))
                .toArray(Dimension[]::new);
    }

    @Override
    public synchronized Dimension getResolution() {
        return new Dimension(resolution);
    }

    @Override
    public synchronized void setResolution(Dimension size) {
        resolution = new Dimension(size);
    }

    @Override
    public synchronized void open() {
        if (open == null) {
            PictureSize size = new PictureSize(resolution.width, resolution.height);
            try {
                open = driver.open(
                        camera,
                        CameraFormat.nearest(camera.formats(), size, USUAL_RATE).orElse(null));
            } catch (DeviceException e) {
                throw new WebcamException(e);
            }
        }
    }

    /// {@return the next picture; null if none comes for [CameraSource#SILENCE]}
    ///
    /// @throws WebcamException if the camera is closed or gone
    @Override
    public synchronized @Nullable BufferedImage getImage() {
        OpenCamera reading = open;
        if (reading == null) {
            throw new WebcamException("camera " + camera.name() + ": not open");
        }
        long deadline = clock.nanoTime() + CameraSource.SILENCE.toNanos();
        try {
            while (clock.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
                try (VideoFrame frame = reading.read(pool, clock)) {
                    if (frame != null) {
                        return image(frame);
                    }
                }
                LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
            }
            return null;
        } catch (DeviceException e) {
            throw new WebcamException(e);
        }
    }

    private static BufferedImage image(VideoFrame frame) {
        BufferedImage image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
        IntBuffer pixels = DrawnPicture.pixelsOf(frame);
        int[] row = new int[frame.width()];
        for (int y = 0; y < frame.height(); y++) {
            pixels.get(y * (frame.strideBytes() / Integer.BYTES), row);
            image.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return image;
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    @Override
    public synchronized void dispose() {
        close();
        pool.close();
    }

    @Override
    public synchronized boolean isOpen() {
        return open != null;
    }
}
