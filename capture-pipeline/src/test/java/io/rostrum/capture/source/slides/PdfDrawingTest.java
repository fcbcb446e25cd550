package io.rostrum.capture.source.slides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.source.drawn.Drawing;
import io.rostrum.effects.picture.PictureSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfDrawingTest {
    private static final PictureSize SIZE = new PictureSize(200, 100);
    private static final int RED = 0xFFFF0000;
    private static final int GREEN = 0xFF00FF00;
    private static final int BLUE = 0xFF0000FF;
    private static final int WHITE = 0xFFFFFFFF;

    @TempDir
    private Path folder;

    private Path file;

    /// Three pages as ISO 32000-1 7.5 writes them, 100 by 100 points: the lower half red, green, blue, the upper white.
    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("deck.pdf");
        List<String> objects = new ArrayList<>(List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R 5 0 R 7 0 R] /Count 3 /MediaBox [0 0 100 100] >>"));
        for (String colour : List.of("1 0 0", "0 1 0", "0 0 1")) {
            String content = colour + " rg 0 0 100 50 re f";
            objects.add("<< /Type /Page /Parent 2 0 R /Resources << >> /Contents " + (objects.size() + 2) + " 0 R >>");
            objects.add("<< /Length " + content.length() + " >>\nstream\n" + content + "\nendstream");
        }
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        StringBuilder table = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            table.append("%010d 00000 n \n".formatted(pdf.length()));
            pdf.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int begin = pdf.length();
        pdf.append("xref\n0 ").append(objects.size() + 1).append('\n').append(table);
        pdf.append("trailer\n<< /Size ").append(objects.size() + 1).append(" /Root 1 0 R >>\nstartxref\n");
        pdf.append(begin).append("\n%%EOF\n");
        Files.writeString(file, pdf, StandardCharsets.US_ASCII);
    }

    private static int[] seen(Drawing drawing) throws IOException {
        return drawing.at(Instant.EPOCH).content().draw(SIZE).picture().pixels();
    }

    private static int at(int[] pixels, int x, int y) {
        return pixels[y * SIZE.width() + x];
    }

    @Test
    void aPageIsDrawnAsLargeAsItFits() throws IOException {
        PdfDrawing pdf = new PdfDrawing(file, 1);
        int[] pixels = seen(pdf);
        assertThat(at(pixels, 100, 75)).isEqualTo(RED);
        assertThat(at(pixels, 100, 25)).isEqualTo(WHITE);
        assertThat(at(pixels, 20, 75)).as("beside the page").isZero();
        assertThat(at(pixels, 55, 95)).isEqualTo(RED);
        pdf.release();
    }

    @Test
    void pagesAreTurnedAndEndWithTheLast() throws IOException {
        PdfDrawing pdf = new PdfDrawing(file, 2);
        assertThat(at(seen(pdf), 100, 75)).isEqualTo(GREEN);
        assertThat(pdf.at(Instant.EPOCH).caption()).isEqualTo("page 2 of 3");
        pdf.turn(5);
        assertThat(at(seen(pdf), 100, 75)).isEqualTo(BLUE);
        pdf.turn(-2);
        assertThat(at(seen(pdf), 100, 75)).isEqualTo(RED);
        assertThat(pdf.at(Instant.EPOCH).content())
                .isEqualTo(pdf.at(Instant.EPOCH).content());
        pdf.release();
        assertThat(at(seen(pdf), 100, 75)).as("opened again").isEqualTo(RED);
        pdf.release();
    }

    @Test
    void theSameFileStaysAtItsPage() throws IOException {
        PdfDrawing before = new PdfDrawing(file, 1);
        before.turn(1);
        seen(before);
        Drawing after = new PdfDrawing(file, 1).after(before);
        before.release();
        assertThat(after.at(Instant.EPOCH).caption()).isEqualTo("page 2 of 3");
        assertThat(at(seen(after), 100, 75)).isEqualTo(GREEN);
        Drawing other = new PdfDrawing(file, 3).after(after);
        assertThat(other.at(Instant.EPOCH).caption()).isEqualTo("page 3 of 3");
        other.release();
    }

    @Test
    void whatIsNoPdfIsSaid() throws IOException {
        Path broken = folder.resolve("broken.pdf");
        Files.writeString(broken, "no pages here");
        assertThatThrownBy(() -> new PdfDrawing(broken, 1).open())
                .hasMessage("the PDF " + broken + " is broken; export it again");
        Path missing = folder.resolve("missing.pdf");
        assertThatThrownBy(() -> new PdfDrawing(missing, 1).open())
                .hasMessage("the PDF " + missing + " is not there; check the path and the spelling");
        assertThat(new PdfDrawing(missing, 1).at(Instant.EPOCH).trouble()).isPresent();
    }
}
