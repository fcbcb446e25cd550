package io.rostrum.capture.source.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rostrum.capture.source.drawn.Drawing.Drawn;
import io.rostrum.capture.source.text.TextStyle.Align;
import io.rostrum.capture.source.text.TextStyle.Anchor;
import io.rostrum.effects.picture.PictureSize;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPainterTest {
    private static final PictureSize SIZE = new PictureSize(640, 360);
    private static final TextStyle STYLE = TextStyle.DEFAULT;
    private static final int WHITE = 0xFFFFFFFF;

    private static TextStyle style(double size, double outline, int background, Align align, Anchor anchor, int wrap) {
        return new TextStyle("", size, false, false, WHITE, outline, 0xFFFF0000, background, align, anchor, wrap);
    }

    private static int[] pixels(String text, TextStyle style) {
        return TextPainter.draw(text, style, SIZE).picture().pixels();
    }

    private static boolean ink(int argb) {
        return argb >>> 24 > 100;
    }

    private static Rectangle inked(int[] pixels, IntPredicate counts) {
        Rectangle box = new Rectangle(-1, -1);
        for (int i = 0; i < pixels.length; i++) {
            if (counts.test(pixels[i])) {
                box.add(new Rectangle(i % SIZE.width(), i / SIZE.width(), 1, 1));
            }
        }
        return box;
    }

    private static long count(int[] pixels, IntPredicate counts) {
        return Arrays.stream(pixels).filter(counts).count();
    }

    private static int red(int argb) {
        return argb >> 16 & 0xFF;
    }

    private static int green(int argb) {
        return argb >> 8 & 0xFF;
    }

    private static int blue(int argb) {
        return argb & 0xFF;
    }

    @Test
    void lettersStandWhereTheyAreAskedFor() {
        Rectangle middle = inked(pixels("Word", STYLE), TextPainterTest::ink);
        assertThat(middle.getCenterX()).isBetween(300.0, 340.0);
        assertThat(middle.getCenterY()).isBetween(160.0, 200.0);
        assertThat(middle.height).isBetween(40, 72);

        Rectangle topLeft = inked(pixels("Word", style(72, 0, 0, Align.LEFT, Anchor.TOP, 0)), TextPainterTest::ink);
        assertThat(topLeft.x).isLessThan(40);
        assertThat(topLeft.y).isLessThan(60);

        Rectangle bottomRight =
                inked(pixels("Word", style(72, 0, 0, Align.RIGHT, Anchor.BOTTOM, 0)), TextPainterTest::ink);
        assertThat(bottomRight.getMaxX()).isGreaterThan(600);
        assertThat(bottomRight.getMaxY()).isGreaterThan(310);
    }

    @Test
    void whatIsNoLetterIsTransparent() {
        int[] pixels = pixels("i", STYLE);
        assertThat(pixels[0]).isZero();
        assertThat(count(pixels, argb -> argb == WHITE)).isPositive();
        assertThat(count(pixels("", STYLE), argb -> argb != 0)).isZero();
    }

    @Test
    void longTextsAreWrapped() {
        String text = "one two three four five six";
        Rectangle wide = inked(pixels(text, style(24, 0, 0, Align.LEFT, Anchor.TOP, 0)), TextPainterTest::ink);
        Rectangle narrow = inked(pixels(text, style(24, 0, 0, Align.LEFT, Anchor.TOP, 120)), TextPainterTest::ink);
        assertThat(wide.width).isGreaterThan(200);
        assertThat(narrow.width).isLessThanOrEqualTo(120);
        assertThat(narrow.height).isGreaterThan(3 * wide.height - wide.height / 2);
    }

    @Test
    void anOutlineAndABackgroundAreBehindTheLetters() {
        int[] outlined = pixels("O", style(100, 8, 0, Align.CENTER, Anchor.MIDDLE, 0));
        assertThat(count(outlined, argb -> argb == 0xFFFF0000)).isGreaterThan(1000);
        assertThat(count(outlined, argb -> argb == WHITE)).isGreaterThan(300);

        int[] behind = pixels("O", style(100, 0, 0xFF0000FF, Align.CENTER, Anchor.MIDDLE, 0));
        Rectangle box = inked(behind, argb -> argb == 0xFF0000FF);
        Rectangle letter = inked(behind, argb -> argb == WHITE);
        assertThat(box.contains(letter)).isTrue();
        assertThat(box.width).isLessThan(SIZE.width() / 2);
    }

    @Test
    void arabicBeginsAtTheRight() {
        // alef is a tall stroke, four times beh is low and wide
        int[] pixels = pixels("ا بببب", STYLE);
        Rectangle whole = inked(pixels, TextPainterTest::ink);
        int tallest = 0;
        int tallestHeight = 0;
        for (int x = whole.x; x < whole.getMaxX(); x++) {
            int column = x;
            int first = firstRow(pixels, column);
            if (SIZE.height() - first > tallestHeight) {
                tallest = x;
                tallestHeight = SIZE.height() - first;
            }
        }
        assertThat((double) tallest).isGreaterThan(whole.getCenterX());
    }

    private static int firstRow(int[] pixels, int column) {
        for (int y = 0; y < SIZE.height(); y++) {
            if (ink(pixels[y * SIZE.width() + column])) {
                return y;
            }
        }
        return SIZE.height();
    }

    /// What no font has would be the same box twice.
    @ParameterizedTest
    @CsvSource({"a,b", "Ж,Щ", "α,ω", "ש,א", "م,ه", "漢,字", "か,ん"})
    void eachScriptHasItsLetters(String one, String other) {
        assumeThat(Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment()
                                .getAllFonts())
                        .anyMatch((Font font) -> font.canDisplayUpTo(one + other) < 0))
                .as("a font with %s is installed", one)
                .isTrue();
        Drawn first = TextPainter.draw(one, STYLE, SIZE);
        Drawn second = TextPainter.draw(other, STYLE, SIZE);
        assertThat(first.trouble()).isEmpty();
        assertThat(count(first.picture().pixels(), TextPainterTest::ink)).isGreaterThan(100);
        assertThat(first.picture().pixels()).isNotEqualTo(second.picture().pixels());
    }

    @Test
    void lettersThatNoFontHasAreNamed() {
        assertThat(TextPainter.draw("\uDBFF\uDFFD", STYLE, SIZE).trouble())
                .hasValueSatisfying(why -> assertThat(why).startsWith("no installed font has these letters: "));
    }

    @Test
    void aFontThatIsNotInstalledIsReplacedAndNamed() {
        TextStyle wanted =
                new TextStyle("No Such Font", 72, false, false, WHITE, 0, WHITE, 0, Align.CENTER, Anchor.MIDDLE, 0);
        Drawn drawn = TextPainter.draw("Word", wanted, SIZE);
        assertThat(drawn.trouble())
                .contains("the font “No Such Font” is not installed here, another one stands in; install it, or choose"
                        + " one that is");
        assertThat(count(drawn.picture().pixels(), TextPainterTest::ink)).isGreaterThan(1000);
    }

    @Test
    void emojiHaveTheirColours() {
        assumeThat(EmojiFont.installed())
                .as("a font of coloured emoji is installed")
                .isPresent();
        int[] face = pixels("\uD83D\uDE00", STYLE); // 😀
        assertThat(count(face, argb -> red(argb) > 200 && green(argb) > 150 && blue(argb) < 120))
                .as("yellow")
                .isGreaterThan(1000);
        Rectangle box = inked(face, TextPainterTest::ink);
        assertThat(box.width).isBetween(50, 110);
        assertThat(box.getCenterX()).isBetween(300.0, 340.0);

        int[] flag = pixels("\uD83C\uDDE9\uD83C\uDDEA", STYLE); // 🇩🇪
        assertThat(count(flag, argb -> red(argb) > 180 && green(argb) < 60 && blue(argb) < 60))
                .as("red")
                .isGreaterThan(300);
    }

    @Test
    void joinedPeopleAreOnePicture() {
        assumeThat(EmojiFont.installed())
                .as("a font of coloured emoji is installed")
                .isPresent();
        int[] family = pixels("\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67", STYLE); // 👩‍👩‍👧
        Rectangle box = inked(family, TextPainterTest::ink);
        assertThat(box.width).isBetween(50, 110);
    }

    @Test
    void emojiStandAmongLettersAndSignsForLettersStayLetters() {
        assumeThat(EmojiFont.installed())
                .as("a font of coloured emoji is installed")
                .isPresent();
        Rectangle letters = inked(pixels("ab", STYLE), TextPainterTest::ink);
        Rectangle mixed = inked(pixels("a\uD83D\uDE00b", STYLE), TextPainterTest::ink);
        assertThat(mixed.width).isBetween(letters.width + 50, letters.width + 130);
        int[] digits = pixels("12:34 ©", STYLE);
        assertThat(count(digits, argb -> ink(argb) && Math.abs(red(argb) - blue(argb)) > 60))
                .isZero();
    }
}
