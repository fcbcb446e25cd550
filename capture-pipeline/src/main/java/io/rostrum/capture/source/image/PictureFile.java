package io.rostrum.capture.source.image;

import io.rostrum.capture.source.DeviceException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/// An image file that is no source: it is read once, as it lies in the file.
public final class PictureFile {
    private PictureFile() {}

    /// {@return its pixels, in the depth of the file; an EXIF orientation does not count}
    ///
    /// @throws DeviceException if it is missing, may not be read, is no image, or is too large
    public static BufferedImage read(Path file) throws DeviceException {
        return ImageReading.asItLies(file);
    }
}
