package io.rostrum.effects.watermark;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/// Reads picture files, and only those that fit in memory: the size stands in a file's head.
public final class PictureFile {
    /// The largest picture accepted; one of 8K has 33 million pixels.
    private static final int MAX_PIXELS = 40_000_000;

    private PictureFile() {}

    /// A picture with more pixels than are read.
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }

    /// Looks at a file's head, without decoding the picture.
    ///
    /// @throws TooLargeException in words for the user, if it is too large
    /// @throws IOException       in words for the user, if it cannot be read or is no picture
    public static void require(Path file) throws IOException {
        open(file, false);
    }

    /// {@return the size that stands in a file's head}
    ///
    /// @throws IOException in words for the user, if it cannot be read, is no picture or is too large
    public static Dimension size(Path file) throws IOException {
        return open(file, false).size();
    }

    /// {@return the picture}
    ///
    /// @throws IOException in words for the user, if it cannot be read, is no picture or is too large
    public static BufferedImage read(Path file) throws IOException {
        BufferedImage image = open(file, true).image();
        if (image == null) {
            throw noPicture(file, null);
        }
        return image;
    }

    /// @param image null where it was not to be decoded
    private record Opened(Dimension size, @Nullable BufferedImage image) {}

    private static Opened open(Path file, boolean decode) throws IOException {
        try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
            if (input == null) {
                throw new IOException(file + " (expected: a file that can be read)");
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw noPicture(file, null);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input);
                return read(file, reader, decode);
            } finally {
                reader.dispose();
            }
        }
    }

    private static Opened read(Path file, ImageReader reader, boolean decode) throws IOException {
        int width;
        int height;
        try {
            width = reader.getWidth(0);
            height = reader.getHeight(0);
            if ((long) width * height <= MAX_PIXELS) {
                return new Opened(new Dimension(width, height), decode ? reader.read(0) : null);
            }
        } catch (IOException | RuntimeException e) { // readers throw any of them at broken files
            throw noPicture(file, e);
        }
        throw new TooLargeException(
                file + " has " + width + "x" + height + " pixels (expected: at most " + MAX_PIXELS + ")");
    }

    private static IOException noPicture(Path file, @Nullable Exception cause) {
        return new IOException(file + " (expected: a PNG, JPEG, GIF or BMP picture)", cause);
    }
}
