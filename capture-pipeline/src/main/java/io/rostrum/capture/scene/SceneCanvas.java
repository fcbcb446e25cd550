package io.rostrum.capture.scene;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.effects.filter.FilterCost;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Pictures;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.thrift.Thrift;
import io.rostrum.push.packet.PacketStamps;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One canvas of a [Compositor]: the scene on it, what is done to its whole picture, and who sees that.
/// All canvases of a compositor show the same sources, which are captured and filtered once, in places
/// of their own, and their pictures of one tick have the same time.
///
/// Any thread says what is shown and who looks; the compositor's thread draws.
public final class SceneCanvas {
    private static final int WARM_UP_PICTURES = 3;

    private final PictureSize size;
    private final FramePool pool;
    private final Supplier<? extends VideoFilter> filters;
    private final ProgrammeSink sink;
    private final OnAir onAir;
    private volatile @Nullable Watch watch;
    private volatile Compositor.@Nullable Prepared prepared;
    private volatile List<ProgrammeSink> audience = List.of();
    private volatile @Nullable Drawing drawing;
    private volatile boolean left;
    /// After the chain was closed, and before it was made.
    private volatile List<FilterCost> lastCosts = List.of();
    private volatile CanvasStats stats = CanvasStats.NONE;

    /// What it draws with while the compositor runs.
    private record Drawing(VideoFilter chain, ScenePainter painter) {}

    /// Who looks at the picture beside the sink.
    ///
    /// @param unfiltered whether the pictures are seen as they are without any filter
    private record Watch(ProgrammeSink viewer, boolean unfiltered) {}

    /// One picture that was made.
    ///
    /// @param taken       whether the sink took it
    /// @param endNanos    when it was ready
    /// @param filterNanos how long the filters of the whole picture took
    record Made(boolean taken, long endNanos, long filterNanos) {}

    /// @param filters makes the chain of the whole picture, on the compositor's thread, which then owns
    ///                it
    SceneCanvas(
            PictureSize size,
            FramePool pool,
            Supplier<? extends VideoFilter> filters,
            List<SceneItem> scene,
            ProgrammeSink sink) {
        this.size = size;
        this.pool = pool;
        this.filters = filters;
        this.onAir = new OnAir(scene);
        this.sink = sink;
    }

