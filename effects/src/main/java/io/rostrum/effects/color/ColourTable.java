package io.rostrum.effects.color;

/// What becomes of every colour, looked up.
///
/// There are 128 steps a channel, and kept is what becomes of the middle of each step, between two codes. Which of the
/// two codes it was is passed on to a channel where that makes a difference, which is where the function is steeper
/// than a half in it. So a function that changes nothing changes nothing, and one as of films is met within a code.
/// The table takes 8 MiB; a natural picture uses some hundred kilobytes of it. Sixteen entries that are fetched
/// together are a block of alike colours, 2 reds by 2 greens by 4 blues: less of it is fetched than of a line of blues.
final class ColourTable {
    private static final int STEPS = 128;
    /// What becomes of a step is worked out in half codes, 0..510, in so many bits a channel.
    private static final int BITS = 9;

    private static final int MASK = (1 << BITS) - 1;
    private static final int MOST = 510;
    /// The bit of an entry that says whether blue passes on; those of green and red follow.
    private static final int PASSES = 24;

    private static final int RED_STEP = STEPS * STEPS;

    /// In the lower three bytes the code that an even one becomes, red first; an odd one becomes one more where it
    /// passes on.
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
        int[] halves = table.clone();
        for (int entry = 0; entry < halves.length; entry++) {
            table[place(colour(entry))] = code(halves, entry, RED_STEP, 2 * BITS, 2)
                    | code(halves, entry, STEPS, BITS, 1)
                    | code(halves, entry, 1, 0, 0);
        }
    }

    /// {@return the even colour that the entry is for, in the order that the function was asked in}
    private static int colour(int entry) {
        return (entry / RED_STEP) << 17 | (entry / STEPS % STEPS) << 9 | (entry % STEPS) << 1;
    }

    /// {@return where a colour stands: the upper bits of red, green and blue, and then their lower ones}
    private static int place(int pixel) {
        return (pixel >> 3 & 0x1F8000)
                | (pixel >> 1 & 0x7E00)
                | (pixel << 1 & 0x1F0)
                | (pixel >> 14 & 0x8)
                | (pixel >> 7 & 0x4)
                | (pixel >> 1 & 0x3);
    }

    /// {@return the middle of a step, 0..1}
    private static double middle(int step) {
        return (4 * step + 1) / (double) MOST;
    }

    private static int halves(double value) {
        return (int) Math.round(Math.clamp(value, 0.0, 1.0) * MOST);
    }

    /// {@return the part of an entry for one channel}
    private static int code(int[] halves, int entry, int step, int shift, int channel) {
        int half = halves[entry] >> shift & MASK;
        int passed = passes(halves, entry, step, shift) ? 1 : 0;
        return ((half + 1 - passed) / 2) << (8 * channel) | passed << (PASSES + channel);
    }

    /// {@return whether a channel of an entry changes with that channel of the colour by more than half as much}
    private static boolean passes(int[] halves, int entry, int step, int shift) {
        int at = entry / step % STEPS;
        int next = at == STEPS - 1 ? entry : entry + step;
        int last = at == 0 ? entry : entry - step;
        int steps = at == 0 || at == STEPS - 1 ? 1 : 2;
        int rise = (halves[next] >> shift & MASK) - (halves[last] >> shift & MASK);
        // four half codes are as steep as the colour itself; what is white already stays so
        return rise > 2 * steps && (halves[entry] >> shift & MASK) < MOST;
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
            places[x] = place(row[x]);
        }
    }

    /// Three channels at a time, in a loop with little in it: a shape that HotSpot turns into vector instructions.
    private static void take(int[] row, int[] entries) {
        for (int x = 0; x < entries.length; x++) {
            int pixel = row[x];
            int entry = entries[x];
            int passed = entry >>> PASSES;
            int odd = pixel & (passed | passed << 7 | passed << 14) & 0x010101;
            row[x] = (pixel & 0xFF000000) | ((entry & 0xFFFFFF) + odd);
        }
    }
}
