package io.rostrum.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodeStripTest {
    /// Written out by hand from the format: 10 | 0000 0000 0000 0000 0101 | check 0101 ^ 1010 = 1111 | 01.
    @Test
    void fiveLooksAsTheFormatSays() {
        assertThat(text(CodeStrip.cells(5))).isEqualTo("10" + "00000000000000000101" + "1111" + "01");
    }

    @Test
    void valuesWrapAtTwentyBits() {
        assertThat(CodeStrip.cells((1L << 20) + 5)).isEqualTo(CodeStrip.cells(5));
    }

    @Test
    void whatIsWrittenIsReadAtAnyContrast() {
        for (int value : new int[] {0, 1, 5, 0xABCDE, CodeStrip.MODULUS - 1}) {
            assertThat(CodeStrip.read(levels(CodeStrip.cells(value), 16, 235))).hasValue(value);
            assertThat(CodeStrip.read(levels(CodeStrip.cells(value), 60, 130))).hasValue(value);
        }
    }

    @Test
    void oneWrongCellIsNoNumber() {
        for (int cell = 0; cell < CodeStrip.CELLS; cell++) {
            boolean[] cells = CodeStrip.cells(0x12345);
            cells[cell] ^= true;
            assertThat(CodeStrip.read(levels(cells, 16, 235)))
                    .as("cell %d", cell)
                    .isEmpty();
        }
    }

    @Test
    void aUniformPictureIsNoNumber() {
        for (int level : new int[] {0, 128, 255}) {
            assertThat(CodeStrip.read(levels(new boolean[CodeStrip.CELLS], level, level)))
                    .isEmpty();
        }
    }

    private static double[] levels(boolean[] cells, double black, double white) {
        double[] levels = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            levels[i] = cells[i] ? white : black;
        }
        return levels;
    }

    private static String text(boolean[] cells) {
        StringBuilder text = new StringBuilder();
        for (boolean cell : cells) {
            text.append(cell ? '1' : '0');
        }
        return text.toString();
    }
}
