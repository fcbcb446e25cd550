package io.rostrum.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Looks at a display all the time, through FFmpeg's grabber: small grey pictures, the newest of which can be awaited
/// to be of some kind.
public final class ScreenWatch implements AutoCloseable {
    private static final int RATE = 30;
    /// Pixels of the screen, in each direction, to one of a picture.
    private static final int COARSE = 8;

    private final Child grabber;
    private final int width;
    private final int height;
    private final Object newest = new Object();
    private @Nullable Picture picture;

    private ScreenWatch(Child grabber, int width, int height) {
        this.grabber = grabber;
        this.width = width;
        this.height = height;
        Thread.ofPlatform().name("screen watch").daemon().start(this::read);
    }

    /// @param width  of the display, a multiple of 8
    /// @param height of the display, a multiple of 8
    public static ScreenWatch of(String display, int width, int height) {
        List<String> command = List.of(
                "ffmpeg",
                "-loglevel",
                "error",
                "-f",
                "x11grab",
                "-draw_mouse",
                "0",
                "-framerate",
                Integer.toString(RATE),
                "-video_size",
                width + "x" + height,
                "-i",
                display,
                "-vf",
                "scale=" + width / COARSE + ":" + height / COARSE + ":flags=neighbor,format=gray",
                "-f",
                "rawvideo",
                "-");
        return new ScreenWatch(Child.startWithData("screen watch", command, Map.of()), width / COARSE, height / COARSE);
    }

    /// One look at the screen.
    ///
    /// @param nanos when it came, [System#nanoTime()]
    /// @param width pixels of a row
    /// @param grey  a byte a pixel
    public record Picture(long nanos, int width, ByteBuffer grey) {
        /// {@return how much there is to see in a rectangle of the screen: the standard deviation of its pixels}
        public double variety(int left, int top, int right, int bottom) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int y = top / COARSE; y < bottom / COARSE; y++) {
                for (int x = left / COARSE; x < right / COARSE; x++) {
                    int value = grey.get(y * width + x) & 0xFF;
                    sum += value;
                    squares += (double) value * value;
                    count++;
                }
            }
            double mean = sum / count;
            return Math.sqrt(squares / count - mean * mean);
        }
    }

    private void read() {
        try (InputStream in = grabber.data()) {
            for (byte[] grey = in.readNBytes(width * height);
                    grey.length == width * height;
                    grey = in.readNBytes(width * height)) {
                synchronized (newest) {
                    picture = new Picture(System.nanoTime(), width, ByteBuffer.wrap(grey));
                    newest.notifyAll();
                }
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    /// Waits for a picture of this kind; those that came before are not looked at again.
    ///
    /// @throws IllegalStateException if none comes in time
    public Picture await(String what, Predicate<Picture> wanted, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (newest) {
            while (picture == null || !wanted.test(picture)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IllegalStateException("not seen in " + limit + ": " + what + "; " + grabber.tail());
                }
                TimeUnit.NANOSECONDS.timedWait(newest, left);
            }
            return picture;
        }
    }

    @Override
    public void close() {
        grabber.close();
    }
}
