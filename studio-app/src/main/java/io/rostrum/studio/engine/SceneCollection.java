package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import io.rostrum.studio.input.SceneInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
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

    /// One scene. Sources of a group stand together.
    ///
    /// @param items  the top one first; what a settings file has there that is none is left out
    /// @param groups of its items; null in files of before there were any. One without items goes
    /// @param second how the second canvas shows it; null before there was one
    /// @param own    how it is gone over to; null for as every scene
    record SavedScene(
            String id,
            String name,
            List<SavedItem> items,
            @Nullable List<SavedGroup> groups,
            @Nullable SavedPlaces second,
            @Nullable TransitionSetting own) {
        SavedScene {
            List<SavedGroup> known = groups == null
                    ? List.of()
                    : groups.stream()
                            .filter(group -> group != null && group.id() != null && group.name() != null)
                            .toList();
            Set<String> ids = new HashSet<>(known.stream().map(SavedGroup::id).toList());
            items = items == null
                    ? List.of()
                    : together(items.stream()
                            .filter(item -> item != null)
                            .map(item -> item.group() == null || ids.contains(item.group()) ? item : item.within(null))
                            .toList());
            Set<String> used = new HashSet<>(
                    items.stream().map(item -> String.valueOf(item.group())).toList());
            groups = known.stream().filter(group -> used.contains(group.id())).toList();
            second = second == null ? null : second.within(items);
        }

        /// A scene that the second canvas shows by itself.
        SavedScene(String id, String name, List<SavedItem> items, @Nullable List<SavedGroup> groups) {
            this(id, name, items, groups, null, null);
        }

        /// A scene without groups.
        SavedScene(String id, String name, List<SavedItem> items) {
            this(id, name, items, List.of(), null, null);
        }

        /// Those of a group come where its first one is.
        private static List<SavedItem> together(List<SavedItem> items) {
            Set<SavedItem> ordered = new LinkedHashSet<>();
            for (SavedItem item : items) {
                ordered.add(item);
                String group = item.group();
                items.stream()
                        .filter(other -> group != null && group.equals(other.group()))
                        .forEach(ordered::add);
            }
            return ordered.size() == items.size() ? List.copyOf(ordered) : items;
        }

        SavedScene withName(String to) {
            return new SavedScene(id, to, items, groups, second, own);
        }

        SavedScene withItems(List<SavedItem> to) {
            return new SavedScene(id, name, to, groups, second, own);
        }

        SavedScene with(List<SavedItem> to, List<SavedGroup> grouped) {
            return new SavedScene(id, name, to, grouped, second, own);
        }

        /// {@return it as a canvas shows it: the same sources, in places of its own}
        SavedScene on(boolean secondCanvas) {
            SavedPlaces places = second;
            return secondCanvas && places != null ? new SavedScene(id, name, places.items(), places.groups()) : this;
        }

        /// {@return the same with what a canvas shows as it is in `shown`}
        SavedScene with(boolean secondCanvas, SavedScene shown) {
            return secondCanvas
                    ? new SavedScene(id, name, items, groups, new SavedPlaces(shown.items(), shown.parts()), own)
                    : shown;
        }

        /// {@return the same with a place on the second canvas for every source}
        SavedScene arranged(SecondArrangement by) {
            return new SavedScene(id, name, items, groups, SavedPlaces.complete(this, by), own);
        }

        SavedScene withArrival(Optional<TransitionSetting> to) {
            return new SavedScene(id, name, items, groups, second, to.orElse(null));
        }

        /// {@return how it is gone over to; empty for as every scene}
        Optional<TransitionSetting> arrival() {
            return Optional.ofNullable(own);
        }

        /// {@return its groups}
        List<SavedGroup> parts() {
            return groups == null ? List.of() : groups;
        }

        Optional<SavedItem> item(String source) {
            return items.stream().filter(item -> item.source().equals(source)).findFirst();
        }

        Optional<SavedGroup> group(@Nullable String group) {
            return parts().stream().filter(one -> one.id().equals(group)).findFirst();
        }

        /// {@return the sources of a group, the top one first}
        List<SavedItem> members(String group) {
            return items.stream().filter(item -> group.equals(item.group())).toList();
        }

        /// {@return whether it is drawn: neither it nor its group is hidden}
        boolean draws(SavedItem item) {
            return item.visible()
                    && group(item.group()).map(SavedGroup::visible).orElse(true);
        }

        /// {@return what is listed of it: ids of sources, and that of a group before those of its sources}
        List<String> rows() {
            Set<String> rows = new LinkedHashSet<>();
            for (SavedItem item : items) {
                if (item.group() != null) {
                    rows.add(item.group());
                }
                rows.add(item.source());
            }
            return List.copyOf(rows);
        }
    }

    /// Sources of a scene that are moved, scaled, turned, hidden and locked together.
    ///
    /// @param visible whether its sources are drawn, those of them that are not hidden
    /// @param locked  whether its place, and that of its sources, is kept from change
    /// @param degrees how it is turned, clockwise; its box is the one around those of its sources, turned so
    record SavedGroup(String id, String name, boolean visible, boolean locked, double degrees) {
        SavedGroup {
            degrees = Double.isFinite(degrees) ? degrees : 0;
        }

        SavedGroup withName(String to) {
            return new SavedGroup(id, to, visible, locked, degrees);
        }

        SavedGroup withVisible(boolean to) {
            return new SavedGroup(id, name, to, locked, degrees);
        }

        SavedGroup withLocked(boolean to) {
            return new SavedGroup(id, name, visible, to, degrees);
        }

        SavedGroup withDegrees(double to) {
            return new SavedGroup(id, name, visible, locked, to);
        }
    }

    /// A source in a scene; a scene has it once at most.
    ///
    /// @param source  its id
    /// @param visible whether it is drawn
    /// @param locked  whether its place is kept from change
    /// @param layout  where it is exactly; there only where `place` is [Place#FREE]
    /// @param group   that it belongs to; null for none
    record SavedItem(
            String source,
            boolean visible,
            boolean locked,
            Place place,
            @Nullable Layout layout,
            @Nullable String group) {
        SavedItem {
            layout = place == Place.FREE ? (layout == null ? Layout.WHOLE : layout) : null;
        }

        /// An item of no group.
        SavedItem(String source, boolean visible, boolean locked, Place place, @Nullable Layout layout) {
            this(source, visible, locked, place, layout, null);
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
            return new SavedItem(source, to, locked, place, layout, group);
        }

        SavedItem withLocked(boolean to) {
            return new SavedItem(source, visible, to, place, layout, group);
        }

        /// {@return the same somewhere else; the very same where it is locked}
        SavedItem withPlace(Place to) {
            return locked || to == Place.FREE ? this : new SavedItem(source, visible, false, to, null, group);
        }

        /// {@return the same somewhere else; the very same where it is locked}
        SavedItem withLayout(Layout to) {
            return locked ? this : at(to);
        }

        /// {@return the same somewhere else, locked or not}
        SavedItem at(Layout to) {
            return new SavedItem(source, visible, locked, Place.FREE, to, group);
        }

        /// {@return the same in a group, or in none}
        SavedItem within(@Nullable String to) {
            return new SavedItem(source, visible, locked, place, layout, to);
        }
    }

    SceneCollection {
        sources = List.copyOf(sources);
        scenes = List.copyOf(scenes);
    }

    /// {@return one scene without sources}
    static SceneCollection empty() {
        return new SceneCollection(List.of(), List.of(new SavedScene(FIRST, tr("Scene 1"), List.of())));
    }

    /// {@return whether every item has its source, every source an item, and no id is there twice}
    boolean consistent() {
        Set<String> ids = new HashSet<>();
        boolean unique = Stream.concat(
                        sources.stream().map(SavedSource::id), scenes.stream().map(SavedScene::id))
                .allMatch(ids::add);
        boolean once = scenes.stream().allMatch(scene -> isOnce(scene) && isOnce(scene.on(/* secondCanvas= */ true)));
        Set<String> known = new HashSet<>(sources.stream().map(SavedSource::id).toList());
        boolean grouped = scenes.stream()
                .allMatch(scene -> groupsAreUnique(scene) && groupsAreUnique(scene.on(/* secondCanvas= */ true)));
        return unique && once && grouped && !scenes.isEmpty() && used(scenes).equals(known) && nestingEnds();
    }

    private static boolean isOnce(SavedScene scene) {
        return scene.items().stream().map(SavedItem::source).distinct().count()
                == scene.items().size();
    }

    private static boolean groupsAreUnique(SavedScene scene) {
        Set<String> ids =
                new HashSet<>(scene.items().stream().map(SavedItem::source).toList());
        return scene.parts().stream().map(SavedGroup::id).allMatch(ids::add);
    }

    private boolean nestingEnds() {
        return sources.stream()
                        .flatMap(source -> SceneInput.scene(source.input()).stream())
                        .allMatch(inner -> scene(inner).isPresent())
                && circle().isEmpty();
    }

    /// {@return a scene that shows itself, by the scenes that it shows; empty where none does}
    Optional<SavedScene> circle() {
        return scenes.stream().filter(scene -> shows(scene.id(), scene.id())).findFirst();
    }

    /// {@return whether a scene shows another, by itself or by the scenes that it shows}
    boolean shows(String scene, String other) {
        return SceneInput.shows(
                scene,
                other,
                id -> scene(id).stream()
                        .flatMap(found -> found.items().stream())
                        .flatMap(item -> source(item.source()).stream())
                        .map(SavedSource::input)
                        .toList());
    }

    /// {@return the scenes that show this one as a source}
    List<SavedScene> showing(String scene) {
        String input = SceneInput.of(scene);
        return scenes.stream()
                .filter(each -> each.items().stream()
                        .flatMap(item -> source(item.source()).stream())
                        .anyMatch(source -> source.input().equals(input)))
                .toList();
    }

    private boolean used(String source) {
        return scenes.stream().anyMatch(scene -> scene.item(source).isPresent());
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
        return freeName(tr("Scene"), scenes.size() + 1);
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

    SceneCollection changeScene(String id, UnaryOperator<SavedScene> change) {
        return withScenes(scenes.stream()
                .map(scene -> scene.id().equals(id) ? change.apply(scene) : scene)
                .toList());
    }

    /// {@return the same with a place on the second canvas for every source of every scene}
    SceneCollection arranged(SecondArrangement by) {
        return withScenes(scenes.stream().map(scene -> scene.arranged(by)).toList());
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
                more.add(new SavedScene(
                        copy, copyName(scene.name()), scene.items(), scene.groups(), scene.second(), scene.own()));
            }
        }
        return withScenes(more);
    }

    private String copyName(String name) {
        String copy = tr("{0} copy", name);
        return scenes.stream().anyMatch(scene -> scene.name().equals(copy)) ? freeName(copy, 2) : copy;
    }

    /// Removes a scene, and the sources that no other scene shows. The last scene stays, and so does one that
    /// another scene shows as a source.
    SceneCollection removeScene(String id) {
        return scenes.size() == 1 || !showing(id).isEmpty()
                ? this
                : withScenes(
                        scenes.stream().filter(scene -> !scene.id().equals(id)).toList());
    }

    /// Renames a scene; where others show it by its name, that is another, too.
    SceneCollection renameScene(String id, String name) {
        String before = scene(id).map(SavedScene::name).orElse(name);
        String input = SceneInput.of(id);
        SceneCollection renamed = changeScene(id, scene -> scene.withName(name));
        return new SceneCollection(
                renamed.sources().stream()
                        .map(source ->
                                source.input().equals(input) && source.name().equals(before)
                                        ? source.withName(name)
                                        : source)
                        .toList(),
                renamed.scenes());
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
                        Stream.concat(sources.stream(), Stream.of(source)).toList(), scenes)
                .include(scene, source.id(), place);
        return with.used(source.id()) && with.nestingEnds() ? with : this;
    }

    /// Shows a source in one scene more, above all others there.
    SceneCollection include(String scene, String source, Place place) {
        return include(scene, new SavedItem(source, /* visible= */ true, /* locked= */ false, place));
    }

    /// As [#include(String, String, Place)], as another scene shows it. A scene that would come to show itself is
    /// left as it is.
    SceneCollection include(String scene, SavedItem item) {
        String source = item.source();
        if (source(source).isEmpty()
                || scene(scene).flatMap(found -> found.item(source)).isPresent()) {
            return this;
        }
        SceneCollection with = changeScene(
                scene,
                old -> old.withItems(Stream.concat(Stream.of(item.within(null)), old.items().stream())
                        .toList()));
        return with.circle().isPresent() ? this : with;
    }

    /// Takes a source out of a scene, or all sources of a group.
    SceneCollection exclude(String scene, String id) {
        return changeScene(
                scene,
                old -> old.withItems(old.items().stream()
                        .filter(item -> !item.source().equals(id) && !id.equals(item.group()))
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

    /// Changes a source wherever it is shown; not where a scene would come to show itself, or one that is not
    /// there.
    SceneCollection changeSource(String id, UnaryOperator<SavedSource> change) {
        SceneCollection changed = new SceneCollection(
                sources.stream()
                        .map(source -> source.id().equals(id) ? change.apply(source) : source)
                        .toList(),
                scenes);
        return changed.nestingEnds() ? changed : this;
    }
}
