package io.rostrum.capture.source.screen;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.screen.X11Connection.Refused;
import io.rostrum.capture.source.screen.X11Server.Cursor;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;

/// Gets pixels of a drawable into frames: through shared memory with a server on this machine, over the connection with
/// another. Confined to one thread.
final class X11Picture implements AutoCloseable {
    private static final int OPAQUE = 0xFF000000;

    private final X11Server server;
    private final FramePool pool;
    private @Nullable SharedMemory memory;
    private int segment;
    private boolean shares;

    X11Picture(X11Server server, FramePool pool, boolean local) {
        this.server = server;
        this.pool = pool;
        this.shares = local && server.hasSharedMemory();
    }

    /// {@return the pixels from x, y on, all opaque}
    ///
    /// @throws Refused if the drawable is gone or has become smaller
    VideoFrame grab(int drawable, int x, int y, PictureSize size, long ptsNanos) throws IOException {
        long bytes = 4L * size.width() * size.height();
        SharedMemory shared = sharedFor(bytes);
        MemorySegment pixels;
        if (shared == null) {
            ByteBuffer image = server.image(drawable, x, y, size.width(), size.height());
            if (image.remaining() < bytes) {
                throw new IOException(
                        "image of the X server: " + image.remaining() + " bytes (expected: " + bytes + ")");
            }
            pixels = MemorySegment.ofBuffer(image);
        } else {
            server.awaitImage(server.requestImage(drawable, x, y, size.width(), size.height(), segment));
            pixels = shared.memory();
        }
        VideoFrame frame = pool.take(size, ptsNanos, true);
        MemorySegment target = memoryOf(frame);
        int stride = frame.strideBytes();
        if (stride == 4 * size.width()) {
            copyOpaque(pixels, 0, target, 0, bytes / 4);
        } else {
            for (int row = 0; row < size.height(); row++) {
                copyOpaque(pixels, 4L * size.width() * row, target, (long) stride * row, size.width());
            }
        }
        return frame;
    }

    private @Nullable SharedMemory sharedFor(long bytes) throws IOException {
        SharedMemory have = memory;
        if (!shares || (have != null && have.memory().byteSize() >= bytes)) {
            return have;
        }
        release();
        SharedMemory fresh = new SharedMemory(bytes);
        memory = fresh;
        try {
            segment = server.attach(fresh);
        } catch (Refused e) {
            shares = false;
            fresh.close();
            memory = null;
        } finally {
            fresh.remove();
        }
        return memory;
    }

    private void release() throws IOException {
        SharedMemory old = memory;
        if (old != null) {
            memory = null;
            try (old) {
                server.detach(segment);
            }
        }
    }

    @SuppressWarnings("restricted") // the frame says how long its memory is
    private static MemorySegment memoryOf(VideoFrame frame) {
        return MemorySegment.ofAddress(frame.pixels().address())
                .reinterpret((long) frame.strideBytes() * frame.height());
    }

    /// The fourth byte of a pixel of the screen means nothing; of a frame it is alpha.
    private static void copyOpaque(MemorySegment from, long fromByte, MemorySegment to, long toByte, long pixels) {
        for (long i = 0; i < pixels; i++) {
            int pixel = from.get(JAVA_INT_UNALIGNED, fromByte + 4 * i);
            to.set(JAVA_INT_UNALIGNED, toByte + 4 * i, pixel | OPAQUE);
        }
    }

    /// Draws the mouse cursor over a picture.
    ///
    /// @param frame borrowed, seen by nobody else
    /// @param left  where the picture begins on the screen
    /// @param top   likewise
    static void draw(Cursor cursor, VideoFrame frame, int left, int top) {
        IntBuffer pixels = DrawnPicture.pixelsOf(frame);
        int stride = frame.strideBytes() / Integer.BYTES;
        for (int y = 0; y < cursor.height(); y++) {
            int row = cursor.y() - top + y;
            for (int x = 0; x < cursor.width() && row >= 0 && row < frame.height(); x++) {
                int column = cursor.x() - left + x;
                int over = cursor.pixels().get(y * cursor.width() + x);
                if (column >= 0 && column < frame.width() && over >>> 24 != 0) {
                    int at = row * stride + column;
                    pixels.put(at, OPAQUE | blend(over, pixels.get(at)));
                }
            }
        }
    }

    private static int blend(int over, int under) {
        int rest = 255 - (over >>> 24);
        int result = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int channel = (over >> shift & 0xFF) + ((under >> shift & 0xFF) * rest + 127) / 255;
            result |= Math.min(255, channel) << shift;
        }
        return result;
    }

    /// Lets the memory go; the connection must still be open.
    @Override
    public void close() throws IOException {
        release();
    }
}
