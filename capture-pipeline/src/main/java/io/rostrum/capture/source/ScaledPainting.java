package io.rostrum.capture.source;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/// Draws images much smaller than they are without leaving pixels out.
public final class ScaledPainting {
    private ScaledPainting() {}

    /// Draws an image into a rectangle. It is halved until it is less than twice as large as that.
    public static void draw(Graphics2D brush, BufferedImage image, int left, int top, int width, int height) {
        BufferedImage smaller = image;
        while (smaller.getWidth() >= 2 * width && smaller.getHeight() >= 2 * height) {
            BufferedImage half = new BufferedImage(
                    Math.max(1, smaller.getWidth() / 2),
                    Math.max(1, smaller.getHeight() / 2),
                    BufferedImage.TYPE_INT_ARGB_PRE);
            Graphics2D halving = half.createGraphics();
            halving.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            halving.drawImage(smaller, 0, 0, half.getWidth(), half.getHeight(), null);
            halving.dispose();
            smaller = half;
        }
        brush.drawImage(smaller, left, top, width, height, null);
    }
}
