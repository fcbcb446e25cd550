package io.rostrum.capture.source.text;

import io.rostrum.capture.source.ScaledPainting;
import io.rostrum.capture.source.text.EmojiFont.EmojiPicture;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.GraphicAttribute;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// An emoji among the letters of a text, as high as they are.
final class EmojiAttribute extends GraphicAttribute {
    private final EmojiPicture picture;
    private final double em;

    /// @param em size of the text, pixels
    EmojiAttribute(EmojiPicture picture, double em) {
        super(ROMAN_BASELINE);
        this.picture = picture;
        this.em = em;
    }

    @Override
    public float getAscent() {
        return (float) Math.max(0, picture.top() * em);
    }

    @Override
    public float getDescent() {
        return (float) Math.max(0, (picture.height() - picture.top()) * em);
    }

    @Override
    public float getAdvance() {
        return (float) (picture.advance() * em);
    }

    @Override
    public Rectangle2D getBounds() {
        return new Rectangle2D.Double(
                picture.left() * em, -picture.top() * em, picture.width() * em, picture.height() * em);
    }

    /// Nothing is drawn around a picture.
    @Override
    public Shape getOutline(AffineTransform to) {
        return new Path2D.Double();
    }

    @Override
    public void draw(Graphics2D brush, float x, float y) {
        int width = (int) Math.max(1, Math.round(picture.width() * em));
        int height = (int) Math.max(1, Math.round(picture.height() * em));
        int left = (int) Math.round(x + picture.left() * em);
        int top = (int) Math.round(y - picture.top() * em);
        ScaledPainting.draw(brush, picture.image(), left, top, width, height);
    }
}
