package io.rostrum.capture.session;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One encoder at work, and what tells whether it still works. Confined to the thread that encodes with it, but
/// for what says otherwise.
final class EncoderRun implements PacketSink, AutoCloseable {
    /// A device takes a few milliseconds for a picture. One that has taken so long will not come.
    private static final long DEVICE_STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /// Software does not hang, but on a machine with too much to do it waits for its turn.
    private static final long SOFTWARE_STALL_NANOS = TimeUnit.SECONDS.toNanos(4);
    /// How many times as long as usual is no slowness any more, on a machine that needs long for each picture.
    private static final int STALL_FACTOR = 8;
    /// Drivers load and compile before the first picture comes.
    private static final long WARMING_NANOS = TimeUnit.SECONDS.toNanos(2);
    /// Weight of the newest time in the mean.
    private static final double NEWEST = 1.0 / 32;

    /// Opens the encoder, with the sink that it is to give packets to.
    @FunctionalInterface
    interface Opening {
        @MustBeClosed
        VideoEncoder open(String name, VideoSettings settings, PacketSink sink) throws EncoderException;
    }

    private final String name;
    private final boolean hardware;
    private final BiConsumer<EncoderRun, Packet> output;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong given = new AtomicLong();
    private final int mostSilent;
    private VideoSettings settings;
    private int silentFor;
    private @Nullable VideoEncoder encoder;
    private volatile int bitsPerSecond;
    private volatile double meanNanos;
    private volatile boolean openingAnother;

    /// @param hardware whether it is a device's
    /// @param output   takes the packets and whose they are, on the thread that encodes
    EncoderRun(String name, boolean hardware, VideoSettings settings, BiConsumer<EncoderRun, Packet> output) {
        this.name = name;
        this.hardware = hardware;
        this.settings = settings;
        this.output = output;
        this.bitsPerSecond = settings.bitsPerSecond();
        // What was asked for, and half a second of its own.
        this.mostSilent = settings.lookaheadFrames()
                + settings.bFrames()
                + Math.max(10, (int) Math.ceil(settings.frameRate().toDouble() / 2));
    }

    /// Any thread.
    String name() {
        return name;
    }

    /// {@return what it aims at; any thread}
    int bitsPerSecond() {
        return bitsPerSecond;
    }

    /// {@return time to encode a picture, mean of the last second or so; any thread}
    double meanNanos() {
        return meanNanos;
    }

    /// {@return pictures that went in and have not come out; any thread}
    long inside() {
        return taken.get() - given.get();
    }

    /// {@return how long a step may go on before this encoder is taken to have stalled; any thread}
    long patienceNanos() {
        return Math.max(
                taken.get() < 2 || openingAnother ? WARMING_NANOS : (long) (STALL_FACTOR * meanNanos),
                hardware ? DEVICE_STALL_NANOS : SOFTWARE_STALL_NANOS);
    }

    /// @param now whether it waits while an encoder is opened in its place, which takes longer than a picture
    void openingAnother(boolean now) {
        openingAnother = now;
    }

    boolean isOpen() {
        return encoder != null;
    }

    @SuppressWarnings("MustBeClosedChecker") // closed in close()
    void open(Opening opening) throws EncoderException {
        encoder = opening.open(name, settings, this);
    }

    @Override
    public void accept(Packet packet) {
        silentFor = 0;
        given.incrementAndGet();
        output.accept(this, packet);
    }

    /// @param frame taken
    /// @throws EncoderException if the encoder failed, or only takes
    void encode(VideoFrame frame, PacketStamps stamps) throws EncoderException {
        long began = System.nanoTime();
        taken.incrementAndGet();
        silentFor++;
        encoder().encode(frame, stamps);
        double mean = meanNanos;
        meanNanos = mean + NEWEST * (System.nanoTime() - began - mean);
        if (silentFor > mostSilent) {
            throw new EncoderException(
                    "encoder " + name + " failed: it took " + silentFor + " pictures and gave none back");
        }
    }

    /// {@return whether it goes on with that bit rate; if not, another has to be opened}
    boolean changeBitRate(int newBitsPerSecond) {
        if (!encoder().changeBitRate(newBitsPerSecond)) {
            return false;
        }
        settings = settings.withBitRate(newBitsPerSecond);
        bitsPerSecond = newBitsPerSecond;
        return true;
    }

    void keyFrameNext() {
        encoder().keyFrameNext();
    }

    void flush() throws EncoderException {
        encoder().flush();
    }

    private VideoEncoder encoder() {
        VideoEncoder open = encoder;
        if (open == null) {
            throw new IllegalStateException("encoder " + name + " is not open");
        }
        return open;
    }

    @Override
    public void close() {
        VideoEncoder open = encoder;
        if (open != null) {
            open.close();
        }
    }
}
