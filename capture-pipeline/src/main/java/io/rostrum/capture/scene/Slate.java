package io.rostrum.capture.scene;

import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Pictures;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/// What viewers see in place of a source that is gone: that it will be back. Which source it is and what ails it are
/// the broadcaster's business and stay in the log and the statistics. Drawn once for each size. Confined to the
/// compositor's thread.
final class Slate implements AutoCloseable {
    private static final Color BACKGROUND = new Color(0x14181f);
    private static final Color TITLE = new Color(0xf2f4f8);
    private static final Color DETAIL = new Color(0x9aa4b2);

    private final FramePool pool;
    private @Nullable VideoFrame drawn;

    Slate(FramePool pool) {
        this.pool = pool;
    }

    /// {@return a handle on the slate, to be closed by the caller}
    VideoFrame show(PictureSize size) {
        VideoFrame known = drawn;
        if (known == null || !known.size().equals(size)) {
            if (known != null) {
                known.close();
            }
            known = Pictures.fromImage(pool, paint(size), 0);
            drawn = known;
        }
        return known.retain();
    }

    private static BufferedImage paint(PictureSize size) {
        BufferedImage image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(BACKGROUND);
            graphics.fillRect(0, 0, size.width(), size.height());
            int unit = Math.max(8, size.height() / 18);
            graphics.setColor(TITLE);
            centred(graphics, "Please stand by", Font.BOLD, unit, size, size.height() / 2 - unit / 2);
            graphics.setColor(DETAIL);
            centred(graphics, "The picture will be back", Font.PLAIN, unit / 2, size, size.height() / 2 + unit / 2);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    /// Draws `text` on one line, smaller where it would not fit.
    private static void centred(
            Graphics2D graphics, String text, int style, int height, PictureSize size, int baseline) {
        Font font = new Font(Font.SANS_SERIF, style, height);
        FontMetrics metrics = graphics.getFontMetrics(font);
        int room = size.width() * 9 / 10;
        if (metrics.stringWidth(text) > room) {
            font = font.deriveFont(Math.max(7f, (float) height * room / metrics.stringWidth(text)));
            metrics = graphics.getFontMetrics(font);
        }
        graphics.setFont(font);
        graphics.drawString(text, (size.width() - metrics.stringWidth(text)) / 2, baseline);
    }

    @Override
    public void close() {
        if (drawn != null) {
            drawn.close();
            drawn = null;
        }
    }
}
