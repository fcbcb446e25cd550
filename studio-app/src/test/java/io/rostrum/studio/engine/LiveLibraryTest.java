package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.studio.engine.LibraryDesk.Imported;
import io.rostrum.studio.engine.LibraryDesk.Shelf;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scene collections and profiles on their shelves.
final class LiveLibraryTest {
    private static final OutputSetting OUTPUT =
            new OutputSetting("1920x1080", "60", 6_000_000, 2, "x264", "/tmp", TrackSet.FIRST);

    @TempDir
    Path folder;

    private final Contents contents = new Contents();
    private final AtomicLong last = new AtomicLong(100);

    /// What a studio has in use.
    private static final class Contents implements LiveLibrary.Contents {
        private SavedCollection shown = lesson();
        private List<DestinationSetting> places = List.of(
                new DestinationSetting(DestinationSetting.OWN_SERVER, "My server", "", "own", true),
                new DestinationSetting("t", "Twitch", "rtmp://live.twitch.tv/app", "live_secret", true));
        private OutputSetting output = OUTPUT;
        private final List<String> forgotten = new ArrayList<>();
        private boolean busy;

        private static SavedCollection lesson() {
            SceneCollection scenes = SceneCollection.empty()
                    .addSource(
                            SceneCollection.FIRST,
                            new SavedSource("1", "1", "/nowhere/film.mp4", true, List.of(), Map.of()),
                            Place.WHOLE)
                    .addScene("2", "Second")
                    .include("2", "1", Place.TOP_LEFT);
            ChannelSound ducked = ChannelSound.AS_IT_COMES.withFilters(
                    List.of(new FilterSetting("compressor=key=4", true), new FilterSetting("gain=gain=4", true)));
            return SavedCollection.of(
                    "?",
                    scenes,
                    new Showing("2", SceneCollection.FIRST, TransitionSetting.DEFAULT, false),
                    List.of(
                            new SavedChannel("3", "Film", "source:1").withSound(ducked),
                            new SavedChannel("4", "Mic", "device")),
                    List.of(new FilterSetting("color=saturation=0", true)));
        }

        @Override
        public SavedCollection collection(String name) {
            return shown.withName(name);
        }

        @Override
        public void show(SavedCollection collection) {
            shown = collection;
        }

        @Override
        public List<DestinationSetting> destinations() {
            return places;
        }

        @Override
        public List<String> unreadKeys() {
            return List.of();
        }

        @Override
        public SavedProfile profile(String name) {
            return SavedProfile.of(
                    name,
                    places,
                    output,
                    places.stream().map(DestinationSetting::id).toList());
        }

        @Override
        public void use(SavedProfile profile, List<DestinationSetting> keys) {
            output = profile.output();
            places = profile.destinations().stream()
                    .map(place -> keys.stream()
                            .filter(one -> one.id().equals(place.id()))
                            .findFirst()
                            .orElse(place))
                    .toList();
        }

        @Override
        public void forgetKeys(List<String> destinations) {
            forgotten.addAll(destinations);
        }

        @Override
        public boolean busy() {
            return busy;
        }

        @Override
        public void relink(FileReferences.Relinked found) {
            SceneCollection changed = found.in(shown.collection());
            shown = SavedCollection.of(shown.name(), changed, shown.showing(), shown.channels(), shown.programme());
        }
    }

    private LiveLibrary library(LibrarySetting named) {
        return new LiveLibrary(
                new LibraryFiles(folder), named, contents, () -> Long.toString(last.incrementAndGet()), Runnable::run);
    }

    private LiveLibrary library() {
        return library(LibrarySetting.FIRST);
    }

