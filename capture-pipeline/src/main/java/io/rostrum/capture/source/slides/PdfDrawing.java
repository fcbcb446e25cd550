package io.rostrum.capture.source.slides;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.color.ColorDrawing;
import io.rostrum.capture.source.drawn.Drawing;
import io.rostrum.effects.picture.PictureSize;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.jspecify.annotations.Nullable;

/// The pages of a PDF, one at a time, each drawn as large as it is shown and kept while it is. Used by one thread at a
/// time; a page that takes long to draw holds up only itself.
public final class PdfDrawing implements Drawing {
    private static final ColorDrawing NOTHING = new ColorDrawing(0);

    private final Path file;
    private final int first;
    private int index;
    private @Nullable PDDocument document;

    /// @param page that is shown first, from 1; the last one where there are fewer
    public PdfDrawing(Path file, int page) {
        if (page < 1) {
            throw new IllegalArgumentException("pdf page: " + page + " (expected: 1 or more)");
        }
        this.file = file;
        this.first = page - 1;
        this.index = first;
    }

    @Override
    public void open() throws DeviceException {
        if (document != null) {
            return;
        }
        if (!Files.isRegularFile(file)) {
            throw new DeviceException(
                    Reason.NOT_FOUND, "the PDF " + file + " is not there; check the path and the spelling");
        }
        if (!Files.isReadable(file)) {
            throw new DeviceException(
                    Reason.PERMISSION_DENIED,
                    "the PDF " + file + " may not be read; give yourself the right to read it");
        }
        try {
            PDDocument loaded = Loader.loadPDF(file.toFile());
            if (loaded.getNumberOfPages() == 0) {
                loaded.close();
                throw new DeviceException(Reason.FORMAT_NOT_SUPPORTED, "the PDF " + file + " has no pages");
            }
            document = loaded;
        } catch (InvalidPasswordException e) {
            throw new DeviceException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "the PDF " + file + " is locked by a password; save it without one",
                    e);
        } catch (DeviceException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new DeviceException(
                    Reason.FORMAT_NOT_SUPPORTED, "the PDF " + file + " is broken; export it again", e);
        }
    }

    @Override
    public Drawing after(Drawing before) {
        if (before instanceof PdfDrawing other && other.file.equals(file)) {
            document = other.document;
            other.document = null; // it is this one's to close now
            index = other.first == first ? other.index : first;
        }
        return this;
    }

    @Override
    public void turn(int pages) {
        index += pages;
    }

    @Override
    public Moment at(Instant now) {
        try {
            open();
        } catch (DeviceException e) {
            return new Moment(NOTHING, Moment.ALWAYS, "", Optional.of(String.valueOf(e.getMessage())));
        }
        PDDocument open = document;
        int pages = open == null ? 1 : open.getNumberOfPages();
        index = Math.clamp(index, 0, pages - 1);
        return new Moment(
                new Page(this, index), Moment.ALWAYS, "page " + (index + 1) + " of " + pages, Optional.empty());
    }

    /// One page.
    private record Page(PdfDrawing of, int index) implements Drawing.Content {
        @Override
        public Drawn draw(PictureSize size) throws DeviceException {
            return of.draw(index, size);
        }
    }

    private Drawn draw(int page, PictureSize size) throws DeviceException {
        open();
        PDDocument open = document;
        if (open == null) {
            throw new DeviceException(Reason.LOST, "the PDF " + file + " was closed");
        }
        try {
            PDRectangle box = open.getPage(page).getCropBox();
            boolean lies = open.getPage(page).getRotation() % 180 != 0;
            double width = Math.max(1, lies ? box.getHeight() : box.getWidth());
            double height = Math.max(1, lies ? box.getWidth() : box.getHeight());
            double scale = Math.min(size.width() / width, size.height() / height);
            BufferedImage image = new PDFRenderer(open).renderImage(page, (float) scale, ImageType.RGB);
            DrawnPicture picture = new DrawnPicture(size);
            Graphics2D brush = picture.graphics();
            brush.drawImage(
                    image, (size.width() - image.getWidth()) / 2, (size.height() - image.getHeight()) / 2, null);
            brush.dispose();
            return new Drawn(picture);
        } catch (IOException | RuntimeException e) {
            throw new DeviceException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "page " + (page + 1) + " of the PDF " + file + " cannot be drawn; export it again",
                    e);
        }
    }

    @Override
    public void release() {
        PDDocument open = document;
        document = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // it was only read
            }
        }
    }
}
