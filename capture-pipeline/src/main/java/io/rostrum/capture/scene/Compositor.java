package io.rostrum.capture.scene;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.load.LoadGovernor;
import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.load.LoadStep;
import io.rostrum.capture.load.LoadTick;
import io.rostrum.effects.filter.FilterCost;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.thrift.Thrift;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes one programme picture a tick out of the scene, whatever the sources do.
///
/// Picture *k* has the time *k*/rate exactly and is composed one and a half periods after it, so that the
/// frames of every source near that time have arrived; sound is mixed with more delay than that, so nothing is
/// gained by haste. A picture that fills the canvas by itself is passed on without a copy. A tick that the
/// machine misses by more than five periods is left out and counted: the programme never runs later.
public final class Compositor implements AutoCloseable {
    /// A slot's frames reach back so far, and a picture waits for one and a half periods even in time.
    private static final int MOST_LATE_PERIODS = 5;
    private static final Logger log = LoggerFactory.getLogger(Compositor.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);
    /// Weight of the newest time in the means.
    private static final double NEWEST = 1.0 / 32;

    private final SceneCanvas first;
    private final List<SceneCanvas> more = new CopyOnWriteArrayList<>();
    private final Rational frameRate;
    private final MediaClock clock;
    private final FramePool pool;
    private final Consumer<Throwable> failed;
    private final long length;
    private volatile boolean done;
    private final LoadGovernor governor = new LoadGovernor();
    private volatile boolean closed;
    private volatile List<SceneMonitor> monitors = List.of();
    private volatile CompositorStats stats = new CompositorStats(0, 0, 0, 0, 0, 0, 0, 0);
    private @Nullable Thread thread;

    private long ticks;
    private long frames;
    private long skippedLate;
    private long droppedFull;
    private long repeated;
    private long thinned;
    private long missed;
    private double renderNanos;
    private double filterNanos;

    /// @param canvas    size of the first canvas, the programme's
    /// @param frameRate pictures a second
    /// @param pool      memory for the pictures
    /// @param filters   makes the programme's filter chain, on the compositor's thread, which then owns it
    /// @param scene     what is drawn, the last item on top
    /// @param length    pictures to make, left out ones included; `Long.MAX_VALUE` for no end
    /// @param sink      takes the programme
    /// @param failed    told once, on the compositor's thread, when a defect ends it
    public Compositor(
            PictureSize canvas,
            Rational frameRate,
            MediaClock clock,
            FramePool pool,
            Supplier<? extends VideoFilter> filters,
            List<SceneItem> scene,
            long length,
            ProgrammeSink sink,
            Consumer<Throwable> failed) {
        this.frameRate = frameRate;
        this.clock = clock;
        this.pool = pool;
        this.first = new SceneCanvas(canvas, pool, filters, scene, sink);
        this.length = length;
        this.failed = failed;
    }

    /// {@return the canvas that is always there}
    public SceneCanvas first() {
        return first;
    }

    /// Makes the pictures of another canvas, too, from the next tick on, after that of the first. Any
    /// thread.
    ///
    /// @param filters makes the canvas' filter chain, on the compositor's thread, which then owns it
    /// @param sink    takes its pictures
    public SceneCanvas add(PictureSize canvas, Supplier<? extends VideoFilter> filters, ProgrammeSink sink) {
        SceneCanvas added = new SceneCanvas(canvas, pool, filters, List.of(), sink);
        more.add(added);
        return added;
    }

    /// Makes no more pictures of a canvas that was added, from the next tick on. Any thread.
    public void remove(SceneCanvas canvas) {
        canvas.leave();
    }

    /// Changes the first canvas' scene; see [SceneCanvas#scene].
    public void scene(List<SceneItem> items) {
        first.scene(items);
    }

    /// Goes over to another scene on the first canvas; see [SceneCanvas#take].
    public void take(List<SceneItem> items, Transition transition) {
        first.take(items, transition);
    }

    /// Shows the first canvas to one viewer more; see [SceneCanvas#preview].
    public void preview(@Nullable ProgrammeSink viewer, boolean unfiltered) {
        first.preview(viewer, unfiltered);
    }

    /// A scene that is drawn beside the programme, before it is taken. The filters of the whole picture are not on
    /// it.
    ///
    /// @param viewer     called on the compositor's thread
    /// @param unfiltered whether its sources are seen as they came
    public record Prepared(List<SceneItem> items, ProgrammeSink viewer, boolean unfiltered) {
        public Prepared {
            items = List.copyOf(items);
        }
    }

    /// Draws a scene beside that of the first canvas; see [SceneCanvas#prepare].
    public void prepare(@Nullable Prepared scene) {
        first.prepare(scene);
    }

    /// Shows the first canvas, as it is sent, to more viewers; see [SceneCanvas#audience].
    public void audience(List<ProgrammeSink> viewers) {
        first.audience(viewers);
    }

    /// Draws these from the next picture on, in what is left of a tick after the canvases, which wait for none of
    /// them. Any thread.
    public void monitors(List<SceneMonitor> scenes) {
        monitors = List.copyOf(scenes);
    }

    /// {@return counts and times up to the last picture; any thread}
    public CompositorStats stats() {
        return stats;
    }

    /// {@return what each filter of the first canvas costs now, in the chain's order; any thread}
    public List<FilterCost> filterCosts() {
        return first.filterCosts();
    }

    /// {@return whether all pictures of its length were made; any thread}
    public boolean done() {
        return done;
    }

