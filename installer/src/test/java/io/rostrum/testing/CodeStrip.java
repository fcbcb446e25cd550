package io.rostrum.testing;

import java.util.OptionalInt;

/// A 20-bit number as a row of 28 black and white cells: `1 0`, the value with its most significant bit first, 4 check
/// bits, `0 1`.
///
/// The check is the XOR of the value's five 4-bit nibbles, XOR 0xA, so that an all-black or all-white strip is never a
/// number.
public final class CodeStrip {
    public static final int CELLS = 28;
    /// Values are taken modulo this.
    public static final int MODULUS = 1 << 20;

    private static final int VALUE_BITS = 20;
    private static final int CHECK_BITS = 4;

    private CodeStrip() {}

    /// {@return for each cell whether it is white}
    ///
    /// @param value any number; its lowest 20 bits are shown
    public static boolean[] cells(long value) {
        int shown = (int) (value & (MODULUS - 1));
        boolean[] cells = new boolean[CELLS];
        cells[0] = true;
        for (int bit = 0; bit < VALUE_BITS; bit++) {
            cells[2 + bit] = (shown >>> (VALUE_BITS - 1 - bit) & 1) == 1;
        }
        int check = check(shown);
        for (int bit = 0; bit < CHECK_BITS; bit++) {
            cells[2 + VALUE_BITS + bit] = (check >>> (CHECK_BITS - 1 - bit) & 1) == 1;
        }
        cells[CELLS - 1] = true;
        return cells;
    }

    /// {@return the number shown, or empty when the sync cells or the check bits are wrong}
    ///
    /// @param levels the brightness of each cell, in any linear unit
    public static OptionalInt read(double[] levels) {
        double white = (levels[0] + levels[CELLS - 1]) / 2;
        double black = (levels[1] + levels[CELLS - 2]) / 2;
        if (white - black < 40) {
            return OptionalInt.empty();
        }
        double threshold = (white + black) / 2;
        int value = 0;
        for (int bit = 0; bit < VALUE_BITS; bit++) {
            value = value << 1 | (levels[2 + bit] > threshold ? 1 : 0);
        }
        int check = 0;
        for (int bit = 0; bit < CHECK_BITS; bit++) {
            check = check << 1 | (levels[2 + VALUE_BITS + bit] > threshold ? 1 : 0);
        }
        boolean synced = levels[0] > threshold
                && levels[CELLS - 1] > threshold
                && levels[1] < threshold
                && levels[CELLS - 2] < threshold;
        return synced && check == check(value) ? OptionalInt.of(value) : OptionalInt.empty();
    }

    private static int check(int value) {
        int nibbles = value ^ (value >>> 4) ^ (value >>> 8) ^ (value >>> 12) ^ (value >>> 16);
        return (nibbles & 0xF) ^ 0xA;
    }
}
