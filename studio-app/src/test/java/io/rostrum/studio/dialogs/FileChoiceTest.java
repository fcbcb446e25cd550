package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileChoiceTest {
    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        return Files.write(folder.resolve(name), new byte[] {1});
    }

    @Test
    void aFilesEndingSaysWhatItIsGoodFor() throws IOException {
        assertThat(FileChoice.of(file("logo.PNG").toString()))
                .isEqualTo(new FileChoice.Picture(folder.resolve("logo.PNG")));
        assertThat(FileChoice.of(file("intro.mp4").toString()))
                .isEqualTo(new FileChoice.Film(folder.resolve("intro.mp4")));
        assertThat(FileChoice.of(file("jingle.flac").toString()))
                .isEqualTo(new FileChoice.Sound(folder.resolve("jingle.flac")));
    }

    @Test
    void quotesAroundAPathAreUnderstood() throws IOException {
        Path file = file("a b.mkv");
        assertThat(FileChoice.of(" '" + file + "' ")).isEqualTo(new FileChoice.Film(file));
        assertThat(FileChoice.of("\"" + file + "\"")).isEqualTo(new FileChoice.Film(file));
    }

    @Test
    void whatCannotBeUsedIsSaidWithWhatToDo() throws IOException {
        assertThat(FileChoice.of("  ")).isEqualTo(new FileChoice.Nothing());
        assertThat(why(folder.toString())).startsWith("That is a folder.");
        assertThat(why(folder.resolve("none.mp4").toString())).startsWith("There is no such file.");
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        assertThat(why(empty.toString())).startsWith("The file is empty.");
    }

    private static String why(String text) {
        return FileChoice.of(text) instanceof FileChoice.Wrong(String why) ? why : "";
    }

    @Test
    void theNameHasNoEnding() {
        assertThat(FileChoice.name(Path.of("/tmp/My film.v2.mp4"))).isEqualTo("My film.v2");
        assertThat(FileChoice.name(Path.of("/tmp/.hidden"))).isEqualTo(".hidden");
    }
}
