package io.rostrum.capture.source.testcard;

import io.rostrum.effects.picture.PictureSize;
import java.awt.Rectangle;

/// Where the parts of the test card are, on a grid of 32 columns and 16 rows, and how a number becomes cells.
///
/// A code strip has 28 cells, white for 1 and black for 0: `1 0`, 20 bits of the value from the highest, 4 check bits,
/// `0 1`. The check is the exclusive or of the value's five nibbles, and of 0xA.
///
/// @param size of the card, at least 64x32 pixels
record TestCardLayout(PictureSize size) {
    static final int COLUMNS = 32;
    static final int ROWS = 16;
    static final int CODE_CELLS = 28;
    static final int COUNTER_ROW = 12;
    static final int CLOCK_ROW = 14;
    /// Bits of a strip's value.
    static final int VALUE_BITS = 20;

    private static final int CHECK_SEED = 0xA;

    TestCardLayout {
        if (size.width() < 2 * COLUMNS || size.height() < 2 * ROWS) {
            throw new IllegalArgumentException("size of the test card: " + size + " (expected: at least 64x32)");
        }
    }

    /// {@return the pixels of grid cells, from `column` up to `toColumn` and from `row` up to `toRow`, both not
    /// included}
    Rectangle cells(int column, int row, int toColumn, int toRow) {
        int left = column * size.width() / COLUMNS;
        int top = row * size.height() / ROWS;
        return new Rectangle(left, top, toColumn * size.width() / COLUMNS - left, toRow * size.height() / ROWS - top);
    }

    /// {@return the pixels of cell `index` of the strip in `row`}
    Rectangle codeCell(int row, int index) {
        return cells(2 + index, row, 3 + index, row + 1);
    }

    Rectangle flash() {
        return cells(2, 1, 6, 4);
    }

    Rectangle title() {
        return cells(7, 1, 30, 4);
    }

    Rectangle bar(int index) {
        return cells(2 + 4 * index, 5, 6 + 4 * index, 11);
    }

    /// {@return the 28 cells of `value` modulo 2^20, the first cell in the highest bit}
    static int code(long value) {
        int bits = (int) value & ((1 << VALUE_BITS) - 1);
        int check = CHECK_SEED;
        for (int shift = 0; shift < VALUE_BITS; shift += 4) {
            check ^= bits >> shift & 0xF;
        }
        return 0b10 << 26 | bits << 6 | check << 2 | 0b01;
    }
}
