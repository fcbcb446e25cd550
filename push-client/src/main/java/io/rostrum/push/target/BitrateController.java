package io.rostrum.push.target;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// What rate of pictures one uplink can take, from how far its receiver is behind and what has arrived there.
///
/// Down: when the receiver is [#BEHIND_AT_ONCE] behind, or [#BEHIND_FOR_LONG] and more for a second, the rate becomes
/// [#SHARE] of what arrived meanwhile, less the sound; with a rate that was cut to half from outside that
/// takes 1.5 s. A key frame alone takes a slow uplink less than that. Up: first to what was sent before in steps,
/// while nothing was ever too much; else one try beyond what was too much, after [#FIRST_PATIENCE], that is taken
/// back as soon
/// as media begins to wait, and the next one comes after twice the time. So a narrow uplink sees a short step twice a
/// minute and
/// no swinging, and a wide one is back at the ceiling some seconds after a try has shown it. A connection that breaks
/// has
/// told nothing of the uplink's width: what was taken off during its last moments is given back.
///
/// Confined to one thread; knows no clock but that of the samples.
final class BitrateController {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    static final long BEHIND_AT_ONCE = TimeUnit.MILLISECONDS.toNanos(600);
    static final long BEHIND_FOR_LONG = TimeUnit.MILLISECONDS.toNanos(250);
    /// Media that waits while the rate is tried; an uplink that has room leaves none waiting for a whole second.
    private static final long BEHIND_WHILE_TRYING = TimeUnit.MILLISECONDS.toNanos(120);

    static final double SHARE = 0.8;
    /// The least that is left of the rate by one step: an estimate may be too low, and the next step is near.
    private static final double MOST_OFF = 0.3;

    private static final double STEP = 1.15;
    /// How far beyond the known width a try goes, so that it shows within [#TRY].
    private static final double BEYOND = 1.15;

    private static final long SETTLE = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long TRY = TimeUnit.MILLISECONDS.toNanos(2_500);
    static final long FIRST_PATIENCE = 15 * SECOND;
    private static final long LONGEST_PATIENCE = 30 * SECOND;
    /// What was taken off so shortly before a break was taken off because of it.
    private static final long BREAKING = 10 * SECOND;

    private static final long WINDOW = SECOND;

    private final ArrayDeque<UplinkSample> window = new ArrayDeque<>();
    private final int floor;
    private int ceiling;
    private int rate;
    private boolean trying;
    private int rateBefore;
    private long changedNanos;
    private boolean changed;
    private long cutNanos;
    private int rateBeforeCut;
    private int widthBits;
    private long patience = FIRST_PATIENCE;

    /// @param floor   bits a second; the rate never goes below, unless the ceiling is lower
    /// @param ceiling bits a second that the user has set
    BitrateController(int floor, int ceiling) {
        this.floor = floor;
        this.ceiling = ceiling;
        this.rate = ceiling;
    }

    /// {@return what the pictures may take, bits a second}
    int bitsPerSecond() {
        return rate;
    }

    /// {@return what was last found to be the uplink's width for pictures and sound; empty while it is wide enough}
    OptionalInt width() {
        return rate < ceiling && widthBits > 0 ? OptionalInt.of(widthBits) : OptionalInt.empty();
    }

    /// The user wants another rate. A rate that was not lowered follows it at once.
    void ceiling(int bitsPerSecond) {
        boolean lowered = rate < ceiling;
        ceiling = bitsPerSecond;
        rate = lowered ? Math.min(rate, ceiling) : ceiling;
        trying = trying && rate < ceiling;
    }

    /// Begins anew, as if nothing had ever been too much.
    void forget() {
        window.clear();
        rate = ceiling;
        trying = false;
        changed = false;
        rateBeforeCut = 0;
        widthBits = 0;
        patience = FIRST_PATIENCE;
    }

    /// The connection is over.
    void disconnected(long nowNanos) {
        window.clear();
        if (rateBeforeCut > 0 && nowNanos - cutNanos <= BREAKING) {
            rate = Math.clamp(rateBeforeCut, Math.min(rate, ceiling), ceiling);
            rateBeforeCut = 0;
        }
        trying = false;
    }

