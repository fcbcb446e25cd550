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
import io.rostrum.effects.picture.Pictures;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.thrift.Thrift;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.List;
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
/// machine misses by more than a period is left out and counted: the programme never runs late.
public final class Compositor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Compositor.class);
    private static final int WARM_UP_PICTURES = 3;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);
    /// Weight of the newest time in the means.
    private static final double NEWEST = 1.0 / 32;

    private final PictureSize canvas;
    private final Rational frameRate;
    private final MediaClock clock;
    private final FramePool pool;
    private final Supplier<? extends VideoFilter> filters;
    private final ProgrammeSink sink;
    private final Consumer<Throwable> failed;
    private final long length;
    private volatile boolean done;
    private final OnAir onAir;
    private final LoadGovernor governor = new LoadGovernor();
    private volatile boolean closed;
    private volatile @Nullable VideoFilter running;
    private volatile @Nullable Watch watch;
    private volatile @Nullable Prepared prepared;
    /// After the chain was closed, and before it was made.
    private volatile List<FilterCost> lastCosts = List.of();
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

    /// Who looks at the programme beside the sink.
    ///
    /// @param unfiltered whether the pictures are seen as they are without any filter
    private record Watch(ProgrammeSink viewer, boolean unfiltered) {}

    /// @param canvas    size of the programme
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
        this.canvas = canvas;
        this.frameRate = frameRate;
        this.clock = clock;
        this.pool = pool;
        this.filters = filters;
        this.onAir = new OnAir(scene);
        this.length = length;
        this.sink = sink;
        this.failed = failed;
    }

    /// Changes the scene from the next picture on. Any thread.
    public void scene(List<SceneItem> items) {
        onAir.scene(items);
    }

    /// Goes over to another scene from the next picture on. Any thread.
    ///
    /// @param transition what is seen between them; one that lasts already is left from where it stands
    public void take(List<SceneItem> items, Transition transition) {
        onAir.take(items, transition);
    }

    /// Shows the programme to one viewer more, a preview. Any thread.
    ///
    /// @param viewer     called on the compositor's thread before the sink; null for none
    /// @param unfiltered whether it sees the pictures as they are without any filter, which is drawn for it alone
    public void preview(@Nullable ProgrammeSink viewer, boolean unfiltered) {
        watch = viewer == null ? null : new Watch(viewer, unfiltered);
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

    /// Draws a scene beside the programme from the next picture on, which the programme does not notice. Any
    /// thread.
    ///
    /// @param scene null for none
    public void prepare(@Nullable Prepared scene) {
        prepared = scene;
    }

    /// {@return counts and times up to the last picture; any thread}
    public CompositorStats stats() {
        return stats;
    }

    /// {@return what each filter costs now, in the chain's order; any thread}
    public List<FilterCost> filterCosts() {
        VideoFilter chain = running;
        return chain == null ? lastCosts : chain.costs();
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
        try (VideoFilter chain = filters.get();
                ScenePainter painter = new ScenePainter(canvas, pool);
                OnAir scenes = onAir) {
            running = chain;
            chain.heed(governor);
            warmUp(chain, painter);
            tick(chain, painter, scenes);
            lastCosts = chain.costs();
            running = null;
        } catch (Throwable e) {
            failed.accept(e);
        }
    }

    private void tick(VideoFilter chain, ScenePainter painter, OnAir scenes) {
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
            compose(tick, chain, painter, scenes);
            tick++;
        }
        done = true;
    }

    /// Models and natives load with the first pictures: with these, which nobody sees.
    private void warmUp(VideoFilter chain, ScenePainter painter) {
        for (int i = 0; i < WARM_UP_PICTURES && !closed; i++) {
            chain.apply(painter.black()).close();
        }
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

    /// Leaves out what can no longer be composed in time.
    private long nextDue(long tick) {
        long late = clock.nanoTime() - dueNanos(tick);
        if (late <= 2 * periodNanos()) {
            return tick;
        }
        long skipped = late / periodNanos();
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

    private void compose(long tick, VideoFilter chain, ScenePainter painter, OnAir scenes) {
        long pts = frameRate.nanosOfTick(tick);
        long begin = clock.nanoTime();
        boolean fresh = scenes.turn(tick, pts, periodNanos(), painter);
        Watch watching = watch;
        Prepared beside = prepared;
        boolean shown =
                (watching != null || beside != null) && (!governor.saves(LoadStep.PREVIEW_RATE) || tick % 2 == 0);
        if (watching != null && watching.unfiltered()) {
            if (shown) {
                ScenePainter.Drawn raw = scenes.draw(painter, pts, /* unfiltered= */ true);
                watching.viewer().frame(raw.frame(), new PacketStamps(raw.capturedNanos(), begin, 0));
            }
        } else {
            scenes.keepFilteredOnly();
        }
        ScenePainter.Drawn drawn = scenes.draw(painter, pts, /* unfiltered= */ false);
        if (beside != null && shown) {
            drawBeside(beside, pts, begin, painter);
        }
        long beforeFilters = clock.nanoTime();
        VideoFrame programme = Pictures.overBlack(chain.apply(drawn.frame())); // a key leaves holes
        long end = clock.nanoTime();
        PacketStamps stamps = new PacketStamps(drawn.capturedNanos(), end, 0);
        if (watching != null && shown && !watching.unfiltered()) {
            watching.viewer().frame(programme.retain(), stamps);
        }
        boolean taken = sink.frame(programme, stamps);
        count(fresh, taken, end - begin, end - beforeFilters);
        governor.tick(end, new LoadTick(periodNanos(), begin - dueNanos(tick), end - begin, missed, !taken));
        missed = 0;
    }

    private void drawBeside(Prepared beside, long pts, long begin, ScenePainter painter) {
        for (SceneItem item : beside.items()) {
            item.picture().advance(pts, periodNanos(), painter);
            if (!beside.unfiltered()) {
                item.picture().keepFilteredOnly();
            }
        }
        ScenePainter.Drawn drawn = painter.draw(beside.items(), pts, beside.unfiltered());
        beside.viewer().frame(drawn.frame(), new PacketStamps(drawn.capturedNanos(), begin, 0));
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
