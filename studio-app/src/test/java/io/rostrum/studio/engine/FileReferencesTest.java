package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which files are spoken of, wherever a path can stand.
final class FileReferencesTest {
    private static final Path LOST = Path.of("/lost/a, b.png");
    private static final Path FOUND = Path.of("/found/a, b.png");

    private static SavedCollection with(String input, String filter) {
        SceneCollection scenes = SceneCollection.empty()
                .addSource(
                        SceneCollection.FIRST,
                        new SavedSource("1", "A", input, false, List.of(new FilterSetting(filter, false)), Map.of()),
                        Place.WHOLE);
        return SavedCollection.of("x", scenes, Showing.first(), List.of(), List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/lost/a, b.png; color=saturation=1; /found/a, b.png; color=saturation=1",
                "text,from=file:/lost/a, b.png; sharpen=0.5; text,from=file:/found/a, b.png; sharpen=0.5",
                "slideshow,seconds=3:/|/lost/a, b.png; sharpen=0.5; slideshow,seconds=3:/|/found/a, b.png; sharpen=0.5",
                "pdf,page=2:/lost/a, b.png; sharpen=0.5; pdf,page=2:/found/a, b.png; sharpen=0.5",
                "screen; mask=/lost/a\\, b.png,invert=yes; screen; mask=/found/a\\, b.png,invert=yes",
                "camera; background=/lost/a\\, b.png,edge=0.5; camera; background=/found/a\\, b.png,edge=0.5",
                "camera; lut=/lost/a\\, b.png; camera; lut=/found/a\\, b.png",
                "camera:x; watermark=/lost/a\\, b.png,size=0.2; camera:x; watermark=/found/a\\, b.png,size=0.2",
            })
    void aFileIsFoundAndChangedWhereverItStands(String input, String filter, String inputAfter, String filterAfter) {
        SavedCollection collection = with(input, filter);
        assertThat(FileReferences.missing(collection)).containsExactly(LOST);
        SavedSource after = new FileReferences.Relinked(Map.of(LOST, FOUND))
                .in(collection.collection())
                .sources()
                .getFirst();
        assertThat(after.input()).isEqualTo(inputAfter);
        assertThat(after.filters()).containsExactly(new FilterSetting(filterAfter, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "screen:0+10,20,640x480",
                "scene:7",
                "window:0x1",
                "camera",
                "testcard",
                "text:/lost/a.png",
                "color:red",
                "clock:HH:mm",
                "countdown:10m",
                "none",
                "text,from=nowhere",
                "screen+1,2,3x4"
            })
    void whatIsNoFileIsNotMissing(String input) {
        assertThat(FileReferences.missing(with(input, "watermark=text:/lost/a.png")))
                .isEmpty();
        assertThat(FileReferences.missing(with(input, "watermark=clock,size=0.1")))
                .isEmpty();
    }

    @Test
    void soundsAndTheWholePictureSpeakOfFilesToo() {
        SavedCollection collection = SavedCollection.of(
                "x",
                SceneCollection.empty(),
                Showing.first(),
                List.of(
                        new SavedChannel("1", "Music", LOST.toString()),
                        new SavedChannel("2", "Mic", "device:alsa_input"),
                        new SavedChannel("3", "Film", "source:9"),
                        new SavedChannel("4", "Desktop", "desktop")),
                List.of(new FilterSetting("lut=/lost/film.cube", true)));
        assertThat(FileReferences.missing(collection)).containsExactly(LOST, Path.of("/lost/film.cube"));
        FileReferences.Relinked found = new FileReferences.Relinked(Map.of(LOST, FOUND));
        assertThat(collection.channels().stream().map(found::in).map(SavedChannel::input))
                .containsExactly(FOUND.toString(), "device:alsa_input", "source:9", "desktop");
    }

    @Test
    void ofSeveralTheOneInAFolderOfTheSameNameIsTaken(@TempDir Path folder) throws Exception {
        for (String there : List.of("a", "media", "z")) {
            Files.writeString(Files.createDirectories(folder.resolve(there)).resolve("film.mp4"), "x");
        }
        Path lost = Path.of("/old/media/film.mp4");
        assertThat(FileReferences.search(List.of(lost, Path.of("/old/other.png")), folder)
                        .places())
                .isEqualTo(Map.of(lost, folder.resolve("media/film.mp4")));
    }
}
