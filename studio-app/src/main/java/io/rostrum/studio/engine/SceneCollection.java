package io.rostrum.studio.engine;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All sources of pictures, and the scenes that show them. Immutable: each edit makes another one, and one that
/// speaks of something that is not there makes the same again.
///
/// A source belongs to no scene. It is here once, however many scenes show it, and goes with the last of them.
///
/// @param sources in the order in which they came
/// @param scenes  in the user's order; one at least
record SceneCollection(List<SavedSource> sources, List<SavedScene> scenes) {
    /// The scene that a new user begins with.
    static final String FIRST = "scene-1";

    /// One scene.
    ///
    /// @param items the top one first; what a settings file has there that is none is left out
    record SavedScene(String id, String name, List<SavedItem> items) {
        SavedScene {
            items = items == null
                    ? List.of()
                    : items.stream().filter(item -> item != null).toList();
        }

        SavedScene withName(String to) {
            return new SavedScene(id, to, items);
        }

        SavedScene withItems(List<SavedItem> to) {
            return new SavedScene(id, name, to);
        }

        Optional<SavedItem> item(String source) {
            return items.stream().filter(item -> item.source().equals(source)).findFirst();
        }
    }

    /// A source in a scene; a scene has it once at most.
    ///
    /// @param source  its id
    /// @param visible whether it is drawn
    /// @param locked  whether its place is kept from change
    /// @param layout  where it is exactly; there only where `place` is [Place#FREE]
    record SavedItem(
            String source,
            boolean visible,
            boolean locked,
            Place place,
            @Nullable Layout layout) {
        SavedItem {
            layout = place == Place.FREE ? (layout == null ? Layout.WHOLE : layout) : null;
        }

        /// An item at one of the places.
        SavedItem(String source, boolean visible, boolean locked, Place place) {
            this(source, visible, locked, place, null);
        }

        /// {@return where it is exactly}
        Layout layoutOn(PictureSize canvas) {
            return layout == null ? Layout.of(place, canvas) : layout;
        }

        SavedItem withVisible(boolean to) {
            return new SavedItem(source, to, locked, place, layout);
        }

        SavedItem withLocked(boolean to) {
            return new SavedItem(source, visible, to, place, layout);
        }

        /// {@return the same somewhere else; the very same where it is locked}
        SavedItem withPlace(Place to) {
            return locked || to == Place.FREE ? this : new SavedItem(source, visible, false, to);
        }

        /// {@return the same somewhere else; the very same where it is locked}
        SavedItem withLayout(Layout to) {
            return locked ? this : new SavedItem(source, visible, false, Place.FREE, to);
        }
    }

    SceneCollection {
        sources = List.copyOf(sources);
        scenes = List.copyOf(scenes);
    }

    /// {@return one scene without sources}
    static SceneCollection empty() {
        return new SceneCollection(List.of(), List.of(new SavedScene(FIRST, "Scene 1", List.of())));
    }

    /// {@return whether every item has its source, every source an item, and no id is there twice}
    boolean consistent() {
        Set<String> ids = new HashSet<>();
        boolean unique = Stream.concat(
                        sources.stream().map(SavedSource::id), scenes.stream().map(SavedScene::id))
                .allMatch(ids::add);
        boolean once = scenes.stream()
                .allMatch(scene ->
                        scene.items().stream().map(SavedItem::source).distinct().count()
                                == scene.items().size());
        Set<String> known = new HashSet<>(sources.stream().map(SavedSource::id).toList());
        return unique && once && !scenes.isEmpty() && used(scenes).equals(known);
    }

    private static Set<String> used(List<SavedScene> scenes) {
        Set<String> used = new HashSet<>();
        scenes.forEach(scene -> scene.items().forEach(item -> used.add(item.source())));
        return used;
    }

    Optional<SavedScene> scene(String id) {
        return scenes.stream().filter(scene -> scene.id().equals(id)).findFirst();
    }

    Optional<SavedSource> source(String id) {
        return sources.stream().filter(source -> source.id().equals(id)).findFirst();
    }

    /// {@return a name for one scene more: the first of `Scene 1`, `Scene 2` … that none has}
    String freeName() {
        return freeName("Scene", scenes.size() + 1);
    }

    private String freeName(String word, int number) {
        String name = word + " " + number;
        return scenes.stream().anyMatch(scene -> scene.name().equals(name)) ? freeName(word, number + 1) : name;
    }

