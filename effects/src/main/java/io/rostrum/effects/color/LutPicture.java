package io.rostrum.effects.color;

import io.rostrum.effects.watermark.PictureFile;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/// Colour tables as pictures: Hald CLUTs (square, the side the cube of a level, 8, 27, 64, 125, 216, 343, 512 …,
/// the colours one after the other with red the fastest), and the picture of 512x512 pixels with 64 squares, in
/// each of which red grows to the right and green downwards, while blue grows from square to square. Both may
/// have 512x512 pixels; it is then the one whose neighbouring entries are more alike.
final class LutPicture {
    private static final int LEAST_LEVEL = 2;
    /// A cube of 144 entries.
    private static final int GREATEST_LEVEL = 12;
    private static final int SQUARES_LEVEL = 8;

    private LutPicture() {}

    static void require(Path file) throws IOException {
        level(file, PictureFile.size(file));
    }

    static Lut read(Path file) throws IOException {
        BufferedImage image = PictureFile.read(file);
        int level = level(file, new Dimension(image.getWidth(), image.getHeight()));
        Lut.Cube hald = hald(image, level * level);
        if (level != SQUARES_LEVEL) {
            return hald;
        }
        Lut.Cube squares = squares(image, level);
        return unrest(squares) < unrest(hald) ? squares : hald;
    }

    /// {@return the number whose cube is the side}
    private static int level(Path file, Dimension size) throws IOException {
        int level = (int) Math.round(Math.cbrt(size.width));
        if (size.width != size.height
                || level * level * level != size.width
                || level < LEAST_LEVEL
                || level > GREATEST_LEVEL) {
            throw new IOException(file + " has " + size.width + "x" + size.height
                    + " pixels (expected: a Hald CLUT, which has 8x8, 27x27, 64x64,"
                    + " 125x125, 216x216, 343x343, 512x512 … pixels, or 64 squares in 512x512)");
        }
        return level;
    }

    private static Lut.Cube hald(BufferedImage image, int size) {
        float[] colours = new float[3 * size * size * size];
        for (int entry = 0; entry < colours.length / 3; entry++) {
            put(colours, entry, image.getRGB(entry % image.getWidth(), entry / image.getWidth()));
        }
        return new Lut.Cube(size, colours, Lut.Domain.UNIT);
    }

    private static Lut.Cube squares(BufferedImage image, int squares) {
        int size = squares * squares;
        float[] colours = new float[3 * size * size * size];
        for (int blue = 0; blue < size; blue++) {
            int left = blue % squares * size;
            int top = blue / squares * size;
            for (int green = 0; green < size; green++) {
                for (int red = 0; red < size; red++) {
                    put(colours, red + size * (green + size * blue), image.getRGB(left + red, top + green));
                }
            }
        }
        return new Lut.Cube(size, colours, Lut.Domain.UNIT);
    }

    private static void put(float[] colours, int entry, int rgb) {
        colours[3 * entry] = (rgb >> 16 & 0xFF) / 255f;
        colours[3 * entry + 1] = (rgb >> 8 & 0xFF) / 255f;
        colours[3 * entry + 2] = (rgb & 0xFF) / 255f;
    }

    /// {@return how much entries differ from the next one along each edge}
    private static double unrest(Lut.Cube cube) {
        int size = cube.size();
        float[] colours = cube.colours();
        double sum = 0;
        for (int step : new int[] {1, size, size * size}) {
            for (int entry = 0; entry < size * size * size; entry++) {
                if (entry / step % size < size - 1) {
                    for (int channel = 0; channel < 3; channel++) {
                        sum += Math.abs(colours[3 * (entry + step) + channel] - colours[3 * entry + channel]);
                    }
                }
            }
        }
        return sum;
    }
}
