package io.rostrum.server.live;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Those who watch one stream over RTMP and HTTP-FLV: one group for each loop that has viewers, and who waits to be let
/// in.
///
/// Each group gets one handle of every message; viewers of a group share the bytes. Confined to the stream's loop.
final class FanOut {
    private final EventExecutor loop;
    private final LiveConfig.FlushLimits limits;
    private final LiveCounters counters;
    private final GopCache gop;
    private final FlushPacer pacer;
    private final Map<EventExecutor, FanOutGroup> groups = new LinkedHashMap<>();
    private final List<Viewer> joining = new ArrayList<>();
    private int viewers;
    private boolean timed;

    /// @param loop the stream's
    /// @param gop  what who joins gets first; its owner's
    FanOut(EventExecutor loop, LiveConfig.FlushLimits limits, LiveCounters counters, GopCache gop) {
        this.loop = loop;
        this.limits = limits;
        this.counters = counters;
        this.gop = gop;
        this.pacer = new FlushPacer(limits.of(limits.profile()));
    }

    /// From the next message on, media is gathered as the profile says.
    void profile(FlushProfile profile) {
        pacer.limit(limits.of(profile));
    }

    /// {@return connections that watch or wait to}
    int viewers() {
        return viewers;
    }

    /// @param message borrowed
    void media(MediaMessage message) {
        if (groups.isEmpty()) {
            return;
        }
        groups.values().forEach(group -> group.media(message));
        flush(pacer.arrived(message, now()));
        awaitOverdue();
    }

    private void flush(int cohorts) {
        if (cohorts != 0) {
            groups.values().forEach(group -> group.flush(cohorts));
        }
    }

    /// Sees to it that what waits for a picture does not wait longer than it may, with one timer at a time.
    private void awaitOverdue() {
        long nanos = pacer.nanosToOverdue(now());
        if (!timed && nanos >= 0) {
            timed = true;
            loop.schedule(this::flushOverdue, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void flushOverdue() {
        timed = false;
        flush(pacer.overdue(now()));
        awaitOverdue();
    }

    private long now() {
        return loop.ticker().nanoTime();
    }

    /// Tells every viewer something, in order with the media.
    void tell(Consumer<Viewer.Events> what) {
        groups.values().forEach(group -> group.tell(what));
    }

    /// @param atOnce whether it is known what tracks there are; else the viewer waits for [#letIn()]
    void join(Viewer viewer, boolean atOnce) {
        viewers++;
        counters.viewers(viewer.framing().protocol(), 1);
        if (atOnce) {
            admit(viewer);
        } else {
            joining.add(viewer);
        }
    }

    /// Lets in who waits.
    void letIn() {
        List<Viewer> waiting = List.copyOf(joining);
        joining.clear();
        waiting.forEach(this::admit);
    }

    private void admit(Viewer viewer) {
        groups.computeIfAbsent(viewer.channel().eventLoop(), executor -> new FanOutGroup(executor, counters))
                .join(new Newcomer(viewer, gop.snapshot(), gop.generation(), gop.hasVideo(), gop.hasAudio()));
    }

    void leave(Viewer viewer) {
        viewers--;
        counters.viewers(viewer.framing().protocol(), -1);
        if (joining.remove(viewer)) {
            return;
        }
        EventExecutor executor = viewer.channel().eventLoop();
        FanOutGroup group = groups.get(executor);
        if (group != null && group.leave(viewer)) {
            groups.remove(executor);
        }
    }

    /// The stream is over: tells everybody, and nothing follows.
    void end() {
        for (FanOutGroup group : groups.values()) {
            group.tell(Viewer.Events::ended);
            group.close();
        }
        groups.clear();
        joining.forEach(viewer -> viewer.channel().eventLoop().execute(viewer.events()::ended));
        joining.clear();
    }
}