    /// Leaves work out from now on while the machine is too slow for all of it, or no longer. Any thread.
    public void govern(boolean on) {
        governor.on(on);
    }

    /// {@return what is left out now; any thread}
    public LoadState load() {
        return governor.state();
    }

    /// {@return what filters of this programme's sources are to heed}
    public Thrift thrift() {
        return governor;
    }

    /// Starts ticking on a thread of its own.
    public void start() {
        if (thread != null) {
            throw new IllegalStateException("compositor: started twice");
        }
        thread = Thread.ofPlatform().name("rostrum-compositor").daemon().start(this::run);
    }

    private void run() {
        try {
            first.open(governor, null);
            try (MonitorRound round = new MonitorRound(first.size(), pool, clock)) {
                first.warmUp(() -> closed);
                tick(round);
            } finally {
                more.forEach(SceneCanvas::close);
                first.close();
            }
        } catch (Throwable e) {
            failed.accept(e);
        }
    }

    private void tick(MonitorRound round) {
        long tick = firstTick();
        while (ticks < length) {
            tick = nextDue(tick);
            if (governor.saves(LoadStep.FRAME_RATE) && tick % 2 != 0) {
                tick++;
                ticks++;
                thinned++;
                continue;
            }
            if (!awaitTick(tick)) {
                return;
            }
            compose(tick);
            if (!governor.saves(LoadStep.PREVIEW_RATE) || tick % 2 == 0) {
                round.draw(monitors, frameRate.nanosOfTick(tick), periodNanos(), dueNanos(tick + 1), first.painter());
            }
            tick++;
        }
        done = true;
    }

    /// Opens the canvases that were added, and closes those that were removed.
    ///
    /// @return those of this tick besides the first, all open; one that is added meanwhile is for the next
    private List<SceneCanvas> followCanvases() {
        more.removeIf(SceneCanvas::closedWhenLeft);
        List<SceneCanvas> others = List.copyOf(more);
        others.forEach(canvas -> canvas.open(governor, first.painter()));
        return others;
    }

    /// The first picture whose composing time is still to come.
    private long firstTick() {
        long tick = 0;
        while (dueNanos(tick) < clock.nanoTime()) {
            tick++;
        }
        return tick;
    }

    /// When picture `tick` is composed: one and a half periods after its time.
    private long dueNanos(long tick) {
        return frameRate.nanosOfTick(tick) + periodNanos() * 3 / 2;
    }

    private long periodNanos() {
        return frameRate.nanosOfTick(1);
    }

    /// Leaves out what can no longer be composed in time: what is late otherwise is made up for, of the frames that
    /// sources keep.
    private long nextDue(long tick) {
        long tooLate = clock.nanoTime() - dueNanos(tick) - MOST_LATE_PERIODS * periodNanos();
        if (tooLate <= 0) {
            return tick;
        }
        long skipped = Math.ceilDiv(tooLate, periodNanos());
        skippedLate += skipped;
        ticks += skipped;
        missed = skipped;
        return tick + skipped;
    }

    private boolean awaitTick(long tick) {
        long wait = dueNanos(tick) - clock.nanoTime();
        while (wait > 0) {
            LockSupport.parkNanos(this, wait);
            if (closed || Thread.currentThread().isInterrupted()) {
                return false;
            }
            wait = dueNanos(tick) - clock.nanoTime();
        }
        return !closed;
    }

    private void compose(long tick) {
        long pts = frameRate.nanosOfTick(tick);
        long begin = clock.nanoTime();
        List<SceneCanvas> others = followCanvases();
        boolean fresh = first.turn(tick, pts, periodNanos());
        others.forEach(canvas -> canvas.turn(tick, pts, periodNanos()));
        first.keepFilteredOnly();
        others.forEach(SceneCanvas::keepFilteredOnly);
        boolean shown = !governor.saves(LoadStep.PREVIEW_RATE) || tick % 2 == 0;
        SceneCanvas.Made made = first.compose(pts, periodNanos(), shown, clock);
        long end = made.endNanos();
        for (SceneCanvas canvas : others) {
            end = canvas.compose(pts, periodNanos(), shown, clock).endNanos();
        }
        count(fresh, made.taken(), end - begin, made.filterNanos());
        long next = governor.saves(LoadStep.FRAME_RATE) ? 2 * periodNanos() : periodNanos();
        governor.tick(
                end, new LoadTick(next, begin - dueNanos(tick), end - begin, missed, /* refused= */ !made.taken()));
        missed = 0;
    }

    private void count(boolean fresh, boolean taken, long render, long filter) {
        ticks++;
        frames += taken ? 1 : 0;
        droppedFull += taken ? 0 : 1;
        repeated += fresh ? 0 : 1;
        renderNanos += NEWEST * (render - renderNanos);
        filterNanos += NEWEST * (filter - filterNanos);
        stats = new CompositorStats(
                ticks, frames, skippedLate, droppedFull, repeated, renderNanos / 1e6, filterNanos / 1e6, thinned);
    }

    /// Stops ticking; the picture being composed is given away first. Idempotent.
    @Override
    public void close() {
        closed = true;
        Thread ticking = thread;
        if (ticking == null || ticking.equals(Thread.currentThread())) {
            return;
        }
        LockSupport.unpark(ticking);
        try {
            if (!ticking.join(STOP_WITHIN)) {
                log.warn("[compositor] thread {} did not end within {} s", ticking.getName(), STOP_WITHIN.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
