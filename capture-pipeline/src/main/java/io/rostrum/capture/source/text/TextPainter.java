package io.rostrum.capture.source.text;

import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.drawn.Drawing.Drawn;
import io.rostrum.capture.source.text.EmojiFont.EmojiPicture;
import io.rostrum.capture.source.text.TextStyle.Align;
import io.rostrum.capture.source.text.TextStyle.Anchor;
import io.rostrum.effects.picture.PictureSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GraphicAttribute;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.LineMetrics;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.RoundRectangle2D;
import java.text.AttributedString;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Draws a text: breaks it into lines, puts each script's letters in their order and form, takes other fonts for what
/// the chosen one has not, and emoji from a font of pictures.
public final class TextPainter {
    /// Longer texts are cut: nobody reads them.
    private static final int MOST_LETTERS = 10_000;
    /// Around the lines, parts of the letters' size.
    private static final double PADDING = 0.25;
    /// Stands in a text where a picture is.
    private static final char OBJECT = '\uFFFC';
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final TextStyle style;
    private final PictureSize size;
    private final TextFonts fonts;
    private final List<Line> lines = new ArrayList<>();

    /// @param layout null for an empty line
    private record Line(@Nullable TextLayout layout, double ascent, double height) {
        double advance() {
            return layout == null ? 0 : layout.getVisibleAdvance();
        }
    }

    private record Piece(int begin, int end, TextAttribute attribute, Object value) {}

    private TextPainter(TextStyle style, PictureSize size) {
        this.style = style;
        this.size = size;
        this.fonts = new TextFonts(style);
    }

    /// {@return the families that are installed, for people to choose from}
    public static List<String> families() {
        return TextFonts.families();
    }

    /// Draws a text, transparent where there is none.
    ///
    /// @param size of the picture; what does not fit into it is cut off
    public static Drawn draw(String text, TextStyle style, PictureSize size) {
        TextPainter painter = new TextPainter(style, size);
        String drawn = text.length() > MOST_LETTERS ? text.substring(0, MOST_LETTERS) : text;
        painter.breakIntoLines(drawn.stripTrailing());
        DrawnPicture picture = new DrawnPicture(size);
        Graphics2D brush = picture.graphics();
        painter.paint(brush);
        brush.dispose();
        return new Drawn(picture, painter.fonts.trouble().or(() -> painter.emojiTrouble(drawn)));
    }

    private Optional<String> emojiTrouble(String text) {
        boolean plain =
                EmojiFont.installed().isEmpty() && clusters(text).stream().anyMatch(EmojiFont::wantsPicture);
        return plain
                ? Optional.of("no font with coloured emoji is installed; install Noto Color Emoji"
                        + " (Debian, Ubuntu: fonts-noto-color-emoji)")
                : Optional.empty();
    }

    // --- lines ------------------------------------------------------------------------------------------------------

    private double padding() {
        return style.size() * PADDING + style.outline();
    }

    private void breakIntoLines(String text) {
        double room = size.width() - 2 * padding();
        float width = (float) Math.max(1, style.wrap() > 0 ? Math.min(style.wrap(), room) : room);
        LineMetrics letters = fonts.wanted().getLineMetrics("X", CONTEXT);
        for (String paragraph : text.isEmpty() ? new String[0] : text.split("\\R", -1)) {
            if (paragraph.isBlank()) {
                lines.add(new Line(null, letters.getAscent(), letters.getHeight()));
                continue;
            }
            AttributedString styled = styled(paragraph);
            int end = styled.getIterator().getEndIndex();
            LineBreakMeasurer measurer =
                    new LineBreakMeasurer(styled.getIterator(), BreakIterator.getLineInstance(Locale.ROOT), CONTEXT);
            while (measurer.getPosition() < end) {
                TextLayout layout = measurer.nextLayout(width);
                double ascent = Math.max(layout.getAscent(), letters.getAscent());
                double below = Math.max(
                        layout.getDescent() + layout.getLeading(), letters.getDescent() + letters.getLeading());
                lines.add(new Line(layout, ascent, ascent + below));
            }
        }
    }

    private AttributedString styled(String paragraph) {
        StringBuilder text = new StringBuilder();
        List<Piece> pieces = new ArrayList<>();
        for (String cluster : clusters(paragraph)) {
            List<EmojiPicture> pictures = EmojiFont.wantsPicture(cluster)
                    ? EmojiFont.installed().map(font -> font.pictures(cluster)).orElse(List.of())
                    : List.of();
            if (pictures.isEmpty()) {
                Font font = fonts.of(cluster);
                pieces.add(new Piece(text.length(), text.length() + cluster.length(), TextAttribute.FONT, font));
                text.append(cluster);
            }
            for (EmojiPicture picture : pictures) {
                GraphicAttribute drawn = new EmojiAttribute(picture, style.size());
                pieces.add(new Piece(text.length(), text.length() + 1, TextAttribute.CHAR_REPLACEMENT, drawn));
                text.append(OBJECT);
            }
        }
        AttributedString styled = new AttributedString(text.toString());
        styled.addAttribute(TextAttribute.FONT, fonts.wanted());
        pieces.forEach(piece -> styled.addAttribute(piece.attribute(), piece.value(), piece.begin(), piece.end()));
        return styled;
    }

    /// {@return what people take for letters: with accents, joiners and skin tones}
    private static List<String> clusters(String text) {
        BreakIterator borders = BreakIterator.getCharacterInstance(Locale.ROOT);
        borders.setText(text);
        List<String> clusters = new ArrayList<>();
        int begin = borders.first();
        for (int end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
            clusters.add(text.substring(begin, end));
            begin = end;
        }
        return clusters;
    }

    // --- painting ---------------------------------------------------------------------------------------------------

    private double left(double width) {
        return switch (style.align()) {
            case Align.LEFT -> padding();
            case Align.CENTER -> (size.width() - width) / 2;
            case Align.RIGHT -> size.width() - padding() - width;
        };
    }

    private void paint(Graphics2D brush) {
        double height = lines.stream().mapToDouble(Line::height).sum();
        double widest = lines.stream().mapToDouble(Line::advance).max().orElse(0);
        double top = switch (style.anchor()) {
            case Anchor.TOP -> padding();
            case Anchor.MIDDLE -> (size.height() - height) / 2;
            case Anchor.BOTTOM -> size.height() - padding() - height;
        };
        if (widest > 0 && style.background() >>> 24 != 0) {
            double pad = padding();
            brush.setColor(new Color(style.background(), /* hasalpha= */ true));
            brush.fill(new RoundRectangle2D.Double(
                    left(widest) - pad, top - pad / 2, widest + 2 * pad, height + pad, pad, pad));
        }
        for (Line line : lines) {
            TextLayout layout = line.layout();
            if (layout != null) {
                paint(brush, layout, left(line.advance()), top + line.ascent());
            }
            top += line.height();
        }
    }

    private void paint(Graphics2D brush, TextLayout layout, double x, double y) {
        if (style.outline() > 0) {
            Shape letters = layout.getOutline(AffineTransform.getTranslateInstance(x, y));
            brush.setColor(new Color(style.outlineArgb(), /* hasalpha= */ true));
            brush.setStroke(
                    new BasicStroke((float) (2 * style.outline()), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            brush.draw(letters);
        }
        brush.setColor(new Color(style.argb(), /* hasalpha= */ true));
        layout.draw(brush, (float) x, (float) y);
    }
}
