package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.scene.Crop;
import io.rostrum.capture.scene.Fit;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.studio.engine.SceneCollection.SavedItem;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import io.rostrum.studio.input.SceneInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Edits of scenes and sources, and taking them back.
final class SceneEditsTest {
    private static final int EDITS = 200;
    private static final PictureSize CANVAS = new PictureSize(1280, 720);

    private static SavedSource source(String id) {
        return new SavedSource(id, "Source " + id, "testcard", /* sound= */ false, List.of(), Map.of());
    }

    private static SceneCollection two() {
        return SceneCollection.empty()
                .addSource(SceneCollection.FIRST, source("a"), Place.WHOLE)
                .addSource(SceneCollection.FIRST, source("b"), Place.TOP_LEFT)
                .addScene("s2", "Second")
                .include("s2", "a", Place.BOTTOM_LEFT);
    }

    private static List<String> shown(SceneCollection scenes, String scene) {
        return scenes.scene(scene).orElseThrow().items().stream()
                .map(SavedItem::source)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_122})
    void twoHundredRandomEditsAreTakenBackAndDoneAgain(long seed) {
        Random random = new Random(seed);
        AtomicLong now = new AtomicLong();
        EditHistory<SceneCollection> history = new EditHistory<>(now::get);
        SceneCollection start = two();
        SceneCollection scenes = start;
        for (int i = 0; i < EDITS; ) {
            now.addAndGet(10_000_000_000L);
            SceneCollection after = randomEdit(scenes, random, i);
            assertThat(after.consistent()).as("edit %d: %s", i, after).isTrue();
            if (!after.equals(scenes)) {
                history.done(scenes, random.nextBoolean() ? "" : "slider");
                scenes = after;
                i++;
            }
        }
        SceneCollection end = scenes;
        int undone = 0;
        for (Optional<SceneCollection> back = history.undo(scenes); back.isPresent(); back = history.undo(scenes)) {
            scenes = back.get();
            undone++;
        }
        assertThat(undone).isEqualTo(EDITS);
        assertThat(scenes).isEqualTo(start);
        for (Optional<SceneCollection> on = history.redo(scenes); on.isPresent(); on = history.redo(scenes)) {
            scenes = on.get();
        }
        assertThat(scenes).isEqualTo(end);
    }

    private static SceneCollection randomEdit(SceneCollection of, Random random, int number) {
        List<SavedScene> scenes = of.scenes();
        String scene = scenes.get(random.nextInt(scenes.size())).id();
        List<String> sources = of.sources().stream().map(SavedSource::id).toList();
        String source = sources.isEmpty() ? "none" : sources.get(random.nextInt(sources.size()));
        Place place = any(random, Place.values());
        String id = "n" + number + "-" + random.nextInt(1000);
        List<String> rows = of.scene(scene).orElseThrow().rows();
        String row = rows.isEmpty() ? "none" : rows.get(random.nextInt(rows.size()));
        RowEdits edits = new RowEdits(of, scene);
        return switch (random.nextInt(27)) {
            case 0 -> of.addScene(id, of.freeName());
            case 1 -> of.duplicateScene(scene, id);
            case 2 -> of.removeScene(scene);
            case 3 -> of.renameScene(scene, "Name " + number);
            case 4 -> of.moveScene(scene, random.nextInt(-1, scenes.size() + 2));
            case 5, 6 -> of.addSource(scene, source(id), place);
            case 7 -> of.include(scene, source, place);
            case 8 -> of.exclude(scene, source);
            case 9 -> of.changeItem(scene, source, item -> item.withVisible(!item.visible()));
            case 10 -> of.changeItem(scene, source, item -> item.withLocked(!item.locked()));
            case 11 -> of.changeItem(scene, source, item -> item.withPlace(place));
            case 12 -> of.changeItem(scene, source, item -> item.withLayout(randomLayout(random)));
            case 13 -> of.moveItem(scene, source, random.nextInt(-1, 9));
            case 14 -> of.changeSource(source, old -> old.withInput("text:" + number));
            case 15, 16 -> of.addSource(scene, nested(id, scenes.get(random.nextInt(scenes.size()))), place);
            case 17 ->
                of.changeSource(
                        source,
                        old -> old.withInput(SceneInput.of(
                                scenes.get(random.nextInt(scenes.size())).id())));
            case 18, 19 ->
                edits.group(rows.stream().filter(_ -> random.nextInt(3) == 0).toList(), id);
            case 20 -> edits.ungroup(row);
            case 21 -> edits.place(row, randomLayout(random), CANVAS);
            case 22 -> edits.place(row, place, CANVAS);
            case 23 -> edits.show(row, random.nextBoolean());
            case 24 -> edits.lock(row, random.nextBoolean());
            case 25 -> edits.move(row, random.nextInt(-1, 9));
            default ->
                of.changeSource(source, old -> old.withFilters(List.of(new FilterSetting("beauty=0." + number, true))));
        };
    }

    private static SavedSource nested(String id, SavedScene scene) {
        return new SavedSource(id, scene.name(), SceneInput.of(scene.id()), false, List.of(), Map.of());
    }

    private static <T> T any(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private static Layout randomLayout(Random random) {
        return new Layout(
                random.nextDouble(-1, 1),
                random.nextDouble(-1, 1),
                random.nextDouble(0.01, 2),
                random.nextDouble(0.01, 2),
                any(random, Fit.values()),
                new Crop(random.nextDouble(0.4), random.nextDouble(0.4), random.nextDouble(0.4), 0),
                new Turn(random.nextBoolean(), random.nextBoolean(), random.nextInt(360)));
    }

    @Test
    void aSourceIsThereOnceAndGoesWithTheLastSceneThatShowsIt() {
        SceneCollection scenes = two();
        assertThat(scenes.sources()).hasSize(2);
        SceneCollection without = scenes.exclude(SceneCollection.FIRST, "a");
        assertThat(without.sources()).extracting(SavedSource::id).containsExactly("a", "b");
        assertThat(without.removeScene("s2").sources())
                .extracting(SavedSource::id)
                .containsExactly("b");
        assertThat(scenes.removeScene(SceneCollection.FIRST).removeScene("s2").scenes())
                .as("the last scene stays")
                .extracting(SavedScene::id)
                .containsExactly("s2");
        assertThat(scenes.include("s2", "a", Place.WHOLE))
                .as("shown there already")
                .isEqualTo(scenes);
    }

    @Test
    void aSceneShowsAnotherButNeverItself() {
        SavedScene first = two().scenes().getFirst();
        SavedScene second = two().scenes().getLast();
        SceneCollection scenes = two().addSource("s2", nested("n", first), Place.WHOLE);
        assertThat(shown(scenes, "s2")).containsExactly("n", "a");
        assertThat(scenes.shows("s2", SceneCollection.FIRST)).isTrue();
        assertThat(scenes.addSource("s2", nested("m", second), Place.WHOLE))
                .as("itself")
                .isEqualTo(scenes);
        assertThat(scenes.addSource(SceneCollection.FIRST, nested("m", second), Place.WHOLE))
                .as("itself by another")
                .isEqualTo(scenes);
        assertThat(scenes.include(SceneCollection.FIRST, "n", Place.WHOLE))
                .as("the source of itself")
                .isEqualTo(scenes);
        assertThat(scenes.changeSource("b", old -> old.withInput("scene:s2")))
                .as("by another input")
                .isEqualTo(scenes);
        assertThat(scenes.changeSource("b", old -> old.withInput("scene:none")))
                .as("a scene that is not there")
                .isEqualTo(scenes);

        assertThat(scenes.showing(SceneCollection.FIRST))
                .extracting(SavedScene::id)
                .containsExactly("s2");
        assertThat(scenes.removeScene(SceneCollection.FIRST))
                .as("shown by another")
                .isEqualTo(scenes);
        assertThat(scenes.exclude("s2", "n").removeScene(SceneCollection.FIRST).scenes())
                .hasSize(1);
        assertThat(scenes.renameScene(SceneCollection.FIRST, "Opening")
                        .source("n")
                        .orElseThrow()
                        .name())
                .isEqualTo("Opening");
    }

    private static SceneCollection five() {
        SceneCollection scenes = SceneCollection.empty();
        for (String id : List.of("e", "d", "c", "b", "a")) {
            scenes = scenes.addSource(SceneCollection.FIRST, source(id), Place.WHOLE);
        }
        return scenes;
    }

    private static RowEdits rows(SceneCollection scenes) {
        return new RowEdits(scenes, SceneCollection.FIRST);
    }

    private static List<String> listed(SceneCollection scenes) {
        return scenes.scene(SceneCollection.FIRST).orElseThrow().rows();
    }

    @Test
    void aGroupStandsTogetherAndGoesPastOthers() {
        SceneCollection grouped = rows(five()).group(List.of("b", "d"), "g");
        assertThat(listed(grouped)).containsExactly("a", "g", "b", "d", "c", "e");
        assertThat(listed(rows(grouped).move("a", 1))).as("down past it").containsExactly("g", "b", "d", "a", "c", "e");
        assertThat(listed(rows(grouped).move("c", 3))).as("up past it").containsExactly("a", "c", "g", "b", "d", "e");
        assertThat(listed(rows(grouped).move("g", 0))).containsExactly("g", "b", "d", "a", "c", "e");
        assertThat(listed(rows(grouped).move("g", 2))).containsExactly("a", "c", "g", "b", "d", "e");
        assertThat(listed(rows(grouped).move("d", 0))).as("within it").containsExactly("a", "g", "d", "b", "c", "e");
        assertThat(listed(rows(grouped).move("b", 9))).as("within it").containsExactly("a", "g", "d", "b", "c", "e");
        assertThat(rows(five()).group(List.of("b"), "g")).as("one alone").isEqualTo(five());
        assertThat(listed(rows(grouped).group(List.of("d", "e"), "h")))
                .as("a source leaves its group for another")
                .containsExactly("a", "g", "b", "h", "d", "e", "c");
        assertThat(listed(grouped.exclude(SceneCollection.FIRST, "g"))).containsExactly("a", "c", "e");
        assertThat(listed(grouped.exclude(SceneCollection.FIRST, "b").exclude(SceneCollection.FIRST, "d")))
                .as("no group without sources")
                .containsExactly("a", "c", "e");
        assertThat(grouped.duplicateScene(SceneCollection.FIRST, "s2")
                        .scene("s2")
                        .orElseThrow()
                        .rows())
                .isEqualTo(listed(grouped));
    }

    @Test
    void aGroupIsHiddenLockedAndTakenApartAsAWhole() {
        SceneCollection grouped = rows(five()).group(List.of("b", "d"), "g");
        SavedScene hidden =
                rows(rows(grouped).show("b", false)).show("g", false).scenes().getFirst();
        assertThat(hidden.items().stream().filter(hidden::draws).map(SavedItem::source))
                .containsExactly("a", "c", "e");
        SceneCollection shown = rows(rows(grouped).show("b", false)).show("g", true);
        SavedScene scene = shown.scenes().getFirst();
        assertThat(scene.items().stream().filter(scene::draws).map(SavedItem::source))
                .as("what was hidden by itself still is")
                .containsExactly("a", "d", "c", "e");

        SceneCollection locked = rows(grouped).lock("g", true);
        Layout small = new Layout(0, 0, 0.5, 0.5, Fit.CONTAIN, Crop.NONE, Turn.NONE);
        assertThat(rows(locked).place("g", small, CANVAS)).isEqualTo(locked);
        assertThat(rows(locked).place("b", small, CANVAS)).isEqualTo(locked);
        assertThat(rows(locked).place("b", Place.TOP_LEFT, CANVAS)).isEqualTo(locked);
        assertThat(rows(locked).place("a", small, CANVAS)).isNotEqualTo(locked);

        SceneCollection apart =
                rows(rows(rows(grouped).show("g", false)).lock("g", true)).ungroup("g");
        assertThat(listed(apart)).containsExactly("a", "b", "d", "c", "e");
        assertThat(apart.scenes().getFirst().item("d").orElseThrow())
                .isEqualTo(new SavedItem("d", /* visible= */ false, /* locked= */ true, Place.WHOLE));
    }

    @Test
    void aCopyOfASceneShowsTheSameSourcesAndStandsBesideIt() {
        SceneCollection scenes = two().duplicateScene(SceneCollection.FIRST, "s3");
        assertThat(scenes.scenes()).extracting(SavedScene::name).containsExactly("Scene 1", "Scene 1 copy", "Second");
        assertThat(scenes.sources()).hasSize(2);
        assertThat(shown(scenes, "s3")).containsExactly("b", "a");
        SceneCollection moved = scenes.moveItem("s3", "b", 1);
        assertThat(shown(moved, "s3")).containsExactly("a", "b");
        assertThat(shown(moved, SceneCollection.FIRST)).containsExactly("b", "a");
        assertThat(scenes.duplicateScene(SceneCollection.FIRST, "s4").scenes())
                .extracting(SavedScene::name)
                .contains("Scene 1 copy 2");
        assertThat(two().freeName()).isEqualTo("Scene 3");
    }

    @Test
    void whatIsLockedStaysInItsPlace() {
        SceneCollection locked = two().changeItem("s2", "a", item -> item.withLocked(true));
        assertThat(locked.changeItem("s2", "a", item -> item.withPlace(Place.WHOLE)))
                .isEqualTo(locked);
        SceneCollection free = locked.changeItem("s2", "a", item -> item.withLocked(false));
        assertThat(free.changeItem("s2", "a", item -> item.withPlace(Place.WHOLE))
                        .scene("s2")
                        .orElseThrow()
                        .items()
                        .getFirst()
                        .place())
                .isEqualTo(Place.WHOLE);
    }

    @Test
    void whatASliderDoesInQuickSuccessionIsOneEdit() {
        AtomicLong now = new AtomicLong();
        EditHistory<String> history = new EditHistory<>(now::get);
        for (int i = 0; i < 10; i++) {
            history.done("at " + i, "slider");
            now.addAndGet(50_000_000);
        }
        history.done("at 10", "another");
        now.addAndGet(2_000_000_000);
        history.done("at 11", "another");
        assertThat(history.undo("end")).contains("at 11");
        assertThat(history.undo("at 11")).contains("at 10");
        assertThat(history.undo("at 10")).contains("at 0");
        assertThat(history.undo("at 0")).isEmpty();
        assertThat(history.canUndo()).isFalse();
        assertThat(history.redo("at 0")).contains("at 10");
        history.done("other", "");
        assertThat(history.canRedo()).isFalse();
    }

    @Test
    void theOldestEditsAreForgotten() {
        EditHistory<Integer> history = new EditHistory<>(() -> 0);
        for (int i = 0; i < EditHistory.MOST + 10; i++) {
            history.done(i, "");
        }
        int last = -1;
        for (Optional<Integer> back = history.undo(0); back.isPresent(); back = history.undo(0)) {
            last = back.get();
        }
        assertThat(last).isEqualTo(10);
    }

    @Test
    void aTakeShowsTheNextSceneAndTheOneBeforeIsNext() {
        SceneCollection scenes = two().addScene("s3", "Third");
        Showing first = Showing.first().within(scenes);
        assertThat(first.next()).isEqualTo("s2");
        Showing third = first.withNext("s3").show("s3");
        assertThat(third.shown()).isEqualTo("s3");
        assertThat(third.next()).isEqualTo(SceneCollection.FIRST);
        Showing without = third.within(scenes.removeScene("s3"));
        assertThat(without.shown()).isEqualTo(SceneCollection.FIRST);
        assertThat(without.next()).isEqualTo("s2");
        assertThat(without.within(scenes.removeScene("s3").removeScene("s2")).next())
                .isEmpty();
    }
}
