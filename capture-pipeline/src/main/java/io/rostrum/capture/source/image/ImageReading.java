package io.rostrum.capture.source.image;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.effects.picture.PictureSize;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Reads an image file: looks at the size in its header before any pixel is decoded, keeps alpha, and turns a
/// photograph the way its EXIF orientation says.
final class ImageReading {
    /// The largest picture that is decoded, pixels: four bytes each.
    static final long MAX_PIXELS = 40_000_000;

    /// An EXIF segment is the first thing in a photograph; nothing of interest begins after this many bytes.
    private static final int EXIF_WITHIN_BYTES = 256 * 1024;

    private ImageReading() {}

    /// {@return the picture in `file`, upright}
    ///
    /// @throws DeviceException if it is missing, may not be read, is no image, or is larger than [#MAX_PIXELS]
    static DrawnPicture read(Path file) throws DeviceException {
        return read(file, image -> upright(image, orientation(file)));
    }

    /// {@return the picture in `file`, not turned}
    ///
    /// @throws DeviceException as [#read(Path)]
    static BufferedImage asItLies(Path file) throws DeviceException {
        return read(file, image -> image);
    }

    /// Makes something of the pixels of a file.
    @FunctionalInterface
    private interface Making<T> {
        T of(BufferedImage image) throws IOException;
    }

    private static <T> T read(Path file, Making<T> making) throws DeviceException {
        if (!Files.exists(file)) {
            throw new DeviceException(
                    Reason.NOT_FOUND, "image " + file + " is not there; check the path and the spelling");
        }
        if (!Files.isReadable(file)) {
            throw new DeviceException(
                    Reason.PERMISSION_DENIED, "image " + file + " may not be read; give yourself the right to read it");
        }
        try {
            return making.of(decode(file));
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            if (e instanceof DeviceException known) {
                throw known;
            }
            throw new DeviceException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "image " + file + " is broken (" + e.getMessage() + "); export it again as PNG or JPEG",
                    e);
        }
    }

    private static BufferedImage decode(Path file) throws IOException {
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new DeviceException(
                        Reason.FORMAT_NOT_SUPPORTED, "file " + file + " is no image that can be read; use PNG or JPEG");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                long width = reader.getWidth(0);
                long height = reader.getHeight(0);
                if (width * height > MAX_PIXELS || Math.max(width, height) > PictureSize.MAX_SIDE) {
                    throw new DeviceException(
                            Reason.FORMAT_NOT_SUPPORTED,
                            "image " + file + " has " + width + "x" + height
                                    + " pixels; make it smaller than 40 megapixels and "
                                    + PictureSize.MAX_SIDE + " a side");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        }
    }

    private static DrawnPicture upright(BufferedImage image, Orientation orientation) {
        int width = image.getWidth();
        int height = image.getHeight();
        DrawnPicture picture = new DrawnPicture(
                orientation.swapsSides() ? new PictureSize(height, width) : new PictureSize(width, height));
        Graphics2D brush = picture.graphics();
        brush.drawImage(image, orientation.transform(width, height), null);
        brush.dispose();
        return picture;
    }

    private static Orientation orientation(Path file) throws IOException {
        try (ReadableByteChannel channel = FileChannel.open(file)) {
            ByteBuffer head = ByteBuffer.allocate(EXIF_WITHIN_BYTES);
            while (head.hasRemaining() && channel.read(head) >= 0) {
                // until the buffer is full or the file has ended
            }
            return Orientation.ofJpeg(head.flip());
        }
    }
}
