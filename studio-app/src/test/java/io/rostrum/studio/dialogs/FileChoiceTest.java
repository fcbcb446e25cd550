package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
    void whatIsDroppedMakesTheRightSources() throws IOException {
        FakeStudio studio = FakeStudio.empty();
        Path picture = Files.writeString(folder.resolve("logo.png"), "x");
        Path film = Files.writeString(folder.resolve("talk.mp4"), "x");
        Path song = Files.writeString(folder.resolve("song.mp3"), "x");
        Path deck = Files.writeString(folder.resolve("deck.pdf"), "x");
        Path text = Files.writeString(folder.resolve("now.txt"), "x");
        Path pictures = Files.createDirectory(folder.resolve("holiday"));
        FileSources sources = new FileSources(studio);
        assertThat(sources.add(Stream.of(picture, film, song, deck, text, pictures)
                        .map(Path::toFile)
                        .toList()))
                .contains("Added “holiday”");
        assertThat(studio.snapshot().sources())
                .extracting(SourceView::name, SourceView::input)
                .containsExactly(
                        tuple("holiday", "slideshow:" + pictures),
                        tuple("now", "text,from=file:" + text),
                        tuple("deck", "pdf:" + deck),
                        tuple("talk", film.toString()),
                        tuple("logo", picture.toString()));
        assertThat(studio.snapshot().channels()).extracting(ChannelView::input).containsExactly(song.toString());
        assertThat(sources.add(List.of(folder.resolve("gone.png").toFile())))
                .contains("There is no such file. Check the path, or choose the file.");
        assertThat(sources.add(List.of())).isEmpty();
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