    private static <T> T done(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private static void refused(CompletableFuture<?> future, String words) {
        assertThatThrownBy(() -> done(future))
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContaining(words);
    }

    @Test
    void anotherCollectionIsUsedAndTheFirstIsThereAgain() throws Exception {
        LiveLibrary library = library();
        done(library.create(Shelf.COLLECTION, " Lesson 2 "));
        assertThat(contents.shown.sources()).isEmpty();
        assertThat(contents.shown.channels()).isEmpty();
        assertThat(library.names(Shelf.COLLECTION))
                .isEqualTo(new LibraryDesk.Names("Lesson 2", List.of("Lesson 2", "Standard")));

        LiveLibrary afterAStart = library(library.named());
        done(afterAStart.use(Shelf.COLLECTION, "Standard"));
        assertThat(contents.shown.sources()).singleElement().satisfies(film -> {
            assertThat(film.name()).isEqualTo("1");
            assertThat(contents.shown.channels().getFirst().input()).isEqualTo("source:" + film.id());
            assertThat(contents.shown.scenes())
                    .allMatch(scene -> scene.items().getFirst().source().equals(film.id()));
        });
        assertThat(contents.shown.showing().shown())
                .isEqualTo(contents.shown.scenes().getLast().id());
        assertThat(contents.shown.programme()).containsExactly(new FilterSetting("color=saturation=0", true));
        assertThat(contents.shown.channels().getFirst().shaped().filters())
                .containsExactly(
                        new FilterSetting(
                                "compressor=key="
                                        + contents.shown.channels().getLast().id(),
                                true),
                        new FilterSetting("gain=gain=4", true));
        assertThat(afterAStart.named().collection()).isEqualTo("Standard");
    }

    @Test
    void aCopySharesNoIds() throws Exception {
        LiveLibrary library = library();
        done(library.duplicate(Shelf.COLLECTION, "Copy"));
        SavedCollection lesson = Contents.lesson();
        assertThat(contents.shown.sources())
                .noneMatch(
                        source -> source.id().equals(lesson.sources().getFirst().id()));
        assertThat(contents.shown.scenes())
                .hasSize(2)
                .noneMatch(scene -> scene.id().equals(SceneCollection.FIRST));
    }

    @Test
    void aCopyShowsItsOwnScenesAndHasItsOwnGroups() throws Exception {
        SceneCollection nested = Contents.lesson()
                .collection()
                .addSource(
                        SceneCollection.FIRST,
                        new SavedSource("9", "Second", "scene:2", false, List.of(), Map.of()),
                        Place.WHOLE);
        List<SceneCollection.SavedScene> grouped = nested.scenes().stream()
                .map(scene -> scene.with(
                        scene.items().stream().map(item -> item.within("7")).toList(),
                        List.of(new SceneCollection.SavedGroup("7", "Both", true, false, 0))))
                .toList();
        contents.shown = SavedCollection.of(
                "?",
                new SceneCollection(
                        nested.sources(),
                        List.of(grouped.getFirst(), nested.scenes().getLast())),
                Showing.first(),
                List.of(),
                List.of());
        done(library().duplicate(Shelf.COLLECTION, "Copy"));
        SavedCollection copy = contents.shown;
        assertThat(copy.collection().consistent()).isTrue();
        assertThat(copy.sources().getLast().input())
                .isEqualTo("scene:" + copy.scenes().getLast().id());
        String group = copy.scenes().getFirst().parts().getFirst().id();
        assertThat(group).isNotEqualTo("7");
        assertThat(copy.scenes().getFirst().members(group)).hasSize(2);
    }

    @Test
    void namesAreOfOneThingOnly() throws Exception {
        LiveLibrary library = library();
        for (Shelf shelf : Shelf.values()) {
            refused(library.create(shelf, " standard"), "There is a " + shelf.words() + " “standard” already.");
            refused(library.create(shelf, "  "), "needs a name");
            refused(library.rename(shelf, "x".repeat(81)), "needs a name");
            refused(library.remove(shelf, "Standard"), "The last " + shelf.words() + " stays.");
            refused(library.use(shelf, "Nowhere"), "is not there");
            done(library.create(shelf, "B"));
            done(library.rename(shelf, "C"));
            done(library.rename(shelf, "c"));
            assertThat(library.names(shelf)).isEqualTo(new LibraryDesk.Names("c", List.of("c", "Standard")));
            done(library.remove(shelf, "c"));
            assertThat(library.names(shelf)).isEqualTo(new LibraryDesk.Names("Standard", List.of("Standard")));
        }
    }

    @Test
    void anotherProfileIsNotUsedWhileLive() throws Exception {
        LiveLibrary library = library();
        done(library.create(Shelf.PROFILE, "School"));
        assertThat(contents.places).extracting(DestinationSetting::id).containsExactly(DestinationSetting.OWN_SERVER);
        assertThat(contents.output).isEqualTo(OUTPUT);
        contents.busy = true;
        refused(library.use(Shelf.PROFILE, "Standard"), "only while nothing is sent, recorded or kept for replay");
        refused(library.remove(Shelf.PROFILE, "School"), "End that first");
        done(library.create(Shelf.COLLECTION, "While live"));
        contents.busy = false;
        done(library.use(Shelf.PROFILE, "Standard"));
        assertThat(contents.places).extracting(DestinationSetting::id).containsExactly("own-server", "t");

        done(library.duplicate(Shelf.PROFILE, "Copy"));
        DestinationSetting copy = contents.places.getLast();
        assertThat(copy.id()).isNotEqualTo("t");
        assertThat(copy.name()).isEqualTo("Twitch");
        done(library.remove(Shelf.PROFILE, "Standard"));
        assertThat(contents.forgotten).containsExactly("t");
    }

    @Test
    void whatIsExportedHasNoKeysAndComesInAsAnother() throws Exception {
        LiveLibrary library = library();
        Path collection = folder.resolve("out.json");
        Path profile = folder.resolve("profile.json");
        done(library.exportTo(Shelf.COLLECTION, collection));
        done(library.exportTo(Shelf.PROFILE, profile));
        assertThat(profile).content().doesNotContain("live_secret").contains("rtmp://live.twitch.tv/app");

        assertThat(done(library.importFrom(collection)))
                .isEqualTo(new Imported(Shelf.COLLECTION, "Standard 2", List.of()));
        assertThat(contents.shown.sources().getFirst().input()).isEqualTo("/nowhere/film.mp4");
        Imported imported = done(library.importFrom(profile));
        assertThat(imported.name()).isEqualTo("Standard 2");
        assertThat(imported.left()).containsExactly("The stream key of “Twitch” is not in the file: paste it.");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(file).content().doesNotContain("live_secret"));
        }

