package io.rostrum.testing;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Paints the machine-readable picture into BGRX memory: counter strip, clock strip, flash, 75 % bars and, if wanted,
/// moving content.
///
/// The picture is a grid of 32 × 16 cells. Counter strip in row 12, clock strip in row 14, both in columns 2–29;
/// flash in columns 2–5 of rows 1–3; bars in rows 5–10 of columns 2–29; moving content in columns 7–29 of rows 1–3.
/// All else is black. Not thread-safe.
public final class TestPicture {
    static final int COLUMNS = 32;
    static final int ROWS = 16;
    static final int STRIP_COLUMN = 2;
    static final int COUNTER_ROW = 12;
    static final int CLOCK_ROW = 14;
    /// The seven bars from left to right as 0xRRGGBB.
    static final int[] BARS = {0xBFBFBF, 0xBFBF00, 0x00BFBF, 0x00BF00, 0xBF00BF, 0xBF0000, 0x0000BF};

    private static final int STRIP_WHITE = 0xEBEBEB;
    private static final int WHITE = 0xFFFFFF;
    private static final int FIRST_MOTION_COLUMN = 7;

    private final int width;
    private final int height;
    private final boolean motion;
    private final MemorySegment pixels;

    /// @param pixels `width * height * 4` bytes, tightly packed, B G R X; borrowed for the life of this object
    /// @param motion whether something moves in every frame, so that an encoder has work
    public TestPicture(int width, int height, boolean motion, MemorySegment pixels) {
        if (width % COLUMNS != 0 || height % ROWS != 0) {
            throw new IllegalArgumentException(
                    "picture size: " + width + "x" + height + " (expected: multiples of 32x16)");
        }
        this.width = width;
        this.height = height;
        this.motion = motion;
        this.pixels = pixels;
        pixels.fill((byte) 0);
        for (int bar = 0; bar < BARS.length; bar++) {
            fill(STRIP_COLUMN + 4 * bar, 5, 4, 6, BARS[bar]);
        }
    }

    /// Paints what changes from frame to frame; the rest stays.
    ///
    /// @param frame       index of the frame, from 0
    /// @param clockMillis wall clock, milliseconds since 1970
    /// @param flash       whether the flash is lit
    public void paint(long frame, long clockMillis, boolean flash) {
        strip(COUNTER_ROW, frame);
        strip(CLOCK_ROW, clockMillis);
        fill(2, 1, 4, 3, flash ? WHITE : 0);
        if (motion) {
            move(frame);
        }
    }

    private void strip(int row, long value) {
        boolean[] cells = CodeStrip.cells(value);
        for (int cell = 0; cell < cells.length; cell++) {
            fill(STRIP_COLUMN + cell, row, 1, 1, cells[cell] ? STRIP_WHITE : 0);
        }
    }

    /// A texture that scrolls and breathes: neither trivially predictable nor noise.
    private void move(long frame) {
        int step = (int) (frame % 100_000);
        int left = FIRST_MOTION_COLUMN * cellWidth();
        int right = (COLUMNS - 2) * cellWidth();
        for (int y = cellHeight(); y < 4 * cellHeight(); y++) {
            for (int x = left; x < right; x++) {
                int u = x + 5 * step;
                int v = y * 3 - 2 * step;
                int hash = (u >> 3) * 0x9E3779B1 ^ (v >> 3) * 0x85EBCA6B;
                int level = 48 + (hash >>> 24) / 2 + (u + v & 15);
                put(x, y, level << 16 | (level * 3 / 4) << 8 | (200 - level / 2));
            }
        }
    }

    private void fill(int column, int row, int columns, int rows, int rgb) {
        for (int y = row * cellHeight(); y < (row + rows) * cellHeight(); y++) {
            for (int x = column * cellWidth(); x < (column + columns) * cellWidth(); x++) {
                put(x, y, rgb);
            }
        }
    }

    private void put(int x, int y, int rgb) {
        pixels.set(ValueLayout.JAVA_INT_UNALIGNED, ((long) y * width + x) * 4, 0xFF000000 | rgb);
    }

    int cellWidth() {
        return width / COLUMNS;
    }

    int cellHeight() {
        return height / ROWS;
    }
}
