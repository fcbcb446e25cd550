package io.rostrum.capture.audio.monitor;

import io.rostrum.capture.audio.mixer.AudioMixer;
import io.rostrum.capture.audio.mixer.MonitorSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays what the monitor hears on an output device; newest wins: what a device has no time for is left out, so that it
/// never lies behind by more than 170 ms.
///
/// A thread of its own opens the device and waits for it. A device that does not open, or stops, is tried again every
/// three seconds until this is closed.
public final class MonitorOutput implements MonitorSink, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MonitorOutput.class);
    private static final int WAITING_BLOCKS = 8;
    private static final int BLOCK_SAMPLES = 2 * AudioMixer.BLOCK_FRAMES;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(3);

    private final OutputDevice.Opener opener;
    private final String device;
    private final Duration tryAgain;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<float[]> waiting = new ArrayDeque<>(WAITING_BLOCKS);
    private final Deque<float[]> spare = new ArrayDeque<>(WAITING_BLOCKS);
    private @Nullable String trouble;
    private boolean closed;

    /// Opens a device of Java Sound.
    ///
    /// @param device its name; empty for the system's default
    public MonitorOutput(String device) {
        this(JavaSoundDevice::open, device, TRY_AGAIN);
    }

    MonitorOutput(OutputDevice.Opener opener, String device, Duration tryAgain) {
        this.opener = opener;
        this.device = device;
        this.tryAgain = tryAgain;
        for (int i = 0; i < WAITING_BLOCKS; i++) {
            spare.add(new float[BLOCK_SAMPLES]);
        }
        Thread.ofPlatform().name("rostrum-monitor").daemon().start(this::run);
    }

    /// {@return the device it was made for}
    public String device() {
        return device;
    }

    /// {@return why nothing is heard, in words; empty while it plays}
    public Optional<String> trouble() {
        lock.lock();
        try {
            return Optional.ofNullable(trouble);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void monitored(float[] block) {
        lock.lock();
        try {
            float[] kept = spare.isEmpty() ? waiting.remove() : spare.remove();
            System.arraycopy(block, 0, kept, 0, BLOCK_SAMPLES);
            waiting.add(kept);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (!isClosed()) {
                try (OutputDevice opened = opener.open(device)) {
                    opened();
                    play(opened);
                } catch (IOException e) {
                    log.warn("[monitor] {}", e.getMessage());
                    failed(String.valueOf(e.getMessage()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("[monitor] ended by a defect", e);
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// What gathered while it opened is old.
    private void opened() {
        lock.lock();
        try {
            trouble = null;
            spare.addAll(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    private void failed(String why) throws InterruptedException {
        lock.lock();
        try {
            trouble = why;
            long left = tryAgain.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void play(OutputDevice opened) throws IOException, InterruptedException {
        byte[] bytes = new byte[2 * BLOCK_SAMPLES];
        while (take(bytes)) {
            opened.play(bytes);
        }
    }

    /// {@return false when this was closed}
    private boolean take(byte[] bytes) throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            if (closed) {
                return false;
            }
            float[] block = waiting.remove();
            for (int i = 0; i < BLOCK_SAMPLES; i++) {
                int sample = Math.round(Math.clamp(block[i], -1f, 1f) * Short.MAX_VALUE);
                bytes[2 * i] = (byte) sample;
                bytes[2 * i + 1] = (byte) (sample >> 8);
            }
            spare.add(block);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Ends at once; the device is closed behind this by the thread that has it. Idempotent.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