    public PictureSize size() {
        return size;
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

    /// Shows the canvas to one viewer more, a preview. Any thread.
    ///
    /// @param viewer     called on the compositor's thread before the sink; null for none
    /// @param unfiltered whether it sees the pictures as they are without any filter, which is drawn
    ///                   for it alone
    public void preview(@Nullable ProgrammeSink viewer, boolean unfiltered) {
        watch = viewer == null ? null : new Watch(viewer, unfiltered);
    }

    /// Draws a scene beside this one from the next picture on, which nobody notices who sees this one.
    /// Any thread.
    ///
    /// @param scene null for none
    public void prepare(Compositor.@Nullable Prepared scene) {
        prepared = scene;
    }

    /// Shows it, as it is sent, to these from the next picture on. Any thread.
    ///
    /// @param viewers called on the compositor's thread before the sink
    public void audience(List<ProgrammeSink> viewers) {
        audience = List.copyOf(viewers);
    }

    /// {@return counts and times up to the last picture; any thread}
    public CanvasStats stats() {
        return stats;
    }

    /// {@return what each filter of the whole picture costs now, in the chain's order; any thread}
    public List<FilterCost> filterCosts() {
        Drawing open = drawing;
        return open == null ? lastCosts : open.chain().costs();
    }

    /// It is drawn no more from the next tick on. Any thread.
    void leave() {
        left = true;
    }

    // --- on the compositor's thread ---------------------------------------------------------------------------------

    /// Makes what it draws with, once.
    ///
    /// @param nesting draws scenes that are shown as sources; null where this canvas itself is their
    ///                size
    @SuppressWarnings("MustBeClosedChecker") // closed in close()
    void open(Thrift thrift, @Nullable ScenePainter nesting) {
        if (drawing == null) {
            VideoFilter chain = filters.get();
            drawing = new Drawing(chain, new ScenePainter(size, pool, nesting));
            chain.heed(thrift);
        }
    }

    private Drawing opened() {
        Drawing open = drawing;
        if (open == null) {
            throw new IllegalStateException("canvas " + size + ": not opened");
        }
        return open;
    }

    ScenePainter painter() {
        return opened().painter();
    }

    /// Models and natives load with the first pictures: with these, which nobody sees.
    ///
    /// @param over whether there is no need any more
    void warmUp(BooleanSupplier over) {
        for (int i = 0; i < WARM_UP_PICTURES && !over.getAsBoolean(); i++) {
            opened().chain().apply(painter().black()).close();
        }
    }

    /// Moves what is seen on to a tick. Of all canvases, before any is drawn.
    ///
    /// @return whether anything of it is new
    boolean turn(long tick, long pts, long periodNanos) {
        return onAir.turn(tick, pts, periodNanos, painter());
    }

    /// From the next frames on no source of the scene keeps one as it came, unless somebody looks at it
    /// so. Of all canvases, before any is drawn.
    void keepFilteredOnly() {
        Watch watching = watch;
        if (watching == null || !watching.unfiltered()) {
            onAir.keepFilteredOnly();
        }
    }

    /// Draws the tick that was turned to, and gives it to all who want it.
    ///
    /// @param shown whether those who look beside the sink get this one
    Made compose(long pts, long periodNanos, boolean shown, MediaClock clock) {
        Drawing open = opened();
        long begin = clock.nanoTime();
        Watch watching = watch;
        Compositor.Prepared beside = prepared;
        if (watching != null && watching.unfiltered() && shown) {
            ScenePainter.Drawn raw = onAir.draw(open.painter(), pts, /* unfiltered= */ true);
            watching.viewer().frame(raw.frame(), new PacketStamps(raw.capturedNanos(), begin, 0));
        }
        ScenePainter.Drawn drawn = onAir.draw(open.painter(), pts, /* unfiltered= */ false);
        if (beside != null && shown) {
            drawBeside(beside, pts, periodNanos, begin, open.painter());
        }
        long beforeFilters = clock.nanoTime();
        VideoFrame whole = Pictures.overBlack(open.chain().apply(drawn.frame())); // a key leaves holes
        long end = clock.nanoTime();
        PacketStamps stamps = new PacketStamps(drawn.capturedNanos(), end, 0);
        if (watching != null && shown && !watching.unfiltered()) {
            watching.viewer().frame(whole.retain(), stamps);
        }
        for (ProgrammeSink viewer : audience) {
            viewer.frame(whole.retain(), stamps);
        }
        boolean taken = sink.frame(whole, stamps);
        stats = stats.with(taken, end - begin);
        return new Made(taken, end, end - beforeFilters);
    }

    private static void drawBeside(
            Compositor.Prepared beside, long pts, long periodNanos, long begin, ScenePainter painter) {
        for (SceneItem item : beside.items()) {
            item.picture().advance(pts, periodNanos, painter);
            if (!beside.unfiltered()) {
                item.picture().keepFilteredOnly();
            }
        }
        ScenePainter.Drawn drawn = painter.draw(beside.items(), pts, beside.unfiltered());
        beside.viewer().frame(drawn.frame(), new PacketStamps(drawn.capturedNanos(), begin, 0));
    }

    /// Gives everything back where it is drawn no more.
    ///
    /// @return whether that is so
    boolean closedWhenLeft() {
        boolean gone = left;
        if (gone) {
            close();
        }
        return gone;
    }

    /// Gives everything back, the filters too where they were never used. Once.
    void close() {
        Drawing open = drawing;
        if (open == null) {
            filters.get().close();
            return;
        }
        lastCosts = open.chain().costs();
        drawing = null;
        open.chain().close();
        open.painter().close();
        onAir.close();
    }
}
