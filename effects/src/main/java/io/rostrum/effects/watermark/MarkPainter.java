package io.rostrum.effects.watermark;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.watermark.WatermarkSettings.Extent;
import io.rostrum.effects.watermark.WatermarkSettings.Mark;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Paints a watermark with Java2D, headless, in the size that a picture asks for.
final class MarkPainter {
    /// Height of a line of text that has no size of its own, as a part of the picture's height.
    private static final double TEXT_OF_HEIGHT = 0.05;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final WatermarkSettings settings;
    private final Clock clock;

    MarkPainter(WatermarkSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// {@return what stands there now; a watermark is painted anew when this changes}
    String content() {
        return switch (settings.mark()) {
            case Mark.Image image -> image.file().toString();
            case Mark.Text text -> text.text();
            case Mark.Clock _ -> LocalTime.now(clock).format(CLOCK);
        };
    }

    /// {@return the watermark for a picture, its colours straight or premultiplied as its type says}
    ///
    /// @param content from [#content()]
    /// @throws UncheckedIOException if the file is missing or no picture
    BufferedImage paint(String content, PictureSize picture) {
        return switch (settings.mark()) {
            case Mark.Image image -> scaled(read(image.file()), picture);
            case Mark.Text _, Mark.Clock _ -> text(content, picture);
        };
    }

    private static BufferedImage read(Path file) {
        try {
            return PictureFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private BufferedImage scaled(BufferedImage image, PictureSize picture) {
        return switch (settings.extent()) {
            case Extent.Natural _ -> image;
            case Extent.OfHeight part -> {
                double scale = part.fraction() * picture.height() / image.getHeight();
                yield scaled(image, (int) Math.round(image.getWidth() * scale), (int)
                        Math.round(part.fraction() * picture.height()));
            }
            case Extent.Exactly exactly ->
                scaled(image, exactly.size().width(), exactly.size().height());
        };
    }

    /// Halves as long as it can, so that every pixel has its part in the result.
    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        int targetWidth = Math.clamp(width, 1, PictureSize.MAX_SIDE);
        int targetHeight = Math.clamp(height, 1, PictureSize.MAX_SIDE);
        BufferedImage from = image;
        while (from.getWidth() != targetWidth || from.getHeight() != targetHeight) {
            int nextWidth = Math.max(targetWidth, Math.min(from.getWidth() / 2, targetWidth * 2));
            int nextHeight = Math.max(targetHeight, Math.min(from.getHeight() / 2, targetHeight * 2));
            if (from.getWidth() <= 2 * targetWidth && from.getHeight() <= 2 * targetHeight) {
                nextWidth = targetWidth;
                nextHeight = targetHeight;
            }
            BufferedImage next = new BufferedImage(nextWidth, nextHeight, BufferedImage.TYPE_INT_ARGB_PRE);
            Graphics2D graphics = next.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(from, 0, 0, nextWidth, nextHeight, null);
            graphics.dispose();
            from = next;
        }
        return from;
    }

    private BufferedImage text(String content, PictureSize picture) {
        String[] lines = content.split("\n", -1);
        double lineHeight = switch (settings.extent()) {
            case Extent.Natural _ -> TEXT_OF_HEIGHT * picture.height();
            case Extent.OfHeight part -> part.fraction() * picture.height() / lines.length;
            case Extent.Exactly exactly -> (double) exactly.size().height() / lines.length;
        };
        // A clock must not wander as its digits change: it is as wide as its widest.
        String widest = settings.mark() instanceof Mark.Clock ? "00:00:00" : "";
        return text(lines, widest, Math.max(4, lineHeight));
    }

    private BufferedImage text(String[] lines, String atLeastAsWideAs, double lineHeight) {
        Font font = new Font(Font.SANS_SERIF, Font.BOLD, 1).deriveFont((float) (lineHeight * 0.8));
        FontRenderContext context = new FontRenderContext(null, true, true);
        Path2D outline = new Path2D.Double();
        double width = atLeastAsWideAs.isEmpty() ? 1 : new TextLayout(atLeastAsWideAs, font, context).getAdvance();
        for (int line = 0; line < lines.length; line++) {
            if (lines[line].isBlank()) {
                continue;
            }
            TextLayout layout = new TextLayout(lines[line], font, context);
            Shape letters = layout.getOutline(AffineTransform.getTranslateInstance(0, lineHeight * (line + 0.8)));
            outline.append(letters, false);
            width = Math.max(width, layout.getAdvance());
        }
        double edge = Math.max(1, lineHeight * 0.06);
        Rectangle2D ink = outline.getBounds2D();
        int left = (int) Math.floor(Math.min(0, ink.getMinX()) - edge);
        int right = (int) Math.ceil(Math.max(width, ink.getMaxX()) + edge);
        int height = (int) Math.ceil(Math.max(lineHeight * lines.length, ink.getMaxY() + edge));
        BufferedImage image = new BufferedImage(
                Math.clamp(right - (long) left, 1, PictureSize.MAX_SIDE),
                Math.clamp(height, 1, PictureSize.MAX_SIDE),
                BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.translate(-left, 0);
        // A dark edge keeps a light text readable over a light picture.
        graphics.setColor(new Color(0, 0, 0, 150));
        graphics.setStroke(new BasicStroke((float) (2 * edge), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(outline);
        graphics.setColor(new Color(settings.color(), true));
        graphics.fill(outline);
        graphics.dispose();
        return image;
    }
}
