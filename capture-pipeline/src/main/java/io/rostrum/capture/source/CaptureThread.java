package io.rostrum.capture.source;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread of one source: a named platform thread that is asked to end by interruption and waited for.
public final class CaptureThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureThread.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Thread thread;

    private CaptureThread(Thread thread) {
        this.thread = thread;
    }

    /// Runs `body` on a thread of its own; it ends soon after the thread is interrupted.
    ///
    /// @param name of the source, as in log lines
    public static CaptureThread start(String name, Runnable body) {
        return new CaptureThread(
                Thread.ofPlatform().name("source " + name).daemon(true).start(body));
    }

    /// Asks the thread to end and waits for it, five seconds at most. A call from the thread itself does not wait.
    @Override
    public void close() {
        thread.interrupt();
        if (thread.equals(Thread.currentThread())) {
            return;
        }
        boolean interrupted = false;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (thread.isAlive() && System.nanoTime() < deadline) {
            try {
                if (thread.join(PATIENCE)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (thread.isAlive()) {
            LOG.warn("[{}] did not end within {} s", thread.getName(), PATIENCE.toSeconds());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
