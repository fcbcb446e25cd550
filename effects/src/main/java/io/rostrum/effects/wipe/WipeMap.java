package io.rostrum.effects.wipe;

import io.rostrum.effects.picture.PictureSize;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferUShort;
import java.util.stream.IntStream;

/// A wipe's pattern for pictures of one size: for each pixel when it changes, 0 for first to [#LAST].
/// Immutable.
public final class WipeMap {
    /// The level of what changes last.
    public static final int LAST = 0xFFFF;

    private static final int QUARTERS = 4;

    private final PictureSize size;
    /// Row by row, unsigned.
    private final short[] levels;

    private WipeMap(PictureSize size, short[] levels) {
        this.size = size;
        this.levels = levels;
    }

    /// {@return a pattern by its rule}
    ///
    /// @param quarterTurns how often the pattern is turned clockwise by 90 degrees
    /// @param reversed     whether what changes first otherwise changes last
    /// @param size         of the pictures
    public static WipeMap of(WipePattern pattern, int quarterTurns, boolean reversed, PictureSize size) {
        short[] levels = new short[size.width() * size.height()];
        int turns = Math.floorMod(quarterTurns, QUARTERS);
        double halfWidth = size.width() / 2.0;
        double halfHeight = size.height() / 2.0;
        boolean upright = turns % 2 == 0;
        double acrossPattern = upright ? halfWidth : halfHeight;
        double downPattern = upright ? halfHeight : halfWidth;
        IntStream.range(0, size.height()).parallel().forEach(row -> {
            double y = row + 0.5 - halfHeight;
            for (int column = 0; column < size.width(); column++) {
                double x = column + 0.5 - halfWidth;
                double across = turns == 0 ? x : turns == 1 ? y : turns == 2 ? -x : -y;
                double down = turns == 0 ? y : turns == 1 ? -x : turns == 2 ? -y : x;
                double when = pattern.at(across, down, acrossPattern, downPattern);
                levels[row * size.width() + column] = level(reversed ? 1 - when : when);
            }
        });
        return new WipeMap(size, levels);
    }

    private static short level(double when) {
        return (short) Math.round(Math.clamp(when, 0, 1) * LAST);
    }

    /// {@return a pattern that somebody drew: black changes first, white last}
    ///
    /// @param picture  of any size, scaled to fill `size`; its colours count by their brightness,
    /// transparency as
    ///                 black
    /// @param reversed whether white changes first
    public static WipeMap of(BufferedImage picture, boolean reversed, PictureSize size) {
        BufferedImage grey = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_USHORT_GRAY);
        Graphics2D brush = grey.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        brush.drawImage(brightness(picture), 0, 0, size.width(), size.height(), null);
        brush.dispose();
        short[] levels = ((DataBufferUShort) grey.getRaster().getDataBuffer()).getData();
        if (reversed) {
            for (int i = 0; i < levels.length; i++) {
                levels[i] = (short) (LAST - (levels[i] & LAST));
            }
        }
        return new WipeMap(size, levels);
    }

    /// {@return its brightness as it is written: Java2D would take grey for linear light, and make it
    /// darker or
    /// brighter}
    private static BufferedImage brightness(BufferedImage picture) {
        BufferedImage grey = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_USHORT_GRAY);
        short[] levels = ((DataBufferUShort) grey.getRaster().getDataBuffer()).getData();
        boolean written = picture.getRaster().getNumBands() == 1
                && picture.getSampleModel().getSampleSize(0) >= Byte.SIZE
                && picture.getColorModel().getNumComponents() == 1;
        int most = (1 << Math.min(Short.SIZE, picture.getSampleModel().getSampleSize(0))) - 1;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                levels[y * picture.getWidth() + x] = written
                        ? level(picture.getRaster().getSample(x, y, 0) / (double) most)
                        : level(luma(picture.getRGB(x, y)));
            }
        }
        return grey;
    }

    /// BT.709.
    private static double luma(int argb) {
        double opaque = (argb >>> 24) / 255.0;
        return opaque * (0.2126 * (argb >>> 16 & 0xFF) + 0.7152 * (argb >>> 8 & 0xFF) + 0.0722 * (argb & 0xFF)) / 255;
    }

    public PictureSize size() {
        return size;
    }

    /// {@return when a pixel changes, 0 to [#LAST]}
    public int at(int x, int y) {
        return levels[y * size.width() + x] & LAST;
    }

    /// {@return all levels, row by row, unsigned; the map's own, not to be changed}
    short[] levels() {
        return levels;
    }
}
