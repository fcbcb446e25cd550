package io.rostrum.studio.cli;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is ended when a signal ends the process, the newest first; only then the process ends.
///
/// A signal is a wish to end, not a failure: the exit code is 0 unless an ending says that something failed before.
/// Without a signal nothing is ended by this: every owner ends what it owns.
final class EndBySignal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EndBySignal.class);

    /// Ends something and waits for that, also when somebody else is ending it already.
    @FunctionalInterface
    interface Ending {
        /// {@return whether all had gone well}
        boolean end();
    }

    private final Deque<Ending> endings = new ConcurrentLinkedDeque<>();
    private final Thread hook = new Thread(this::end, "stop");

    EndBySignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// @param ending called before those that were added earlier, on a thread of its own
    void add(Ending ending) {
        endings.addFirst(ending);
    }

    private void end() {
        boolean well = true;
        for (Ending ending : endings) {
            try {
                well &= ending.end();
            } catch (RuntimeException e) {
                log.error("[signal] something did not end", e);
                well = false;
            }
        }
        Runtime.getRuntime().halt(well ? 0 : 1);
    }

    /// From now on a signal ends the process at once.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            log.debug("[signal] ended by one", alreadyEnding);
        }
    }
}
