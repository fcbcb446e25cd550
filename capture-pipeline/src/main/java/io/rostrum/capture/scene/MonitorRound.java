package io.rostrum.capture.scene;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.PacketStamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Draws the monitors in turn in the time that a tick leaves: each one whose time has come, as long as what it
/// took last time still fits before the next tick. One that never fits is tried now and then, for the machine may
/// have become idle. Confined to the compositor's thread.
final class MonitorRound implements AutoCloseable {
    private static final double NANOS_A_SECOND = 1e9;
    /// Part of a tick that stays free.
    private static final int MARGIN = 8;
    /// What a scene is thought to take after it was left out, as a part of what it was thought to take before. That
    /// is a tick at most: what took long once, while it loaded, is tried again soon.
    private static final double HOPE = 0.98;

    private final PictureSize canvas;
    private final FramePool pool;
    private final MediaClock clock;
    private final Map<SceneMonitor, Drawn> drawn = new HashMap<>();
    private List<SceneMonitor> known = List.of();
    private int turn;

    /// What is kept of one monitor.
    private static final class Drawn {
        private @Nullable ScenePainter painter;
        private PictureSize size = new PictureSize(1, 1);
        private long dueNanos = Long.MIN_VALUE;
        private double costNanos;

        private ScenePainter painter(PictureSize wanted, FramePool pool, ScenePainter programme) {
            ScenePainter there = painter;
            if (there == null || !size.equals(wanted)) {
                close();
                there = new ScenePainter(wanted, pool, programme);
                painter = there;
                size = wanted;
            }
            return there;
        }

        private void close() {
            if (painter != null) {
                painter.close();
                painter = null;
            }
        }
    }

    /// @param canvas of the programme
    MonitorRound(PictureSize canvas, FramePool pool, MediaClock clock) {
        this.canvas = canvas;
        this.pool = pool;
        this.clock = clock;
    }

    /// Draws what there is time for.
    ///
    /// @param monitors    all there are now
    /// @param pts         of the tick
    /// @param periodNanos from one tick to the next
    /// @param untilNanos  when the next tick is composed
    /// @param programme   what the programme is drawn with
    void draw(List<SceneMonitor> monitors, long pts, long periodNanos, long untilNanos, ScenePainter programme) {
        follow(monitors);
        for (int i = 0; i < monitors.size(); i++) {
            SceneMonitor next = monitors.get(turn % monitors.size());
            Drawn state = drawn.computeIfAbsent(next, _ -> new Drawn());
            PictureSize size = next.size().orElse(null);
            if (size != null && state.dueNanos <= pts) {
                long begin = clock.nanoTime();
                if (begin + state.costNanos > untilNanos - periodNanos / (double) MARGIN) {
                    state.costNanos *= HOPE;
                    return;
                }
                draw(next, state.painter(size, pool, programme), pts, periodNanos, programme);
                state.costNanos = Math.min(clock.nanoTime() - begin, periodNanos);
                double pace = NANOS_A_SECOND / next.mostPerSecond();
                // in the middle between two ticks, so that none is missed by a hair
                state.dueNanos = pts + Math.round(pace - periodNanos / 2.0);
            }
            turn = (turn + 1) % monitors.size();
        }
    }

    private void follow(List<SceneMonitor> monitors) {
        if (monitors.equals(known)) {
            return;
        }
        known = monitors;
        turn = 0;
        List<SceneMonitor> gone = new ArrayList<>(drawn.keySet());
        gone.removeAll(monitors);
        for (SceneMonitor monitor : gone) {
            Drawn state = drawn.remove(monitor);
            if (state != null) {
                state.close();
            }
        }
    }

    private void draw(SceneMonitor monitor, ScenePainter painter, long pts, long periodNanos, ScenePainter programme) {
        long begin = clock.nanoTime();
        List<SceneItem> small = new ArrayList<>();
        for (SceneItem item : monitor.items()) {
            item.picture().advance(pts, periodNanos, programme);
            small.add(new SceneItem(item.picture(), item.transform().scaled(canvas, painter.canvas())));
        }
        ScenePainter.Drawn picture = painter.draw(small, pts, /* unfiltered= */ false);
        monitor.viewer().frame(picture.frame(), new PacketStamps(picture.capturedNanos(), begin, 0));
    }

    @Override
    public void close() {
        drawn.values().forEach(Drawn::close);
        drawn.clear();
    }
}
