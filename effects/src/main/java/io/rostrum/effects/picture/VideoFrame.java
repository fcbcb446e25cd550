package io.rostrum.effects.picture;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.UMat;

/// One owner's handle on a picture in native memory.
///
/// The pixels are BGRA, 8 bits a channel, alpha premultiplied, full range, sRGB transfer and BT.709 primaries. A
/// handle is closed exactly once, by whoever holds it. To give the picture to a second owner, hand over a handle of
/// its own from [#retain()]; the memory goes back to its pool when the last handle is closed. A closed handle
/// refuses every call, so one owner's bug cannot corrupt another owner's picture. A picture that somebody else may
/// see is never written to: take [#makeWritable()] first.
public final class VideoFrame implements AutoCloseable {
    private final FramePool.Picture picture;
    private final long ptsNanos;
    private final boolean opaque;
    private final AtomicBoolean closed = new AtomicBoolean();

    VideoFrame(FramePool.Picture picture, long ptsNanos, boolean opaque) {
        this.picture = picture;
        this.ptsNanos = ptsNanos;
        this.opaque = opaque;
    }

    /// {@return a second handle on the same picture, to be closed by its new owner}
    @MustBeClosed
    public VideoFrame retain() {
        open().retain();
        return new VideoFrame(picture, ptsNanos, opaque);
    }

    /// Gives up this handle for one on the same picture with another time.
    ///
    /// @param newPtsNanos nanoseconds of the session's clock
    @MustBeClosed
    public VideoFrame withPts(long newPtsNanos) {
        open();
        closed.set(true);
        return new VideoFrame(picture, newPtsNanos, opaque);
    }

    /// Gives up this handle for one on the same picture whose pixels may be transparent from now on.
    @MustBeClosed
    public VideoFrame withTransparency() {
        open();
        if (!opaque) {
            return this;
        }
        closed.set(true);
        return new VideoFrame(picture, ptsNanos, false);
    }

    /// Gives up this handle for one on the same picture, of which every pixel was given alpha 255.
    @MustBeClosed
    VideoFrame withoutTransparency() {
        open();
        closed.set(true);
        return new VideoFrame(picture, ptsNanos, true);
    }

    /// Gives up this handle for one whose pixels nobody else can see: the same picture when this was the only owner,
    /// otherwise a copy. Writable means a reference count of one. Where copying fails this handle stays open.
    @MustBeClosed
    public VideoFrame makeWritable() {
        if (open().soleOwner()) {
            return this;
        }
        VideoFrame copy = new VideoFrame(picture.copy(), ptsNanos, opaque);
        close();
        return copy;
    }

    public PictureSize size() {
        return picture.size();
    }

    public int width() {
        return picture.size().width();
    }

    public int height() {
        return picture.size().height();
    }

    /// {@return when the picture is to be seen (for a source: when it was captured), nanoseconds of the session's
    /// clock}
    public long ptsNanos() {
        return ptsNanos;
    }

    /// {@return whether every pixel is known to have alpha 255, so that drawing it needs no blending}
    public boolean opaque() {
        return opaque;
    }

    /// {@return the pixels as an OpenCV matrix, CV_8UC4; borrowed, valid until this handle is closed}
    public Mat mat() {
        return open().mat();
    }

    /// The pixels on the OpenCL device bound to the calling thread, CV_8UC4; borrowed, valid until this handle is
    /// closed. They are uploaded when the newest copy is in memory, as [#mat()] downloads them when it is on the
    /// device; so a chain of filters that works here alone pays for one transfer each way.
    public UMat umat() {
        return open().umat();
    }

    /// Gives up the copy on the OpenCL device after that failed: the pixels are those that memory had last, as they
    /// were before the device changed them, or black if memory never had them.
    public void forgetDevice() {
        open().forgetDevice();
    }

    /// {@return address of the first pixel of the first row; borrowed, valid until this handle is closed}
    public BytePointer pixels() {
        return open().mat().data();
    }

    /// {@return bytes from one row to the next, at least four times the width}
    public int strideBytes() {
        return (int) open().mat().step();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            picture.release();
        }
    }

    private FramePool.Picture open() {
        if (closed.get()) {
            throw new IllegalStateException("frame at " + ptsNanos + " ns is already closed");
        }
        return picture;
    }
}
