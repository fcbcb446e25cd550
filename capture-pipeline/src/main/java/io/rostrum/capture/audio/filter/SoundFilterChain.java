package io.rostrum.capture.audio.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The filters of one channel, one after the other.
///
/// The list may be replaced from any thread; what the mixer's thread needs for it is made there. A filter that is
/// switched on or off, comes, goes or changes places is faded, within one block each, so that nothing clicks; one that
/// stays keeps what it has heard.
@SuppressWarnings("ReferenceEquality") // whether it is the very list, slot or setting from before; equals may allocate
public final class SoundFilterChain {
    /// One filter of the list.
    ///
    /// @param on whether it is applied
    public record Entry(SoundFilterSpec spec, boolean on) {}

    /// Finds the newest sound of a channel that another one follows.
    @FunctionalInterface
    public interface Keys {
        /// {@return a block of that channel, borrowed; silence where there is no such channel}
        float[] of(String channel);
    }

    /// A filter and how much of it is heard. The wish comes from any thread, all else belongs to the mixer's.
    private static final class Slot {
        private final SoundFilter filter;
        private volatile Entry wish;
        private SoundFilterSpec reached;
        private float weight;
        private boolean warm;

        Slot(Entry wish) {
            this.wish = wish;
            filter = SoundFilter.of(wish.spec());
            reached = wish.spec();
        }
    }

    private static final Slot[] NONE = {};

    private volatile Slot[] wanted = NONE;
    private volatile int latencyFrames;
    private Slot[] active = NONE;
    private float[] dry = {};

    /// Wants these from the next block on.
    public synchronized void replace(List<Entry> entries) {
        List<Slot> before = new ArrayList<>(Arrays.asList(wanted));
        List<Slot> after = new ArrayList<>();
        int latency = 0;
        for (Entry entry : entries) {
            Slot slot = before.stream()
                    .filter(candidate ->
                            candidate.wish.spec().kind() == entry.spec().kind())
                    .findFirst()
                    .orElseGet(() -> new Slot(entry));
            before.remove(slot);
            slot.wish = entry;
            latency += entry.on() ? slot.filter.latencyFrames() : 0;
            after.add(slot);
        }
        latencyFrames = latency;
        wanted = after.toArray(NONE);
    }

    /// {@return how much later sound comes out than it goes in, frames}
    public int latencyFrames() {
        return latencyFrames;
    }

    /// {@return whether one of them follows another channel}
    public boolean followsOthers() {
        for (Slot slot : wanted) {
            if (!slot.wish.spec().key().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// {@return by how much each filter of the list makes the sound quieter now, dB, 0 or more}
    public List<Double> reductions() {
        return Arrays.stream(wanted)
                .map(slot -> slot.wish.on() ? slot.filter.reductionDecibels() : 0.0)
                .toList();
    }

    /// Does all of it in place, on the mixer's thread only.
    ///
    /// @param block interleaved left right, always as long as the mixer's
    public void process(float[] block, Keys keys) {
        Slot[] wish = wanted;
        if (active != wish && nothingMoves(wish)) {
            active = wish;
        }
        for (Slot slot : active) {
            process(slot, block, keys, isIn(slot, wish) && (active == wish || stays(slot, wish)));
        }
    }

    /// {@return whether all that is heard now can go on being heard in the new order}
    private boolean nothingMoves(Slot[] wish) {
        for (Slot slot : active) {
            if (slot.weight > 0 && !(isIn(slot, wish) && stays(slot, wish))) {
                return false;
            }
        }
        return true;
    }

    /// {@return whether all that is before this one and heard comes before it in the new order, too}
    private boolean stays(Slot slot, Slot[] wish) {
        int at = indexOf(slot, wish);
        for (Slot other : active) {
            if (other == slot) {
                return true;
            }
            if (other.weight > 0 && indexOf(other, wish) > at) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIn(Slot slot, Slot[] slots) {
        return indexOf(slot, slots) >= 0;
    }

    private static int indexOf(Slot slot, Slot[] slots) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == slot) {
                return i;
            }
        }
        return -1;
    }

    private void process(Slot slot, float[] block, Keys keys, boolean stays) {
        Entry wish = slot.wish;
        float to = stays && wish.on() ? 1 : 0;
        float from = slot.weight;
        if (from == 0 && to == 0) {
            slot.warm = false;
            return;
        }
        if (wish.spec() != slot.reached) {
            slot.filter.set(wish.spec());
            slot.reached = wish.spec();
        }
        if (from == 0 && !slot.warm) {
            slot.filter.reset();
        }
        String key = wish.spec().key();
        float @Nullable [] followed = key.isEmpty() ? null : keys.of(key);
        if (from == 1 && to == 1) {
            slot.filter.process(block, followed);
        } else {
            if (from == 0 && !slot.warm && slot.filter.latencyFrames() > 0) {
                to = 0; // it has nothing to give yet, and is heard from the next block on
            }
            fade(slot, block, followed, from, to);
        }
        slot.weight = to;
        slot.warm = stays && wish.on();
    }

    private void fade(Slot slot, float[] block, float @Nullable [] followed, float from, float to) {
        if (dry.length != block.length) {
            dry = new float[block.length]; // once
        }
        System.arraycopy(block, 0, dry, 0, block.length);
        slot.filter.process(block, followed);
        float step = (to - from) * 2 / block.length;
        float weight = from;
        for (int i = 0; i + 1 < block.length; i += 2) {
            weight += step;
            block[i] = dry[i] + weight * (block[i] - dry[i]);
            block[i + 1] = dry[i + 1] + weight * (block[i + 1] - dry[i + 1]);
        }
    }
}
