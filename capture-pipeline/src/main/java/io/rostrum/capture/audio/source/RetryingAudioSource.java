package io.rostrum.capture.audio.source;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A source that is opened again when it is lost: a sound card pulled out comes back without anybody's help.
///
/// The first opening fails as the source itself would, so that a wrong name is said at once. After that a loss
/// is reported to the sink once, and opening is tried after 0.5 s, then after twice as long each time up to 5
/// s, until it works and stays for five seconds, or this is closed. A virtual thread of its own does it.
public final class RetryingAudioSource implements AudioSource {
    private static final Logger log = LoggerFactory.getLogger(RetryingAudioSource.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    /// A time of opening that is never long ago.
    private static final long NOT_OPEN = Long.MAX_VALUE;

    private final Supplier<AudioSource> opener;
    private final Duration firstWait;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private AudioSource current;
    private @Nullable Thread retrier;
    private @Nullable DeviceException lostBy;
    private boolean closed;

    /// @param opener makes the source anew each time; called on any thread
    public RetryingAudioSource(Supplier<AudioSource> opener) {
        this(opener, FIRST_WAIT);
    }

    RetryingAudioSource(Supplier<AudioSource> opener, Duration firstWait) {
        this.opener = opener;
        this.firstWait = firstWait;
        this.current = opener.get();
    }

    @Override
    public String name() {
        lock.lock();
        try {
            return current.name();
        } finally {
            lock.unlock();
        }
    }

    /// {@return why there is only silence now; empty while sound comes}
    public Optional<DeviceException> lost() {
        lock.lock();
        try {
            return Optional.ofNullable(lostBy);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start(MediaClock clock, AudioSink sink) throws DeviceException {
        AudioSource first = currentSource();
        first.start(clock, new Watched(sink));
        if (isClosed()) {
            first.close(); // closed while it opened
            return;
        }
        retrier = Thread.ofVirtual().name("audio-retry-" + name()).start(() -> watch(clock, sink));
    }

    /// Starts as [#start] does, but a source that does not start is lost from the beginning, and tried again.
    public void startOrRetry(MediaClock clock, AudioSink sink) {
        try {
            start(clock, sink);
        } catch (DeviceException e) {
            begunLost(clock, sink, e);
        } catch (RuntimeException e) {
            log.error("[audio {}] does not open because of a defect, tried again later", name(), e);
            begunLost(
                    clock,
                    sink,
                    new DeviceException(
                            DeviceException.Reason.LOST, "a mistake in this program; please report the log", e));
        }
    }

    private void begunLost(MediaClock clock, AudioSink sink, DeviceException why) {
        new Watched(sink).lost(why);
        retrier = Thread.ofVirtual().name("audio-retry-" + name()).start(() -> watch(clock, sink));
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void watch(MediaClock clock, AudioSink sink) {
        Duration wait = firstWait;
        long openedNanos = clock.nanoTime();
        try {
            while (awaitLoss()) {
                if (clock.nanoTime() - openedNanos > LONGEST_WAIT.toNanos()) {
                    wait = firstWait;
                }
                if (!sleep(wait)) {
                    return;
                }
                openedNanos = reopen(clock, sink) ? clock.nanoTime() : NOT_OPEN;
                wait = shorter(wait.multipliedBy(2), LONGEST_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// {@return false when this was closed}
    private boolean awaitLoss() throws InterruptedException {
        lock.lock();
        try {
            while (lostBy == null && !closed) {
                changed.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// {@return false when this was closed}
    private boolean sleep(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean reopen(MediaClock clock, AudioSink sink) {
        try {
            currentSource().close();
            AudioSource fresh = opener.get();
            if (!adopt(fresh)) {
                return false;
            }
            fresh.start(clock, new Watched(sink));
            log.info("[audio {}] back", fresh.name());
            return true;
        } catch (DeviceException e) {
            lostAgain(e);
        } catch (RuntimeException e) {
            log.error("[audio {}] does not open because of a defect, tried again later", name(), e);
            lostAgain(new DeviceException(
                    DeviceException.Reason.LOST,
                    name() + " does not open because of a mistake in this program; please report the log",
                    e));
        }
        return false;
    }

    /// {@return false when this was closed}
    private boolean adopt(AudioSource fresh) {
        lock.lock();
        try {
            if (!closed) {
                current = fresh;
                lostBy = null;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private AudioSource currentSource() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    private void lostAgain(DeviceException why) {
        lock.lock();
        try {
            lostBy = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Thread running = retrier;
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        currentSource().close();
    }

    /// Passes on what comes, and starts the retry instead of giving up.
    private final class Watched implements AudioSink {
        private final AudioSink sink;

        Watched(AudioSink sink) {
            this.sink = sink;
        }

        @Override
        public void block(AudioBlock block) {
            sink.block(block);
        }

        @Override
        public void lost(DeviceException why) {
            log.warn("[audio {}] lost, silence until it is back: {}", name(), why.getMessage());
            sink.lost(why);
            lostAgain(why);
        }

        @Override
        public void ended() {
            sink.ended();
        }
    }
}