    /// Takes note of a moment.
    void sample(UplinkSample sample) {
        if (!window.isEmpty() && sample.deliveredBytes() < window.getLast().deliveredBytes()) {
            window.clear(); // another connection
        }
        window.addLast(sample);
        while (second(window).nowNanos() <= sample.nowNanos() - WINDOW) {
            window.removeFirst();
        }
        long since = changed ? sample.nowNanos() - changedNanos : Long.MAX_VALUE;
        if (trying && since > SETTLE / 2 && waited(BEHIND_WHILE_TRYING)) {
            takeBack(sample);
        } else if (since >= SETTLE && congested()) {
            cut(sample);
        } else if (since >= TRY) {
            if (trying) { // for long enough, and nothing waits: the uplink is wider than was thought
                trying = false;
                widthBits = 0;
            }
            if (rate < ceiling) {
                raise(sample, since);
            }
        }
    }

    /// {@return the second oldest, or the only one}
    private static UplinkSample second(ArrayDeque<UplinkSample> samples) {
        Iterator<UplinkSample> all = samples.iterator();
        UplinkSample first = all.next();
        return all.hasNext() ? all.next() : first;
    }

    private boolean whole() {
        return window.getLast().nowNanos() - window.getFirst().nowNanos() >= WINDOW;
    }

    /// {@return whether so much has waited for a whole second}
    private boolean waited(long nanos) {
        return whole() && window.stream().allMatch(sample -> sample.behindNanos() >= nanos);
    }

    private boolean congested() {
        UplinkSample now = window.getLast();
        boolean behind = now.behindNanos() >= BEHIND_AT_ONCE || waited(BEHIND_FOR_LONG);
        return behind
                && deliveredSince(window.getFirst()) > 0 // nothing at all: not narrow but broken
                && now.behindNanos() >= window.getFirst().behindNanos(); // else it is catching up
    }

    /// {@return bits a second that have arrived during the last second, or during its second half where that is less}
    private long delivered() {
        long half = window.getLast().nowNanos() - WINDOW / 2;
        UplinkSample middle = window.getFirst();
        for (UplinkSample sample : window) {
            if (sample.nowNanos() <= half) {
                middle = sample;
            }
        }
        return Math.min(deliveredSince(window.getFirst()), deliveredSince(middle));
    }

    private long deliveredSince(UplinkSample first) {
        UplinkSample last = window.getLast();
        long nanos = last.nowNanos() - first.nowNanos();
        return nanos == 0 ? 0 : (last.deliveredBytes() - first.deliveredBytes()) * Byte.SIZE * SECOND / nanos;
    }

    private void cut(UplinkSample now) {
        widthBits = (int) Math.min(Integer.MAX_VALUE, delivered());
        int wanted = (int) (SHARE * widthBits) - now.soundBitsPerSecond();
        if (rateBeforeCut == 0 || now.nowNanos() - cutNanos > BREAKING) {
            rateBeforeCut = rate;
        }
        cutNanos = now.nowNanos();
        change(Math.clamp(wanted, (int) (MOST_OFF * rate), rate), now);
        trying = false;
        patience = FIRST_PATIENCE;
    }

    private void takeBack(UplinkSample now) {
        trying = false;
        widthBits = (int) Math.min(Integer.MAX_VALUE, delivered());
        patience = Math.min(2 * patience, LONGEST_PATIENCE);
        change(rateBefore, now);
    }

    private void raise(UplinkSample now, long since) {
        boolean calm = whole() && window.stream().anyMatch(sample -> sample.behindNanos() < BEHIND_WHILE_TRYING);
        boolean beyondKnown = widthBits > 0;
        if (!calm || (beyondKnown && since < patience)) {
            return;
        }
        rateBefore = rate;
        trying = true;
        int next = beyondKnown
                ? Math.max((int) (STEP * rate), (int) (BEYOND * widthBits) - now.soundBitsPerSecond())
                : (int) (STEP * rate);
        change(next, now);
    }

    private void change(int wanted, UplinkSample now) {
        rate = Math.clamp(wanted, Math.min(floor, ceiling), ceiling);
        changed = true;
        changedNanos = now.nowNanos();
    }
}
