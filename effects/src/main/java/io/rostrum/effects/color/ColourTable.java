package io.rostrum.effects.color;

/// What becomes of every colour, looked up.
///
/// There are 128 steps a channel, and kept is what becomes of the middle of each step, between two codes, in half
/// codes. Which of the two codes it was is passed on to a channel where that makes a difference, which is where
/// the function is steeper than a half in it. So a function that changes nothing changes nothing, and one as of
/// films is met within a code. The table takes 8 MiB; a natural picture uses some hundred kilobytes of it.
final class ColourTable {
    private static final int STEPS = 128;
    /// Bits of a channel in an entry: 0..510 half codes.
    private static final int BITS = 9;

    private static final int MASK = (1 << BITS) - 1;
    private static final int MOST = 510;
    /// The bit of an entry that says whether red passes on; those of green and blue follow.
    private static final int PASSES = 27;

    private static final int RED_STEP = STEPS * STEPS;

    private final int[] table = new int[STEPS * STEPS * STEPS];

    ColourTable(ColourFunction function) {
        double[] rgb = new double[3];
        int place = 0;
        for (int red = 0; red < STEPS; red++) {
            for (int green = 0; green < STEPS; green++) {
                for (int blue = 0; blue < STEPS; blue++) {
                    rgb[0] = middle(red);
                    rgb[1] = middle(green);
                    rgb[2] = middle(blue);
                    function.map(rgb);
                    table[place++] = halves(rgb[0]) << (2 * BITS) | halves(rgb[1]) << BITS | halves(rgb[2]);
                }
            }
        }
        for (int entry = 0; entry < table.length; entry++) {
            table[entry] |= passes(entry, RED_STEP, 2 * BITS) << PASSES
                    | passes(entry, STEPS, BITS) << (PASSES + 1)
                    | passes(entry, 1, 0) << (PASSES + 2);
        }
    }

    /// {@return the middle of a step, 0..1}
    private static double middle(int step) {
        return (4 * step + 1) / (double) MOST;
    }

    private static int halves(double value) {
        return (int) Math.round(Math.clamp(value, 0.0, 1.0) * MOST);
    }

    /// {@return 1 if a channel of an entry changes with that channel of the colour by more than half as much}
    private int passes(int entry, int step, int shift) {
        int at = entry / step % STEPS;
        int next = at == STEPS - 1 ? entry : entry + step;
        int last = at == 0 ? entry : entry - step;
        int steps = at == 0 || at == STEPS - 1 ? 1 : 2;
        int rise = (table[next] >> shift & MASK) - (table[last] >> shift & MASK);
        // four half codes are as steep as the colour itself; what is white already stays so
        return rise > 2 * steps && (table[entry] >> shift & MASK) < MOST ? 1 : 0;
    }

    /// Changes a row of straight colours; alpha stays.
    ///
    /// @param scratch as long as the row
    void apply(int[] row, int[] scratch) {
        places(row, scratch);
        for (int x = 0; x < scratch.length; x++) {
            scratch[x] = table[scratch[x]];
        }
        take(row, scratch);
    }

    private static void places(int[] row, int[] places) {
        for (int x = 0; x < places.length; x++) {
            int pixel = row[x];
            places[x] = (pixel >> 3 & 0x1FC000) | (pixel >> 2 & 0x3F80) | (pixel >> 1 & 0x7F);
        }
    }

    /// An odd code is half a code above the middle of its step, an even one below. Channel by channel, each loop with
    /// little in it: a shape that HotSpot turns into vector instructions.
    private static void take(int[] row, int[] entries) {
        channel(row, entries, 16, 2 * BITS, PASSES);
        channel(row, entries, 8, BITS, PASSES + 1);
        channel(row, entries, 0, 0, PASSES + 2);
    }

    private static void channel(int[] row, int[] entries, int shift, int from, int passes) {
        int others = ~(0xFF << shift);
        for (int x = 0; x < entries.length; x++) {
            int pixel = row[x];
            int passed = entries[x] >> passes & 1;
            int code = ((entries[x] >> from & MASK) + 1 - passed + 2 * (passed & pixel >> shift)) >> 1;
            row[x] = (pixel & others) | code << shift;
        }
    }
}