    private SceneCollection withScenes(List<SavedScene> to) {
        Set<String> used = used(to);
        return new SceneCollection(
                sources.stream().filter(source -> used.contains(source.id())).toList(), to);
    }

    private SceneCollection changeScene(String id, UnaryOperator<SavedScene> change) {
        return withScenes(scenes.stream()
                .map(scene -> scene.id().equals(id) ? change.apply(scene) : scene)
                .toList());
    }

    // --- scenes -----------------------------------------------------------------------------------------------------

    /// Adds a scene without sources, after the others.
    SceneCollection addScene(String id, String name) {
        return withScenes(Stream.concat(scenes.stream(), Stream.of(new SavedScene(id, name, List.of())))
                .toList());
    }

    /// Adds a scene that shows the same sources in the same places, right after the first.
    SceneCollection duplicateScene(String id, String copy) {
        List<SavedScene> more = new ArrayList<>();
        for (SavedScene scene : scenes) {
            more.add(scene);
            if (scene.id().equals(id)) {
                more.add(new SavedScene(copy, copyName(scene.name()), scene.items()));
            }
        }
        return withScenes(more);
    }

    private String copyName(String name) {
        String copy = name + " copy";
        return scenes.stream().anyMatch(scene -> scene.name().equals(copy)) ? freeName(copy, 2) : copy;
    }

    /// Removes a scene, and the sources that no other scene shows. The last scene stays.
    SceneCollection removeScene(String id) {
        return scenes.size() == 1
                ? this
                : withScenes(
                        scenes.stream().filter(scene -> !scene.id().equals(id)).toList());
    }

    SceneCollection renameScene(String id, String name) {
        return changeScene(id, scene -> scene.withName(name));
    }

    /// Puts a scene elsewhere in the order.
    ///
    /// @param index 0 for the first
    SceneCollection moveScene(String id, int index) {
        return scene(id).map(scene -> withScenes(moved(scenes, scene, index))).orElse(this);
    }

    private static <T> List<T> moved(List<T> list, T one, int index) {
        List<T> others = new ArrayList<>(list);
        others.remove(one);
        others.add(Math.clamp(index, 0, others.size()), one);
        return others;
    }

    // --- sources in scenes
    // --------------------------------------------------------------------------------------------

    /// Adds a new source, shown by one scene above all others there.
    SceneCollection addSource(String scene, SavedSource source, Place place) {
        if (scene(scene).isEmpty() || source(source.id()).isPresent()) {
            return this;
        }
        SceneCollection with = new SceneCollection(
                Stream.concat(sources.stream(), Stream.of(source)).toList(), scenes);
        return with.include(scene, source.id(), place);
    }

    /// Shows a source in one scene more, above all others there.
    SceneCollection include(String scene, String source, Place place) {
        return include(scene, new SavedItem(source, /* visible= */ true, /* locked= */ false, place));
    }

    /// As [#include(String, String, Place)], as another scene shows it.
    SceneCollection include(String scene, SavedItem item) {
        String source = item.source();
        if (source(source).isEmpty()
                || scene(scene).flatMap(found -> found.item(source)).isPresent()) {
            return this;
        }
        return changeScene(
                scene,
                old -> old.withItems(
                        Stream.concat(Stream.of(item), old.items().stream()).toList()));
    }

    /// Takes a source out of a scene.
    SceneCollection exclude(String scene, String source) {
        return changeScene(
                scene,
                old -> old.withItems(old.items().stream()
                        .filter(item -> !item.source().equals(source))
                        .toList()));
    }

    /// Changes how a scene shows a source.
    SceneCollection changeItem(String scene, String source, UnaryOperator<SavedItem> change) {
        return changeScene(
                scene,
                old -> old.withItems(old.items().stream()
                        .map(item -> item.source().equals(source) ? change.apply(item) : item)
                        .toList()));
    }

    /// Puts a source above or below others of a scene.
    ///
    /// @param index 0 for the top
    SceneCollection moveItem(String scene, String source, int index) {
        return changeScene(
                scene,
                old -> old.item(source)
                        .map(item -> old.withItems(moved(old.items(), item, index)))
                        .orElse(old));
    }

    /// Changes a source wherever it is shown.
    SceneCollection changeSource(String id, UnaryOperator<SavedSource> change) {
        return new SceneCollection(
                sources.stream()
                        .map(source -> source.id().equals(id) ? change.apply(source) : source)
                        .toList(),
                scenes);
    }
}
