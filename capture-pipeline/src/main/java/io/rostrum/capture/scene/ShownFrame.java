package io.rostrum.capture.scene;

import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The frame of a source that is shown now, filtered, and where somebody compares also as it came.
///
/// The compositor's thread takes and shows; any thread may close.
final class ShownFrame implements AutoCloseable {
    private final VideoFilter filter;
    /// Held while the filter works, so that it is not closed meanwhile.
    private final ReentrantLock working = new ReentrantLock();
    private @Nullable VideoFrame filtered;
    private @Nullable VideoFrame unfiltered;
    private volatile @Nullable PictureSize size;
    private boolean keepUnfiltered;
    private boolean closed;

    /// @param filter closed with this
    ShownFrame(VideoFilter filter) {
        this.filter = filter;
    }

    /// Filters the frame and shows it from now on.
    ///
    /// @param frame taken
    void take(VideoFrame frame) {
        working.lock();
        try {
            if (closed) {
                frame.close();
                return;
            }
            size = frame.size();
            VideoFrame raw = keepUnfiltered || filter.moves() ? frame.retain() : null;
            forget();
            unfiltered = raw;
            filtered = filter.apply(frame);
        } finally {
            working.unlock();
        }
    }

    /// Filters the frame that is shown once more, as of another time, where that makes it another.
    ///
    /// @return whether it did
    boolean move(long ptsNanos) {
        working.lock();
        try {
            VideoFrame raw = unfiltered;
            if (closed || raw == null || !filter.moves()) {
                return false;
            }
            VideoFrame moved = filter.apply(raw.retain().withPts(ptsNanos));
            if (filtered != null) {
                filtered.close();
            }
            filtered = moved;
            return true;
        } finally {
            working.unlock();
        }
    }

    /// {@return the size of the newest frame, also after it was forgotten; null before the first}
    @Nullable
    PictureSize size() {
        return size;
    }

    boolean present() {
        working.lock();
        try {
            return filtered != null;
        } finally {
            working.unlock();
        }
    }

    /// {@return a handle to be closed by the caller; null before the first frame}
    @Nullable
    VideoFrame show() {
        working.lock();
        try {
            return filtered == null ? null : filtered.retain();
        } finally {
            working.unlock();
        }
    }

    /// {@return a handle on the frame as it came, to be closed by the caller; the filtered one where it was not
    /// kept: it is from the next frame on, until [#keepFilteredOnly]}
    @Nullable
    VideoFrame showUnfiltered() {
        working.lock();
        try {
            keepUnfiltered = true;
            return unfiltered == null ? show() : unfiltered.retain();
        } finally {
            working.unlock();
        }
    }

    /// From the next frame on none is kept as it came.
    void keepFilteredOnly() {
        working.lock();
        try {
            keepUnfiltered = false;
        } finally {
            working.unlock();
        }
    }

    private void forget() {
        if (filtered != null) {
            filtered.close();
            filtered = null;
        }
        if (unfiltered != null) {
            unfiltered.close();
            unfiltered = null;
        }
    }

    /// Closes the filter and gives the frames back. Idempotent.
    @Override
    public void close() {
        working.lock();
        try {
            if (!closed) {
                closed = true;
                forget();
                filter.close();
            }
        } finally {
            working.unlock();
        }
    }
}
