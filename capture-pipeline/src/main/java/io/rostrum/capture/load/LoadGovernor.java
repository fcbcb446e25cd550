package io.rostrum.capture.load;

import io.rostrum.effects.thrift.Saving;
import io.rostrum.effects.thrift.Thrift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Leaves work out, step by step, where the machine is too slow for all of it, so that pictures are not lost.
///
/// It judges one second at a time. One in which pictures were lost, or every fourth was late, or all together took
/// nearly all the time there is, is a bad one; a single picture may take longer than there is time for one, as those do
/// that a model looks at, where the next ones make up for it. Two bad ones in a row take the first step, each further
/// one the next; steps that would save nothing now are passed over. The frame rate, which everybody sees, goes only
/// after three more seconds in a row that lost every third picture: it costs every second one.
/// After ten good seconds in a row, with time to spare for what comes back, the last step is taken back. Where that
/// turns out too early the next time is twice as long, up to two minutes, so that nothing swings.
///
/// The programme's thread tells and asks; [#state()] and [#on] are for any.
public final class LoadGovernor implements Thrift {
    static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    static final Duration GOOD_FOR = Duration.ofSeconds(10);
    static final Duration GOOD_FOR_AT_MOST = Duration.ofMinutes(2);
    /// Bad seconds in a row before anything is left out: a single one may be a window that opens.
    static final int BAD_AT_FIRST = 2;
    /// Seconds of heavy loss in a row before the frame rate goes.
    static final int BAD_AT_LAST = 3;
    /// Pictures lost in a second, and of those due, that make it a bad one: one alone does not.
    private static final int LOST = 2;

    private static final double LOST_SHARE = 0.05;
    private static final double HEAVY_LOSS_SHARE = 1.0 / 3;
    private static final double STRAINED_SHARE = 0.25;
    private static final double TOLERATED_SHARE = 0.05;
    /// Of the time there is; more than this leaves nothing for the unforeseen.
    private static final double MOST_BUSY = 0.9;
    /// Of the time there is, with the step taken back that is next.
    private static final double ROOM_BELOW = 0.8;

    private volatile boolean on;
    private volatile LoadState state = LoadState.FULL;
    private final List<LoadStep> steps = new ArrayList<>();
    private final Set<LoadStep> asked = EnumSet.noneOf(LoadStep.class);
    private long lookedNanos = Long.MIN_VALUE;
    private int ticks;
    private int strained;
    private long lost;
    private int refused;
    private long usedNanos;
    private long dueNanos;
    private int late;
    private int badInRow;
    private int heavyInRow;
    private long goodNanos;
    private long goodForNanos = GOOD_FOR.toNanos();
    /// Since a step was taken back; while it is short a bad second says that this was too early.
    private long sinceBackNanos = Long.MAX_VALUE;

    /// Begins to govern, or takes all steps back and leaves everything as it is. Any thread.
    public void on(boolean govern) {
        on = govern;
    }

    /// {@return what is left out now; any thread}
    public LoadState state() {
        return state;
    }

    @Override
    public boolean saves(Saving what) {
        return saves(LoadStep.of(what));
    }

    /// {@return whether this is to be left out now} Who asks says thereby that it would save something.
    public boolean saves(LoadStep step) {
        asked.add(step);
        return steps.contains(step);
    }

    /// Takes note of a tick and, once a second, does what follows from it.
    ///
    /// @param nowNanos of a clock that never goes back
    public void tick(long nowNanos, LoadTick tick) {
        if (!on) {
            clear(nowNanos);
            return;
        }
        if (lookedNanos == Long.MIN_VALUE) {
            lookedNanos = nowNanos;
        }
        ticks++;
        strained += tick.strained() ? 1 : 0;
        lost += tick.lost();
        refused += tick.refused() ? 1 : 0;
        usedNanos += tick.usedNanos();
        dueNanos += tick.periodNanos();
        late += tick.late() ? 1 : 0;
        long passed = nowNanos - lookedNanos;
        if (passed >= LOOK_EVERY.toNanos()) {
            judge(passed);
            forget(nowNanos);
        }
    }

    private void judge(long passedNanos) {
        long due = ticks + lost - refused;
        boolean bad = busy() || strained >= STRAINED_SHARE * ticks || (lost >= LOST && lost >= LOST_SHARE * due);
        boolean good = hasRoom() && lost == 0 && strained <= TOLERATED_SHARE * ticks;
        sinceBackNanos = sinceBackNanos > Long.MAX_VALUE - passedNanos ? Long.MAX_VALUE : sinceBackNanos + passedNanos;
        badInRow = bad ? badInRow + 1 : 0;
        heavyInRow = lost >= HEAVY_LOSS_SHARE * due ? heavyInRow + 1 : 0;
        goodNanos = good ? goodNanos + passedNanos : 0;
        if (bad) {
            next().filter(this::due).ifPresent(this::leaveOut);
        } else if (!steps.isEmpty() && goodNanos >= goodForNanos) {
            takeBack();
        }
    }

    private boolean busy() {
        return usedNanos > MOST_BUSY * dueNanos;
    }

    /// With all pictures there is half the time for each.
    private boolean hasRoom() {
        return usedNanos <= ROOM_BELOW * (steps.contains(LoadStep.FRAME_RATE) ? dueNanos / 2 : dueNanos);
    }

    /// {@return the first step not taken that would save something}
    private Optional<LoadStep> next() {
        return asked.stream().filter(step -> !steps.contains(step)).findFirst();
    }

    private boolean due(LoadStep step) {
        return step == LoadStep.FRAME_RATE
                ? heavyInRow >= BAD_AT_LAST
                : badInRow >= (steps.isEmpty() ? BAD_AT_FIRST : 1);
    }

    private void leaveOut(LoadStep step) {
        if (sinceBackNanos <= goodForNanos) {
            goodForNanos = Math.min(2 * goodForNanos, GOOD_FOR_AT_MOST.toNanos());
        } else if (steps.isEmpty()) {
            goodForNanos = GOOD_FOR.toNanos();
        }
        sinceBackNanos = Long.MAX_VALUE;
        badInRow = 0;
        heavyInRow = 0;
        steps.add(step);
        steps.sort(null);
        state = new LoadState(steps, Optional.of(cause()));
    }

    private LoadState.Cause cause() {
        if (busy()) {
            return LoadState.Cause.PICTURES;
        }
        return refused > 0 && refused >= late ? LoadState.Cause.ENCODER : LoadState.Cause.PROCESSOR;
    }

    private void takeBack() {
        steps.removeLast();
        goodNanos = 0;
        sinceBackNanos = 0;
        state = steps.isEmpty() ? LoadState.FULL : new LoadState(steps, state.cause());
    }

    private void forget(long nowNanos) {
        lookedNanos = nowNanos;
        ticks = 0;
        strained = 0;
        lost = 0;
        refused = 0;
        usedNanos = 0;
        dueNanos = 0;
        late = 0;
        asked.clear();
    }

    private void clear(long nowNanos) {
        if (!steps.isEmpty()) {
            steps.clear();
            state = LoadState.FULL;
        }
        forget(nowNanos);
        badInRow = 0;
        heavyInRow = 0;
        goodNanos = 0;
        goodForNanos = GOOD_FOR.toNanos();
        sinceBackNanos = Long.MAX_VALUE;
    }
}
