package io.rostrum.studio.engine;

import io.rostrum.studio.engine.SceneCollection.SavedGroup;
import io.rostrum.studio.engine.SceneCollection.SavedItem;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the second canvas shows a scene: its sources in an order, in places and in groups of their own.
///
/// @param items  the top one first; one of a source that the scene has not goes
/// @param groups of these
record SavedPlaces(List<SavedItem> items, @Nullable List<SavedGroup> groups) {
    /// {@return those of the sources that a scene has, tidied up as a scene is}
    SavedPlaces within(List<SavedItem> there) {
        Set<String> ids = sources(there);
        SavedScene tidy = new SavedScene(
                "",
                "",
                items == null
                        ? List.of()
                        : items.stream()
                                .filter(item -> item != null && ids.contains(item.source()))
                                .toList(),
                groups);
        return new SavedPlaces(tidy.items(), tidy.groups());
    }

    /// {@return the scene's places on the second canvas; each source that has none there gets one,
    /// above the others}
    static SavedPlaces complete(SavedScene scene, SecondArrangement by) {
        SavedPlaces there = scene.second();
        if (there != null && there.items().size() == scene.items().size()) {
            return there;
        }
        SavedScene fresh = by.of(scene);
        if (there == null) {
            return new SavedPlaces(fresh.items(), fresh.groups());
        }
        Set<String> known = sources(there.items());
        List<SavedItem> all = new ArrayList<>(fresh.items().stream()
                .filter(item -> !known.contains(item.source()))
                .map(item -> item.within(null))
                .toList());
        all.addAll(there.items());
        return new SavedPlaces(all, there.groups());
    }

    private static Set<String> sources(List<SavedItem> items) {
        return new HashSet<>(items.stream().map(SavedItem::source).toList());
    }
}
