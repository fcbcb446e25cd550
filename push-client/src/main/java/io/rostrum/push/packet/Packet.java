package io.rostrum.push.packet;

import com.google.errorprone.annotations.MustBeClosed;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/// One owner's handle on an encoded picture or a run of encoded sound.
///
/// The bytes are written once, into direct memory of a [PacketPool], and shared by count among all who send, record or
/// keep them; they never change. A handle is closed once by whoever holds it; [#retain()] makes one for a second owner.
/// A closed handle refuses every call but `close()`.
///
/// H.264 is carried as length-prefixed NAL units with four-byte lengths (ISO/IEC 14496-15 §5.3.4.2), parameter sets
/// only in [#parameters()]; AAC as raw access units (ISO/IEC 14496-3), without ADTS. Handles may be used from any
/// thread, each from one at a time.
public final class Packet implements AutoCloseable {
    private final PacketPool.Payload payload;
    private final CodecParameters parameters;
    private final long pts;
    private final long dts;
    private final Rational timeBase;
    private final boolean keyFrame;
    private final PacketStamps stamps;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Packet(
            PacketPool.Payload payload,
            CodecParameters parameters,
            long pts,
            long dts,
            Rational timeBase,
            boolean keyFrame,
            PacketStamps stamps) {
        this.payload = payload;
        this.parameters = parameters;
        this.pts = pts;
        this.dts = dts;
        this.timeBase = timeBase;
        this.keyFrame = keyFrame;
        this.stamps = stamps;
    }

    /// Copies `data` into the pool's memory.
    ///
    /// @param data     borrowed, position to limit
    /// @param pts      presentation time in `timeBase`
    /// @param dts      decoding time in `timeBase`, never after `pts` for video
    /// @param timeBase seconds a tick
    /// @param keyFrame whether decoding can start here; true for every packet of sound
    @MustBeClosed
    public static Packet copyOf(
            PacketPool pool,
            ByteBuffer data,
            CodecParameters parameters,
            long pts,
            long dts,
            Rational timeBase,
            boolean keyFrame,
            PacketStamps stamps) {
        PacketPool.Payload payload = pool.take(data.remaining());
        payload.fill(data);
        return new Packet(payload, parameters, pts, dts, timeBase, keyFrame, stamps);
    }

    /// {@return a second handle on the same bytes, to be closed by its new owner}
    @MustBeClosed
    public Packet retain() {
        open().retain();
        return new Packet(payload, parameters, pts, dts, timeBase, keyFrame, stamps);
    }

    /// {@return a handle on the same bytes with earlier times, to be closed by its new owner; this one stays open}
    ///
    /// @param nanos by how much, rounded to a tick of [#timeBase()]
    @MustBeClosed
    public Packet earlier(long nanos) {
        open().retain();
        long ticks = timeBase.nanosToTicks(nanos);
        return new Packet(payload, parameters, pts - ticks, dts - ticks, timeBase, keyFrame, stamps);
    }

    /// {@return the bytes, read-only, position 0 to limit; valid until this handle is closed}
    public ByteBuffer data() {
        return open().view();
    }

    /// {@return number of bytes}
    public int size() {
        return open().size();
    }

    public CodecParameters parameters() {
        return parameters;
    }

    public MediaKind kind() {
        return parameters.codec().kind();
    }

    public boolean isVideo() {
        return kind() == MediaKind.VIDEO;
    }

    /// {@return whether decoding can start here: an IDR picture, or any sound}
    public boolean keyFrame() {
        return keyFrame;
    }

    /// {@return presentation time in [#timeBase()] since the session began}
    public long pts() {
        return pts;
    }

    /// {@return decoding time in [#timeBase()] since the session began}
    public long dts() {
        return dts;
    }

    public Rational timeBase() {
        return timeBase;
    }

    public long ptsNanos() {
        return timeBase.ticksToNanos(pts);
    }

    public long dtsNanos() {
        return timeBase.ticksToNanos(dts);
    }

    public PacketStamps stamps() {
        return stamps;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            payload.release();
        }
    }

    private PacketPool.Payload open() {
        if (closed.get()) {
            throw new IllegalStateException(kind() + " packet at " + ptsNanos() + " ns is already closed");
        }
        return payload;
    }

    @Override
    public String toString() {
        return "%s packet pts %.3f s%s%s"
                .formatted(kind(), ptsNanos() / 1e9, keyFrame ? " key" : "", closed.get() ? " (closed)" : "");
    }
}
