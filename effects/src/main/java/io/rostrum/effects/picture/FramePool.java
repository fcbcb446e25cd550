package io.rostrum.effects.picture;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.UMat;

/// Native memory for pictures, reused by size so that a steady stream allocates nothing. Thread-safe.
///
/// At most [#MAX_IDLE_PER_SIZE] idle pictures are kept of each of the [#MAX_IDLE_SIZES] sizes used last, so that a
/// window that is being resized leaves nothing behind; the rest is freed at once, on the thread that closed the last
/// handle. Closing the pool frees the idle ones; pictures still held are freed when their last handle is closed.
public final class FramePool implements AutoCloseable {
    /// Idle pictures kept for reuse, of each size.
    public static final int MAX_IDLE_PER_SIZE = 8;

    /// Sizes of which idle pictures are kept.
    public static final int MAX_IDLE_SIZES = 4;

    private static final int BYTES_PER_PIXEL = 4;

    /// By size, the one used last at the end.
    private final Map<PictureSize, ArrayDeque<PictureMemory>> idle = new LinkedHashMap<>(16, 0.75f, true);

    private final AtomicInteger outstanding = new AtomicInteger();
    private boolean closed;

    public FramePool() {
        OpenCvThreads.settle();
    }

    /// A picture with undefined pixels, to be filled by its new owner.
    ///
    /// @param ptsNanos nanoseconds of the session's clock
    /// @param opaque   whether the owner is going to write alpha 255 everywhere
    @MustBeClosed
    public VideoFrame take(PictureSize size, long ptsNanos, boolean opaque) {
        return new VideoFrame(takePicture(size), ptsNanos, opaque);
    }

    /// {@return pictures that some handle still holds: 0 when everything was closed}
    public int outstanding() {
        return outstanding.get();
    }

    /// {@return memory kept for reuse, bytes}
    public long idleBytes() {
        long bytes = 0;
        synchronized (idle) {
            for (Map.Entry<PictureSize, ArrayDeque<PictureMemory>> entry : idle.entrySet()) {
                PictureSize size = entry.getKey();
                bytes += (long) entry.getValue().size() * size.width() * size.height() * BYTES_PER_PIXEL;
            }
        }
        return bytes;
    }

    Picture takePicture(PictureSize size) {
        PictureMemory memory;
        synchronized (idle) {
            ArrayDeque<PictureMemory> free = idle.get(size);
            memory = free == null ? null : free.pollFirst();
        }
        if (memory == null) {
            memory = new PictureMemory(size);
        }
        memory.reuse();
        outstanding.incrementAndGet();
        return new Picture(this, memory, size);
    }

    private void giveBack(PictureMemory memory, PictureSize size) {
        outstanding.decrementAndGet();
        synchronized (idle) {
            if (!closed) {
                ArrayDeque<PictureMemory> free = idle.computeIfAbsent(size, _ -> new ArrayDeque<>());
                if (free.size() < MAX_IDLE_PER_SIZE) {
                    free.addFirst(memory);
                    forgetOldestSize();
                    return;
                }
            }
        }
        memory.close();
    }

    private void forgetOldestSize() {
        if (idle.size() > MAX_IDLE_SIZES) {
            Iterator<ArrayDeque<PictureMemory>> oldest = idle.values().iterator();
            oldest.next().forEach(PictureMemory::close);
            oldest.remove();
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.values().forEach(free -> free.forEach(PictureMemory::close));
            idle.clear();
        }
    }

    /// Counted pixels of one picture.
    static final class Picture {
        private final FramePool pool;
        private final PictureMemory memory;
        private final PictureSize size;
        private final AtomicInteger owners = new AtomicInteger(1);

        Picture(FramePool pool, PictureMemory memory, PictureSize size) {
            this.pool = pool;
            this.memory = memory;
            this.size = size;
        }

        FramePool pool() {
            return pool;
        }

        Mat mat() {
            return memory.onHost();
        }

        UMat umat() {
            return memory.onDevice();
        }

        void forgetDevice() {
            memory.forgetDevice();
        }

        Picture copy() {
            Picture copy = pool.takePicture(size);
            try {
                memory.copyTo(copy.memory);
            } catch (RuntimeException e) {
                copy.release();
                throw e;
            }
            return copy;
        }

        PictureSize size() {
            return size;
        }

        boolean soleOwner() {
            return owners.get() == 1;
        }

        void retain() {
            owners.incrementAndGet();
        }

        void release() {
            if (owners.decrementAndGet() == 0) {
                pool.giveBack(memory, size);
            }
        }
    }
}