        Files.writeString(collection, "{\"rostrum\": \"scene collection\", \"schema\": 99, \"name\": \"x\"}");
        refused(library.importFrom(collection), "is of version 99");
        Files.writeString(collection, "no JSON");
        refused(library.importFrom(collection), "is damaged (expected: a scene collection or profile of Rostrum");
        refused(library.importFrom(folder.resolve("nothing.json")), "is not there");
        assertThat(library.names(Shelf.COLLECTION).inUse()).isEqualTo("Standard 2");
    }

    @Test
    void aDamagedCollectionIsNeverWrittenOver() throws Exception {
        LiveLibrary library = library();
        done(library.create(Shelf.COLLECTION, "B"));
        Path file;
        try (Stream<Path> files = Files.list(folder.resolve("collections"))) {
            file = files.findFirst().orElseThrow();
        }
        Files.writeString(file, "{\"cut");
        refused(library.use(Shelf.COLLECTION, "Standard"), "is damaged");
        assertThat(contents.shown.name()).isEqualTo("B");
        LiveLibrary afterAStart = library(library.named());
        assertThat(afterAStart.names(Shelf.COLLECTION).all()).containsExactly("B");
        done(afterAStart.rename(Shelf.COLLECTION, "Standard"));
        done(afterAStart.create(Shelf.COLLECTION, "C"));
        assertThat(file.resolveSibling(file.getFileName() + ".unreadable")).hasContent("{\"cut");
    }

    @Test
    void missingFilesAreFoundByTheirNames() throws Exception {
        LiveLibrary library = library();
        assertThat(library.missingFiles()).containsExactly(Path.of("/nowhere/film.mp4"));
        Path there = Files.createDirectories(folder.resolve("a/b")).resolve("film.mp4");
        Files.writeString(there, "x");
        assertThat(done(library.relink(folder))).isEqualTo(1);
        assertThat(contents.shown.sources().getFirst().input()).isEqualTo(there.toString());
        assertThat(library.missingFiles()).isEmpty();
        done(library.relink(there, Path.of("/nowhere/else.mp4")));
        assertThat(library.missingFiles()).containsExactly(Path.of("/nowhere/else.mp4"));
    }
}
