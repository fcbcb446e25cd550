package io.rostrum.capture.source.image;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.StillSource;
import io.rostrum.effects.picture.FramePool;
import java.nio.file.Path;

/// An image file as a source, in its own size and with its own transparency: PNG, JPEG, GIF (its first picture), BMP,
/// TIFF, WBMP.
public final class ImageSource {
    private ImageSource() {}

    /// {@return the picture in a file, upright}
    ///
    /// @throws DeviceException if it is missing, may not be read, is no image, or is too large
    public static DrawnPicture read(Path file) throws DeviceException {
        return ImageReading.read(file);
    }

    /// @param pool gives the picture's memory
    public static Source of(Path file, FramePool pool) {
        return new StillSource(String.valueOf(file.getFileName()), pool, () -> ImageReading.read(file));
    }
}
