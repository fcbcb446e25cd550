package io.rostrum.capture.scene;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One source's place in the programme: a short queue of its newest frames, its state, and the thread that
/// brings it back after a loss.
///
/// The source's thread puts frames in; the compositor takes the one that belongs to its tick. A source that
/// runs at about the programme's rate is taken frame by frame, so that two clocks of nearly the same rate
/// neither repeat nor lose a picture; only when the next frame but one is closer by a quarter of a tick is one
/// left out. What is shown is therefore never further than 5/8 of a tick from its time. Thread-safe.
public final class SourceSlot extends ItemPicture implements FrameSink, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SourceSlot.class);
    private static final int QUEUED_FRAMES = 8;
    private static final int STEADY_FRAMES = 15;
    private static final Duration AFTER_FIRST_FRAME = Duration.ofMillis(500);
    private static final Duration WITHOUT_FRAMES = Duration.ofSeconds(2);
    /// How long the last frame of a lost source stays.
    private static final Duration HOLD_WHEN_LOST = Duration.ofMillis(500);
    /// How long the last frame of a source that says nothing stays.
    private static final Duration HOLD_WHEN_SILENT = Duration.ofSeconds(2);
    /// Between two ticks that are further apart, its scene was not shown or the whole machine stood still: what the
    /// source did meanwhile says nothing, and it has a moment to give a frame.
    private static final Duration GAP = Source.REPEAT_AT_LEAST;

    private static final Duration AFTER_GAP = Source.REPEAT_AT_LEAST.multipliedBy(2);

    /// Where the source stands.
    public sealed interface State {
        /// It delivers, or is about to.
        record Running() implements State {}

        /// It came to its natural end; its last frame stays.
        record Ended() implements State {}

        /// It was lost and is tried again.
        record Lost(String why) implements State {}
    }

    private final Supplier<Source> opener;
    private final MediaClock clock;
    private final String name;
    private final ShownFrame shown;
    private final RetryPace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final VideoFrame[] queue = new VideoFrame[QUEUED_FRAMES];
    private int queued;
    private long received;
    /// Programme time from which on it has shown nothing new.
    private long lastFrameNanos;
    /// Whether it was lost and nothing new has been shown since.
    private boolean lostSince;
    /// The tick it was last moved on to; the compositor's thread alone uses it.
    private long advancedNanos = Long.MIN_VALUE;
    /// The tick from which on it was moved on without a gap; as [#advancedNanos].
    private long steadySinceNanos;
    private @Nullable Source source;
    private volatile boolean overlay;
    private State state = new State.Running();
    private boolean restartWanted;
    private boolean saidSilent;
    private boolean closed;

    /// @param name   what the source is called in log lines
    /// @param opener makes the source anew, not yet started; called again after each loss
    public SourceSlot(String name, Supplier<Source> opener, MediaClock clock) {
        this(name, opener, clock, VideoFilter.NONE);
    }

    /// @param name   what the source is called in log lines
    /// @param opener makes the source anew, not yet started; called again after each loss
    /// @param filter what is done to each of its frames, on the compositor's thread; closed with this
    public SourceSlot(String name, Supplier<Source> opener, MediaClock clock, VideoFilter filter) {
        this(name, opener, clock, filter, new RetryPace(clock));
    }

    SourceSlot(String name, Supplier<Source> opener, MediaClock clock, VideoFilter filter, RetryPace pace) {
        this.name = name;
        this.opener = opener;
        this.clock = clock;
        this.shown = new ShownFrame(filter);
        this.pace = pace;
    }

    /// Starts the source as [#start] does, but one that does not start is lost from the beginning, and tried
    /// again.
    public void startOrRetry() {
        try {
            start();
        } catch (DeviceException e) {
            lost(e);
            Thread.ofVirtual().name("revive " + name).start(this::reviveWhenLost);
        } catch (RuntimeException e) {
            log.error("[source {}] does not open because of a defect, tried again later", name, e);
            lost(new DeviceException(
                    DeviceException.Reason.LOST, "a mistake in this program; please report the log", e));
            Thread.ofVirtual().name("revive " + name).start(this::reviveWhenLost);
        }
    }

    /// Starts the source and, from then on, brings it back whenever it is lost.
    ///
    /// @throws DeviceException if it does not start the first time: a wrong name is the user's to correct
    public void start() throws DeviceException {
        Source first = open();
        if (!begin(first)) {
            first.close(); // closed while it opened
            return;
        }
        Thread.ofVirtual().name("revive " + name).start(this::reviveWhenLost);
    }

    private boolean begin(Source first) {
        lock.lock();
        try {
            if (!closed) {
                source = first;
                lastFrameNanos = clock.nanoTime();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private Source open() throws DeviceException {
        Source made = opener.get();
        overlay = made.overlay();
        try {
            pace.listen(made, this::retryNow);
            made.start(clock, this);
            return made;
        } catch (DeviceException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /// Waits until a live source runs at its pace, so that a programme that begins then misses nothing: some
    /// frames, or half a second after the first where little changes, or two seconds without any. An interrupt
    /// ends the wait.
    public void awaitSteady() {
        lock.lock();
        try {
            if (source == null || !source.live()) {
                return;
            }
            long left = WITHOUT_FRAMES.toNanos();
            while (received == 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            left = AFTER_FIRST_FRAME.toNanos();
            while (received < STEADY_FRAMES && left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void frame(VideoFrame frame) {
        VideoFrame surplus = null;
        lock.lock();
        try {
            if (closed) {
                surplus = frame;
            } else {
                if (queued == QUEUED_FRAMES) {
                    surplus = takeOldest();
                }
                queue[queued++] = frame;
                received++;
                if (state instanceof State.Ended) { // a playlist was turned back
                    state = new State.Running();
                }
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (surplus != null) {
            surplus.close();
        }
    }

    @Override
    public void lost(DeviceException why) {
        lock.lock();
        try {
            log.warn("[source {}] lost: {}", name, why.getMessage());
            state = new State.Lost(String.valueOf(why.getMessage()));
            lostSince = true;
            restartWanted = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Tries to bring a lost source back at once; one that is not lost is let be.
    private void retryNow() {
        if (state() instanceof State.Lost) {
            pace.tryAtOnce();
        }
    }

    @Override
    public void ended() {
        lock.lock();
        try {
            state = new State.Ended();
        } finally {
            lock.unlock();
        }
    }

    public State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /// {@return whether the source ended and all its frames were seen}
    public boolean exhausted() {
        lock.lock();
        try {
            return state instanceof State.Ended && queued == 0;
        } finally {
            lock.unlock();
        }
    }

    /// Moves on to the frame that belongs to a tick, if there is a new one. Asked again for the same tick, as by
    /// the two scenes of a transition, it stays.
    ///
    /// @param tickNanos   time of the programme picture
    /// @param periodNanos time from one programme picture to the next
    /// @return whether there was a new one, or the last one moves
    boolean advance(long tickNanos, long periodNanos) {
        if (tickNanos == advancedNanos) {
            return false;
        }
        if (advancedNanos == Long.MIN_VALUE || tickNanos - advancedNanos > GAP.toNanos()) {
            steadySinceNanos = tickNanos;
        }
        advancedNanos = tickNanos;
        VideoFrame next = next(tickNanos, periodNanos);
        if (next == null) {
            return changed(shown.move(tickNanos));
        }
        shown.take(next);
        return changed(true);
    }

    @Override
    boolean advance(long tickNanos, long periodNanos, ScenePainter painter) {
        return advance(tickNanos, periodNanos);
    }

    private @Nullable VideoFrame next(long tickNanos, long periodNanos) {
        List<VideoFrame> gone = new ArrayList<>(2);
        lock.lock();
        try {
            while (queued >= 2 && closer(queue[1], queue[0], tickNanos, periodNanos / 4)) {
                gone.add(takeOldest());
            }
            if (queued == 0 || (shown.present() && queue[0].ptsNanos() > tickNanos + periodNanos * 3 / 4)) {
                return null;
            }
            lastFrameNanos = tickNanos;
            saidSilent = false;
            lostSince &= state instanceof State.Lost;
            return takeOldest();
        } finally {
            lock.unlock();
            gone.forEach(VideoFrame::close);
        }
    }

    private static boolean closer(VideoFrame later, VideoFrame earlier, long tickNanos, long byNanos) {
        return Math.abs(later.ptsNanos() - tickNanos) + byNanos < Math.abs(earlier.ptsNanos() - tickNanos);
    }

    /// {@return whether nothing new has come for too long to go on showing the last frame, in programme time: a
    /// compositor that is late still has frames to take}
    @Override
    boolean missing() {
        lock.lock();
        try {
            if (advancedNanos == Long.MIN_VALUE) {
                return false;
            }
            long silentNanos = advancedNanos - lastFrameNanos;
            if (lostSince) {
                return silentNanos > HOLD_WHEN_LOST.toNanos();
            }
            boolean silent = state instanceof State.Running
                    && source != null
                    && silentNanos > HOLD_WHEN_SILENT.toNanos()
                    && advancedNanos - steadySinceNanos > AFTER_GAP.toNanos();
            if (silent && !saidSilent) {
                saidSilent = true;
                log.warn("[source {}] no picture is coming", name);
            }
            return silent;
        } finally {
            lock.unlock();
        }
    }

    @Override
    boolean overlay() {
        return overlay;
    }

    /// {@return the size of its newest frame; empty before the first}
    public Optional<PictureSize> pictureSize() {
        return Optional.ofNullable(shown.size());
    }

    @Override
    @Nullable
    VideoFrame show(boolean unfiltered, long tickNanos, ScenePainter painter) {
        return unfiltered ? shown.showUnfiltered() : shown.show();
    }

    @Override
    void keepFilteredOnly() {
        shown.keepFilteredOnly();
    }

    private VideoFrame takeOldest() {
        VideoFrame oldest = queue[0];
        queued--;
        System.arraycopy(queue, 1, queue, 0, queued);
        return oldest;
    }

    private void reviveWhenLost() {
        while (awaitLoss()) {
            try {
                closeSource();
                if (!pace.await() || !adopt(open())) {
                    return;
                }
                pace.opened();
                log.info("[source {}] is back", name);
            } catch (DeviceException e) {
                askAgain(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                log.error("[source {}] does not open because of a defect, tried again later", name, e);
                askAgain("a mistake in this program; please report the log");
            }
        }
    }

    private boolean awaitLoss() {
        lock.lock();
        try {
            while (!restartWanted && !closed) {
                changed.awaitUninterruptibly();
            }
            restartWanted = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean adopt(Source again) {
        lock.lock();
        try {
            if (!closed) {
                source = again;
                if (!restartWanted) {
                    state = new State.Running();
                }
                return true;
            }
        } finally {
            lock.unlock();
        }
        again.close();
        return false;
    }

    private void askAgain(String why) {
        lock.lock();
        try {
            state = new State.Lost(why);
            restartWanted = true;
        } finally {
            lock.unlock();
        }
    }

    private void closeSource() {
        Source old;
        lock.lock();
        try {
            old = source;
            source = null;
        } finally {
            lock.unlock();
        }
        if (old != null) {
            old.close();
        }
    }

    /// Stops the source and gives its frames back. Idempotent.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        pace.close();
        closeSource();
        shown.close();
        lock.lock();
        try {
            while (queued > 0) {
                takeOldest().close();
            }
        } finally {
            lock.unlock();
        }
    }
}
