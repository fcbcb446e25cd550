package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.scene.Crop;
import io.rostrum.capture.scene.Fit;
import io.rostrum.capture.scene.Transition;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.effects.wipe.WipePattern;
import io.rostrum.studio.engine.SceneCollection.SavedItem;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scenes in the settings file: of now, and as it was written when there was one.
final class ScenesFileTest {
    /// As the studio wrote it when it had no scenes.
    private static final String ONE_SCENE = """
            {"schema": 1,
             "sources": [
               {"id": "7", "name": "Camera", "input": "camera:/dev/video0", "visible": true, "place": "BOTTOM_RIGHT",
                "sound": false, "filters": [{"spec": "beauty=0.6", "enabled": true}], "controls": {"Brightness": 77}},
               {"id": "3", "name": "Slides", "input": "screen:0", "visible": false, "place": "WHOLE", "sound": false,
                "filters": []}],
             "channels": [], "programme": [], "destinations": [],
             "output": {"size": "1280x720", "frameRate": "30", "bitsPerSecond": 2500000, "keyframeSeconds": 2,
                        "encoder": "auto", "recordFolder": "/tmp"},
             "window": {}, "network": false, "lastId": 7}
            """;

    @TempDir
    Path folder;

    private SettingsFile file() {
        return new SettingsFile(folder.resolve("settings.json"));
    }

    @Test
    void manyScenesAreReadAsTheyWereWritten() throws IOException {
        SceneCollection scenes = SceneCollection.empty()
                .addSource(
                        SceneCollection.FIRST,
                        new SavedSource("1", "Камера 🎥", "camera:0", false, List.of(), Map.of("Focus", 3)),
                        Place.TOP_LEFT)
                .addSource(
                        SceneCollection.FIRST,
                        new SavedSource("2", "Film", "/tmp/film.mp4", true, List.of(), Map.of()),
                        Place.WHOLE);
        for (int i = 2; i <= 50; i++) {
            scenes = scenes.addScene("s" + i, "Scene " + i).include("s" + i, i % 2 == 0 ? "1" : "2", Place.WHOLE);
        }
        Layout turned =
                new Layout(0.1, -1.0 / 3, 0.25, 1e-2, Fit.COVER, new Crop(0.1, 0, 0.2, 0), new Turn(true, false, 12.5));
        scenes = scenes.changeItem("s8", "1", item -> item.withLayout(turned));
        scenes = scenes.changeItem("s9", "2", item -> item.withVisible(false).withLocked(true));
        scenes = scenes.addSource(
                        "s7", new SavedSource("n", "Scene 3", "scene:s3", false, List.of(), Map.of()), Place.WHOLE)
                .addSource(
                        "s7", new SavedSource("t", "Title", "text:Hello", false, List.of(), Map.of()), Place.TOP_LEFT);
        RowEdits grouped = new RowEdits(new RowEdits(scenes, "s7").group(List.of("n", "t"), "g"), "s7");
        scenes = grouped.place("g", Layout.WHOLE.withTurn(new Turn(false, false, 30)), new PictureSize(1280, 720));
        scenes = scenes.changeScene(
                "s5",
                scene -> scene.withArrival(Optional.of(new TransitionSetting(
                        Transition.Kind.STINGER,
                        300,
                        0,
                        new WipeSetting(WipePattern.CLOCK, 3, true, 0.25, "/tmp/wipe.png"),
                        new StingerSetting("/tmp/stinger.webm", 640, -6)))));
        StudioSettings fresh = StudioSettings.fresh();
        StudioSettings settings = new StudioSettings(
                SettingsFile.SCHEMA,
                scenes.sources(),
                scenes.scenes(),
                new Showing("s9", "s4", new TransitionSetting(Transition.Kind.FADE_TO_COLOUR, 800, 0x102030), true),
                fresh.channels(),
                fresh.programme(),
                fresh.destinations(),
                fresh.output(),
                fresh.window(),
                fresh.network(),
                50,
                new RemoteSetting(true, 4460, false, "secret", false),
                "Headphones",
                30,
                new LibrarySetting("Lesson", "School", List.of("own-server")));
        file().save(settings);
        SettingsFile.Loaded loaded = file().load();
        assertThat(loaded.trouble()).isEmpty();
        assertThat(loaded.settings()).isEqualTo(settings);
        String written = Files.readString(folder.resolve("settings.json"));
        file().save(loaded.settings());
        assertThat(folder.resolve("settings.json")).hasContent(written);

        Files.writeString(folder.resolve("settings.json"), written.replace("scene:s3", "scene:s7"));
        assertThat(file().load().trouble())
                .as("a scene that shows itself")
                .hasValueSatisfying(words -> assertThat(words).contains("is not complete"));

        assertThat(written).contains("\"left\": 0.1,");
        Files.writeString(folder.resolve("settings.json"), written.replace("\"left\": 0.1,", "\"left\": 2,"));
        assertThat(file().load().trouble())
                .as("a crop of more than the picture")
                .hasValueSatisfying(words -> assertThat(words).contains("is damaged"));
    }

    @Test
    void aFileWithoutScenesIsReadAsOneScene() throws IOException {
        Files.writeString(folder.resolve("settings.json"), ONE_SCENE);
        SettingsFile.Loaded loaded = file().load();
        assertThat(loaded.trouble()).isEmpty();
        StudioSettings settings = loaded.settings();
        assertThat(settings.schema()).isEqualTo(3);
        assertThat(settings.scenes()).singleElement().satisfies(scene -> {
            assertThat(scene.name()).isEqualTo("Scene 1");
            assertThat(scene.items())
                    .containsExactly(
                            new SavedItem("7", true, false, Place.BOTTOM_RIGHT),
                            new SavedItem("3", false, false, Place.WHOLE));
        });
        assertThat(settings.sources().getFirst())
                .isEqualTo(new SavedSource(
                        "7",
                        "Camera",
                        "camera:/dev/video0",
                        false,
                        List.of(new FilterSetting("beauty=0.6", true)),
                        Map.of("Brightness", 77)));
        assertThat(settings.showing().within(settings.collection()).shown())
                .isEqualTo(settings.scenes().getFirst().id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"place\": \"WHOLE\"|\"place\": \"NOWHERE\"|is not complete",
                "\"id\": \"3\"|\"id\": \"7\"|is not complete",
                "\"id\": \"3\", |  |is not complete",
                "\"schema\": 1|\"schema\": 4|is of version 4 (expected: 3)",
                "\"schema\": 1|\"schema\": 2|is not complete",
                "\"sources\": [|\"sources\": 5, \"x\": [|is damaged",
            })
    void aFileThatCannotBeUsedIsKeptAside(String part, String other, String why) throws IOException {
        assertThat(ONE_SCENE).contains(part);
        String broken = ONE_SCENE.replace(part, other == null ? "" : other);
        Files.writeString(folder.resolve("settings.json"), broken);
        SettingsFile.Loaded loaded = file().load();
        assertThat(loaded.trouble())
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("The settings file " + why + ",")
                        .contains("settings.json.unreadable"));
        assertThat(loaded.settings().scenes())
                .singleElement()
                .satisfies(scene -> assertThat(scene.items()).isEmpty());
        assertThat(folder.resolve("settings.json.unreadable")).hasContent(broken);
    }
}
