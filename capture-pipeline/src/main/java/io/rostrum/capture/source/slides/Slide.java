package io.rostrum.capture.source.slides;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.drawn.Drawing;
import io.rostrum.capture.source.image.ImageSource;
import io.rostrum.effects.picture.PictureSize;
import java.awt.Graphics2D;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One picture of a slideshow, in the middle of what is drawn, its proportions kept. It keeps itself in the size that
/// it was drawn in last. Confined to the painter's thread.
final class Slide implements Drawing.Content {
    private final Path file;
    /// As it was read; given up when it was drawn.
    private @Nullable DrawnPicture whole;
    private @Nullable DrawnPicture fitted;

    /// @throws DeviceException if the picture is missing or broken, or too large
    Slide(Path file) throws DeviceException {
        this.file = file;
        whole = ImageSource.read(file);
    }

    DrawnPicture fitted(PictureSize size) throws DeviceException {
        DrawnPicture known = fitted;
        if (known != null && known.size().equals(size)) {
            return known;
        }
        DrawnPicture read = whole == null ? ImageSource.read(file) : whole;
        DrawnPicture made = new DrawnPicture(size);
        double scale = Math.min(
                (double) size.width() / read.size().width(),
                (double) size.height() / read.size().height());
        int width = (int) Math.max(1, Math.round(read.size().width() * scale));
        int height = (int) Math.max(1, Math.round(read.size().height() * scale));
        Graphics2D brush = made.graphics();
        read.drawOn(brush, (size.width() - width) / 2, (size.height() - height) / 2, width, height);
        brush.dispose();
        whole = null;
        fitted = made;
        return made;
    }

    @Override
    public Drawing.Drawn draw(PictureSize size) throws DeviceException {
        return new Drawing.Drawn(fitted(size));
    }
}
