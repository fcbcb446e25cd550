package io.rostrum.testing;

import java.util.List;
import java.util.OptionalInt;

/// How much of a painted sequence of counters came back, and in what order.
///
/// @param frames     pictures read
/// @param unreadable pictures whose strip could not be read
/// @param span       how many counters were painted between the first and the last one read, both included
/// @param inOrder    how many of these came back, each after a smaller one
/// @param repeated   pictures that showed the counter before once more
/// @param backwards  pictures whose counter was smaller than one before
public record CounterReport(int frames, int unreadable, int span, int inOrder, int repeated, int backwards) {
    /// Follows the counters through the pictures; the counter wraps at 2^20.
    public static CounterReport of(List<MediaReading.Frame> pictures) {
        int unreadable = 0;
        int span = 0;
        int inOrder = 0;
        int repeated = 0;
        int backwards = 0;
        int last = -1;
        for (MediaReading.Frame picture : pictures) {
            OptionalInt counter = picture.counter();
            if (counter.isEmpty()) {
                unreadable++;
                continue;
            }
            int step = last < 0 ? 1 : Math.floorMod(counter.getAsInt() - last, CodeStrip.MODULUS);
            if (step == 0) {
                repeated++;
            } else if (step > CodeStrip.MODULUS / 2) {
                backwards++;
            } else {
                span += step;
                inOrder++;
                last = counter.getAsInt();
            }
        }
        return new CounterReport(pictures.size(), unreadable, span, inOrder, repeated, backwards);
    }

    /// {@return the share of painted counters that came back in order, 0–1; 0 when nothing was read}
    public double share() {
        return span == 0 ? 0 : (double) inOrder / span;
    }
}
