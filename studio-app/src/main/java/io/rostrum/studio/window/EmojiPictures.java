package io.rostrum.studio.window;

import io.rostrum.capture.source.ScaledPainting;
import io.rostrum.capture.source.text.EmojiFont;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// Emoji as pictures of the system's coloured font, which JavaFX does not draw in colours everywhere.
/// They are loaded ahead, off the JavaFX thread; the ones that were not asked for longest give way.
/// Thread-safe.
final class EmojiPictures {
    /// Height of a picture: 18 pixels among letters, on a screen twice as fine.
    private static final int PIXELS = 36;

    private static final int MOST = 256;

    private final Map<String, List<Image>> known = new LinkedHashMap<>(MOST, 0.75f, /* accessOrder= */ true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Image>> eldest) {
            return size() > MOST;
        }
    };

    /// Loads the picture of an emoji; may take a while for the first of all.
    ///
    /// @return whether there is one that was not loaded before
    boolean load(String emoji) {
        synchronized (known) {
            if (known.containsKey(emoji)) {
                return false;
            }
        }
        List<Image> pictures = EmojiFont.installed()
                .map(font -> font.pictures(emoji).stream()
                        .map(picture -> scaled(picture.image()))
                        .toList())
                .orElse(List.of());
        synchronized (known) {
            known.put(emoji, pictures);
        }
        return !pictures.isEmpty();
    }

    /// {@return the pictures of an emoji, one mostly; empty where it was not loaded, or the font has
    /// none}
    List<Image> of(String emoji) {
        synchronized (known) {
            return known.getOrDefault(emoji, List.of());
        }
    }

    private static Image scaled(BufferedImage whole) {
        int width = Math.max(1, whole.getWidth() * PIXELS / Math.max(1, whole.getHeight()));
        BufferedImage small = new BufferedImage(width, PIXELS, BufferedImage.TYPE_INT_ARGB);
        Graphics2D brush = small.createGraphics();
        ScaledPainting.draw(brush, whole, 0, 0, width, PIXELS);
        brush.dispose();
        WritableImage image = new WritableImage(width, PIXELS);
        int[] pixels = small.getRGB(0, 0, width, PIXELS, null, 0, width);
        image.getPixelWriter().setPixels(0, 0, width, PIXELS, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return image;
    }
}
