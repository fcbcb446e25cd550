package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread on which everything in the studio is changed, in the order of the calls. A change that fails is told to
/// the user and keeps no other from happening; one that comes after the end is dropped. Thread-safe.
final class EngineThread implements Executor {
    private static final Logger log = LoggerFactory.getLogger(EngineThread.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rostrum-engine").daemon().factory());
    private final Notices notices;

    EngineThread(Notices notices) {
        this.notices = notices;
    }

    @Override
    public void execute(Runnable change) {
        try {
            thread.execute(() -> change(change));
        } catch (RejectedExecutionException e) {
            log.debug("[studio] asked after its end", e);
        }
    }

    private void change(Runnable change) {
        try {
            change.run();
        } catch (Throwable e) { // the engine goes on
            log.error("[studio] a defect", e);
            notices.add(/* grave= */ true, tr("Something went wrong in the studio; please report the log."));
        }
    }

    /// Runs `look` again and again until the end, whatever becomes of one.
    void every(Duration pause, Runnable look) {
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        look.run();
                    } catch (Throwable e) { // whatever it is, the next look comes
                        log.error("[studio] a defect", e);
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /// Begins something that takes its time.
    ///
    /// @return completes exceptionally with an [IOException] when the studio has ended
    <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> task) {
        try {
            return CompletableFuture.supplyAsync(task, thread).thenCompose(begun -> begun);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new IOException(tr("the studio is being closed"), e));
        }
    }

    /// Ends once all that was asked for is done, or the time is over.
    void end(Duration limit) {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("[studio] the engine did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
