package io.rostrum.capture.source.testcard;

import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;

/// Draws the card: what stands still once, by Java2D; what moves as blocks of pixels in each frame. Confined to the
/// source's thread.
final class TestCardPainter {
    private static final int BLACK = 0xFF000000;
    private static final int WHITE = 0xFFFFFFFF;
    private static final int[] BARS = {0xBFBFBF, 0xBFBF00, 0x00BFBF, 0x00BF00, 0xBF00BF, 0xBF0000, 0x0000BF};
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long FLASH_NANOS = 66_000_000L;
    private static final long SWEEP_NANOS = 4 * SECOND_NANOS;
    private static final Color GROUND = new Color(0x14181D);
    private static final Color GROUND_LOW = new Color(0x23303B);
    private static final Color LINE = new Color(0x3C4A57);
    private static final Color TITLE = new Color(0xF2F4F5);
    private static final Color DETAIL = new Color(0xA9B6C0);
    private static final int SWEEP = 0xFFE8B04B;

    private final TestCardLayout layout;
    private final DrawnPicture card;
    private final Map<Character, DrawnPicture> glyphs = new HashMap<>();
    private final int glyphTop;
    private final int glyphLeft;

    TestCardPainter(PictureSize size, Rational rate, String title) {
        layout = new TestCardLayout(size);
        card = new DrawnPicture(size);
        Graphics2D brush = card.graphics();
        drawGround(brush);
        drawResolution(brush);
        drawBars(brush);
        Rectangle box = layout.title();
        brush.setFont(new Font(Font.SANS_SERIF, Font.BOLD, Math.max(6, box.height * 2 / 5)));
        brush.setColor(TITLE);
        brush.drawString(title, box.x, box.y + brush.getFontMetrics().getAscent());
        brush.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(5, box.height / 5)));
        brush.setColor(DETAIL);
        brush.drawString(
                size + "   " + rate + " fps   BT.709   beep and flash each second",
                box.x,
                box.y + box.height * 13 / 20);
        brush.dispose();
        glyphTop = box.y + box.height * 7 / 10;
        glyphLeft = box.x;
        drawGlyphs(box.height * 3 / 10);
    }

    private void drawGround(Graphics2D brush) {
        PictureSize size = layout.size();
        brush.setPaint(new GradientPaint(0, 0, GROUND, 0, size.height(), GROUND_LOW));
        brush.fillRect(0, 0, size.width(), size.height());
        brush.setColor(LINE);
        brush.setStroke(new BasicStroke(1));
        for (int column = 0; column <= TestCardLayout.COLUMNS; column++) {
            int x = Math.min(size.width() - 1, column * size.width() / TestCardLayout.COLUMNS);
            brush.drawLine(x, 0, x, size.height());
        }
        for (int row = 0; row <= TestCardLayout.ROWS; row++) {
            int y = Math.min(size.height() - 1, row * size.height() / TestCardLayout.ROWS);
            brush.drawLine(0, y, size.width(), y);
        }
        brush.setPaint(new GradientPaint(0, 0, GROUND, 0, size.height() / 4f, GROUND_LOW));
        fill(brush, layout.cells(6, 1, 30, 4));
        brush.setColor(Color.BLACK);
        fill(brush, layout.cells(0, 11, TestCardLayout.COLUMNS, TestCardLayout.ROWS));
        fill(brush, layout.flash());
    }

    /// A ramp from black to white on top, and line pairs of one to four pixels at both sides of the bars.
    private void drawResolution(Graphics2D brush) {
        Rectangle ramp = layout.cells(2, 0, 30, 1);
        for (int x = 0; x < ramp.width; x++) {
            int level = 255 * x / Math.max(1, ramp.width - 1);
            brush.setColor(new Color(level, level, level));
            brush.fillRect(ramp.x + x, ramp.y + ramp.height / 4, 1, ramp.height / 2);
        }
        for (int side = 0; side < 2; side++) {
            for (int step = 0; step < 3; step++) {
                Rectangle box = layout.cells(30 * side, 5 + 2 * step, 30 * side + 2, 7 + 2 * step);
                brush.setColor(Color.BLACK);
                fill(brush, box);
                brush.setColor(Color.LIGHT_GRAY);
                int width = 1 << step;
                for (int x = 0; x + width <= box.width; x += 2 * width) {
                    brush.fillRect(box.x + x, box.y, width, box.height);
                }
            }
        }
    }

    private void drawBars(Graphics2D brush) {
        for (int bar = 0; bar < BARS.length; bar++) {
            brush.setColor(new Color(BARS[bar]));
            fill(brush, layout.bar(bar));
        }
    }

    private static void fill(Graphics2D brush, Rectangle box) {
        brush.fillRect(box.x, box.y, box.width, box.height);
    }

    /// The characters of a time, each on the ground of the card, all of one width.
    private void drawGlyphs(int height) {
        Font font = new Font(Font.MONOSPACED, Font.BOLD, Math.max(6, height * 9 / 10));
        Graphics2D ruler = card.graphics();
        FontMetrics metrics = ruler.getFontMetrics(font);
        ruler.dispose();
        int width = Math.max(1, metrics.charWidth('0'));
        for (char letter : "0123456789:. #".toCharArray()) {
            DrawnPicture glyph = new DrawnPicture(new PictureSize(width, Math.max(1, height)));
            Graphics2D brush = glyph.graphics();
            brush.setColor(GROUND);
            brush.fillRect(0, 0, width, height);
            brush.setFont(font);
            brush.setColor(TITLE);
            brush.drawString(String.valueOf(letter), 0, metrics.getAscent());
            brush.dispose();
            glyphs.put(letter, glyph);
        }
    }

    /// {@return the card of frame `index`}
    ///
    /// @param mediaNanos the frame's time, which the flash and the text follow
    /// @param wallMillis what the clock strip shows
    VideoFrame paint(FramePool pool, long index, long mediaNanos, long wallMillis) {
        VideoFrame frame = card.toFrame(pool, mediaNanos, true);
        IntBuffer pixels = DrawnPicture.pixelsOf(frame);
        int stride = frame.strideBytes() / Integer.BYTES;
        strip(pixels, stride, TestCardLayout.COUNTER_ROW, TestCardLayout.code(index));
        strip(pixels, stride, TestCardLayout.CLOCK_ROW, TestCardLayout.code(wallMillis));
        if (Math.floorMod(mediaNanos, SECOND_NANOS) < FLASH_NANOS) {
            fill(pixels, stride, layout.flash(), WHITE);
        }
        sweep(pixels, stride, mediaNanos);
        text(pixels, stride, time(mediaNanos) + "  #" + index);
        return frame;
    }

    private void strip(IntBuffer pixels, int stride, int row, int code) {
        for (int cell = 0; cell < TestCardLayout.CODE_CELLS; cell++) {
            boolean one = (code >> (TestCardLayout.CODE_CELLS - 1 - cell) & 1) == 1;
            if (one) {
                fill(pixels, stride, layout.codeCell(row, cell), WHITE);
            }
        }
    }

    /// A mark that wanders through row 4 once in four seconds: an uneven pace is seen at once.
    private void sweep(IntBuffer pixels, int stride, long mediaNanos) {
        Rectangle track = layout.cells(2, 4, 30, 5);
        int width = Math.max(2, track.width / 56);
        int height = Math.max(1, track.height / 3);
        int at = (int) (Math.floorMod(mediaNanos, SWEEP_NANOS) * (track.width - width) / SWEEP_NANOS);
        Rectangle lane = new Rectangle(track.x, track.y + height, track.width, height);
        fill(pixels, stride, lane, BLACK);
        fill(pixels, stride, new Rectangle(lane.x + at, lane.y, width, height), SWEEP);
    }

    private void text(IntBuffer pixels, int stride, String text) {
        int left = glyphLeft;
        int limit = layout.title().x + layout.title().width;
        for (int i = 0; i < text.length(); i++) {
            DrawnPicture glyph = glyphs.get(text.charAt(i));
            if (glyph != null && left + glyph.size().width() <= limit) {
                glyph.copyTo(pixels, stride, left, glyphTop);
                left += glyph.size().width();
            }
        }
    }

    private static String time(long nanos) {
        long millis = nanos / 1_000_000;
        return "%02d:%02d:%02d.%03d"
                .formatted(millis / 3_600_000, millis / 60_000 % 60, millis / 1000 % 60, millis % 1000);
    }

    private static void fill(IntBuffer pixels, int stride, Rectangle box, int argb) {
        for (int y = box.y; y < box.y + box.height; y++) {
            for (int at = y * stride + box.x; at < y * stride + box.x + box.width; at++) {
                pixels.put(at, argb);
            }
        }
    }
}
