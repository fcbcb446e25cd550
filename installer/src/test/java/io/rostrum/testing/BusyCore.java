package io.rostrum.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A process that takes all it can get of one processor core, as a game or a compiler beside a broadcast does.
///
/// It is an endless loop of the shell at usual priority, on whichever core the system puts it; ended when this is
/// closed, and by itself after a time.
public final class BusyCore implements AutoCloseable {
    private final Child loop;

    private BusyCore(Child loop) {
        this.loop = loop;
    }

    /// @param limit after which it ends by itself
    public static BusyCore burn(Duration limit) {
        return new BusyCore(Child.start(
                "busy core", List.of("timeout", limit.toSeconds() + "s", "sh", "-c", "while :; do :; done"), Map.of()));
    }

    /// {@return what it has got so far}
    public ProcessMeter meter() {
        return new ProcessMeter(loop.pid());
    }

    @Override
    public void close() {
        loop.close();
    }
}
