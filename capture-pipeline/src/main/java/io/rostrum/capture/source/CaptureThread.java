package io.rostrum.capture.source;

import io.rostrum.capture.source.DeviceException.Reason;
import java.time.Duration;
import java.util.function.Consumer;
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
    /// @param lost told, on that thread, when the body ends by a defect and nobody asked it to end
    public static CaptureThread start(String name, Runnable body, Consumer<DeviceException> lost) {
        return new CaptureThread(
                Thread.ofPlatform().name("source " + name).daemon(true).start(() -> run(name, body, lost)));
    }

    private static void run(String name, Runnable body, Consumer<DeviceException> lost) {
        try {
            body.run();
        } catch (RuntimeException | Error e) {
            LOG.error("[source {}] ended by a defect", name, e);
            if (!Thread.currentThread().isInterrupted()) {
                lost.accept(new DeviceException(
                        Reason.LOST, name + " stopped because of a mistake in this program; please report the log", e));
            }
        }
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
