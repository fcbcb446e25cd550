package io.rostrum.capture.scene;

import io.rostrum.effects.picture.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The scene of the programme and, for the pictures of a transition, the one before it.
///
/// Any thread says which scene; the compositor's thread turns to a tick and draws it. A transition goes by ticks:
/// where the machine misses one, the transition is no longer for it. One that begins while another lasts goes on
/// from the picture of that moment, which stands still until the new scene has covered it.
final class OnAir implements AutoCloseable {
    /// What was last asked for.
    ///
    /// @param takes how many transitions were asked for until now
    private record Order(List<SceneItem> scene, Transition transition, long takes) {}

    /// A transition that lasts.
    ///
    /// @param from  the scene before; empty where a still is
    /// @param still the picture that it began with, where that was none of a scene
    /// @param first tick of its first picture
    private record Passage(List<SceneItem> from, @Nullable VideoFrame still, Transition transition, long first) {
        boolean over(long tick) {
            return tick - first >= transition.pictures();
        }
    }

    private volatile Order order;
    /// How many of them were looked at, begun or given up; guarded by this.
    private long adopted;
    private List<SceneItem> scene;
    private long takes;
    private long tick;
    private @Nullable Passage passage;
    /// Cut short with the last tick. Closed a tick later: another canvas still takes the last picture of a stinger.
    private final List<Transition> ended = new ArrayList<>();

    OnAir(List<SceneItem> first) {
        scene = List.copyOf(first);
        order = new Order(scene, Transition.CUT, 0);
    }

    /// {@return what is asked for; from then on its transition is drawn, and closed, here}
    private synchronized Order adopt() {
        adopted = order.takes();
        return order;
    }

    /// Changes the scene that is there, from the next picture on. Any thread.
    synchronized void scene(List<SceneItem> items) {
        order = new Order(List.copyOf(items), order.transition(), order.takes());
    }

    /// Goes over to another scene, from the next picture on. Any thread.
    synchronized void take(List<SceneItem> items, Transition transition) {
        giveUpWaiting();
        order = new Order(List.copyOf(items), transition, order.takes() + 1);
    }

    /// Turns to a tick: takes over what was asked for, and moves every source that is seen on to its frame.
    ///
    /// @return whether one of them had a new frame
    boolean turn(long toTick, long pts, long periodNanos, ScenePainter painter) {
        closeEnded();
        Order now = adopt();
        tick = toTick;
        Passage lasting = passage;
        if (lasting != null && lasting.over(toTick)) {
            end(lasting);
            lasting = null;
        }
        boolean fresh = advance(now.scene(), pts, periodNanos, painter);
        if (lasting != null) {
            fresh |= advance(lasting.from(), pts, periodNanos, painter);
        }
        if (now.takes() != takes) {
            takes = now.takes();
            begin(now.transition(), lasting, pts, periodNanos, painter);
        }
        scene = now.scene();
        return fresh;
    }

    private void begin(
            Transition transition, @Nullable Passage lasting, long pts, long periodNanos, ScenePainter painter) {
        advance(scene, pts, periodNanos, painter);
        if (transition.pictures() == 0) {
            transition.close();
            if (lasting != null) {
                cutShort(lasting);
            }
        } else if (lasting == null) {
            passage = new Passage(scene, null, transition, tick);
        } else {
            VideoFrame still = draw(painter, pts, /* unfiltered= */ false).frame();
            cutShort(lasting);
            passage = new Passage(List.of(), still, transition, tick);
        }
        if (transition.means() instanceof Transition.Stinger(StingerFilm film, int _)) {
            film.begin(pts);
        }
    }

    /// A source that several scenes show is moved on once; it knows the tick.
    private static boolean advance(List<SceneItem> items, long pts, long periodNanos, ScenePainter painter) {
        boolean fresh = false;
        for (SceneItem item : items) {
            fresh |= item.picture().advance(pts, periodNanos, painter);
        }
        return fresh;
    }

    /// Draws the tick that was turned to.
    ScenePainter.Drawn draw(ScenePainter painter, long pts, boolean unfiltered) {
        ScenePainter.Drawn now = painter.draw(scene, pts, unfiltered);
        Passage lasting = passage;
        if (lasting == null) {
            return now;
        }
        VideoFrame still = lasting.still();
        VideoFrame before = still == null
                ? painter.draw(lasting.from(), pts, unfiltered).frame()
                : still.retain().withPts(pts);
        return new ScenePainter.Drawn(
                painter.between(before, now.frame(), lasting.transition(), tick - lasting.first() + 1),
                now.capturedNanos());
    }

    /// From the next frames on no source that is seen keeps one as it came.
    void keepFilteredOnly() {
        for (SceneItem item : scene) {
            item.picture().keepFilteredOnly();
        }
        Passage lasting = passage;
        if (lasting != null) {
            for (SceneItem item : lasting.from()) {
                item.picture().keepFilteredOnly();
            }
        }
    }

    private void end(Passage lasting) {
        cutShort(lasting);
        closeEnded();
    }

    /// What another transition takes the place of, or a cut.
    private void cutShort(Passage lasting) {
        VideoFrame still = lasting.still();
        if (still != null) {
            still.close();
        }
        ended.add(lasting.transition());
        passage = null;
    }

    private void closeEnded() {
        ended.forEach(Transition::close);
        ended.clear();
    }

    @Override
    public void close() {
        Passage lasting = passage;
        if (lasting != null) {
            end(lasting);
        }
        closeEnded();
        giveUpWaiting();
    }

    /// Closes a transition that was asked for and never began.
    private synchronized void giveUpWaiting() {
        if (order.takes() != adopted) {
            order.transition().close();
            adopted = order.takes();
        }
    }
}
