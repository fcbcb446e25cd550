package io.rostrum.capture.session;

import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.scene.ProgrammeSink;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.PacketStamps;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The encoder's thread and the queue before it.
///
/// The queue holds [#QUEUED_FRAMES] pictures, a fifth of a second at 30 fps; when it is full the newest programme
/// picture is refused, so that the encoder never falls further behind.
final class EncoderStage implements ProgrammeSink, AutoCloseable {
    static final int QUEUED_FRAMES = 6;

    private static final Logger log = LoggerFactory.getLogger(EncoderStage.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    /// Weight of the newest time in the mean.
    private static final double NEWEST = 1.0 / 32;

    private sealed interface Work {
        record Picture(VideoFrame frame, PacketStamps stamps) implements Work {}

        record Stop() implements Work {}
    }

    private final VideoEncoder encoder;
    private final Consumer<Throwable> failed;
    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(QUEUED_FRAMES + 1);
    private final AtomicLong encoded = new AtomicLong();
    private volatile double encodeNanos;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    /// @param encoder closed with this
    /// @param failed  told once when the encoder cannot go on, be it by a defect
    EncoderStage(VideoEncoder encoder, Consumer<Throwable> failed) {
        this.encoder = encoder;
        this.failed = failed;
    }

    void start() {
        thread = Thread.ofPlatform().name("rostrum-video-encoder").daemon().start(this::run);
    }

    /// Called on the compositor's thread only.
    @Override
    public boolean frame(VideoFrame frame, PacketStamps stamps) {
        if (stopping || queue.size() >= QUEUED_FRAMES || !queue.offer(new Work.Picture(frame, stamps))) {
            frame.close();
            return false;
        }
        return true;
    }

    long encoded() {
        return encoded.get();
    }

    double encodeMillis() {
        return encodeNanos / 1e6;
    }

    private void run() {
        double mean = 0;
        try (encoder) {
            while (queue.take() instanceof Work.Picture(VideoFrame frame, PacketStamps stamps)) {
                long begin = System.nanoTime();
                encoder.encode(frame, stamps);
                encoded.incrementAndGet();
                mean += NEWEST * (System.nanoTime() - begin - mean);
                encodeNanos = mean;
            }
            encoder.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            stopping = true;
            failed.accept(e);
        } finally {
            stopping = true;
            drain();
        }
    }

    private void drain() {
        Work left = queue.poll();
        while (left != null) {
            if (left instanceof Work.Picture picture) {
                picture.frame().close();
            }
            left = queue.poll();
        }
    }

    /// Encodes what is queued, flushes the encoder and ends. The compositor must have been closed before. Idempotent.
    @Override
    public void close() {
        stopping = true;
        Thread running = thread;
        if (running == null) {
            encoder.close();
            return;
        }
        try {
            if (running.isAlive() && !queue.offer(new Work.Stop(), STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                running.interrupt();
            }
            if (!running.join(STOP_WITHIN)) {
                log.warn("[encoder] thread {} did not end within {} s", running.getName(), STOP_WITHIN.toSeconds());
            }
            drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
