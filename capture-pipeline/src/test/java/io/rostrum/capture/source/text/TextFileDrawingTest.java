package io.rostrum.capture.source.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.source.drawn.Drawing.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileDrawingTest {
    @TempDir
    private Path folder;

    private static String text(Moment moment) {
        return ((TextDrawing.Content) moment.content()).text();
    }

    @Test
    void whatIsWrittenIsSeenAndTheLastTextStaysWhenTheFileGoes() throws IOException {
        Path file = folder.resolve("now.txt");
        TextFileDrawing drawing = new TextFileDrawing(file, TextStyle.DEFAULT);
        Moment before = drawing.at(Instant.EPOCH);
        assertThat(text(before)).isEmpty();
        assertThat(before.trouble())
                .contains("the text file " + file + " is not there; write it, or choose another one");

        Files.writeString(file, "\uFEFFfirst song");
        assertThat(text(drawing.at(Instant.EPOCH))).isEqualTo("first song");
        Path other = folder.resolve("other.txt");
        Files.writeString(other, "other song");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        Moment changed = drawing.at(Instant.EPOCH);
        assertThat(text(changed)).isEqualTo("other song");
        assertThat(changed.trouble()).isEmpty();

        Files.delete(file);
        Moment gone = drawing.at(Instant.EPOCH);
        assertThat(text(gone)).isEqualTo("other song");
        assertThat(gone.trouble()).hasValueSatisfying(why -> assertThat(why).endsWith("; the last text stays"));
    }
}
