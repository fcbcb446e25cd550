package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.SceneCollection.SavedGroup;
import io.rostrum.studio.engine.SceneCollection.SavedItem;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Edits of what is listed of a scene: its sources, and the groups of some of them, as one canvas shows
/// them. A row is named by its id; one that is not there is not edited.
///
/// @param scene  id of the scene
/// @param second whether the second canvas' places are edited, which are there, and not the first one's
record RowEdits(SceneCollection of, String scene, boolean second) {
    private static final int LEAST_MEMBERS = 2;

    /// Edits of the first canvas.
    RowEdits(SceneCollection of, String scene) {
        this(of, scene, /* second= */ false);
    }

    private Optional<SavedScene> found() {
        return of.scene(scene).map(shown -> shown.on(second));
    }

    private Optional<SavedGroup> group(String row) {
        return found().flatMap(shown -> shown.group(row));
    }

    private boolean held(SavedScene shown, SavedItem item) {
        return shown.group(item.group()).map(SavedGroup::locked).orElse(false);
    }

    private SceneCollection change(UnaryOperator<SavedScene> change) {
        return of.changeScene(scene, whole -> whole.with(second, change.apply(whole.on(second))));
    }

    private SceneCollection changeItem(String source, UnaryOperator<SavedItem> change) {
        return change(shown -> shown.withItems(shown.items().stream()
                .map(item -> item.source().equals(source) ? change.apply(item) : item)
                .toList()));
    }

    private SceneCollection changeGroup(String id, UnaryOperator<SavedGroup> change) {
        return change(shown -> shown.with(
                shown.items(),
                shown.parts().stream()
                        .map(group -> group.id().equals(id) ? change.apply(group) : group)
                        .toList()));
    }

    /// Makes a group of sources, where the top one of them is; they leave groups that they were in. One source
    /// alone is no group.
    SceneCollection group(List<String> sources, String id) {
        Set<String> chosen = new HashSet<>(sources);
        return change(shown -> {
            List<SavedItem> items = shown.items().stream()
                    .map(item -> chosen.contains(item.source()) ? item.within(id) : item)
                    .toList();
            long members =
                    items.stream().filter(item -> id.equals(item.group())).count();
            if (members < LEAST_MEMBERS || shown.rows().contains(id)) {
                return shown;
            }
            List<SavedGroup> groups = new ArrayList<>(shown.parts());
            groups.add(new SavedGroup(id, freeName(shown), /* visible= */ true, /* locked= */ false, /* degrees= */ 0));
            return shown.with(items, groups);
        });
    }

    private static String freeName(SavedScene shown) {
        List<String> names = shown.parts().stream().map(SavedGroup::name).toList();
        int number = 1;
        while (names.contains("Group " + number)) {
            number++;
        }
        return tr("Group {0}", number);
    }

    /// Takes a group apart: its sources stay where they are, and what was hidden or locked with it still is.
    SceneCollection ungroup(String id) {
        return change(shown -> shown.group(id)
                .map(group -> shown.withItems(shown.items().stream()
                        .map(item -> id.equals(item.group())
                                ? item.within(null)
                                        .withVisible(item.visible() && group.visible())
                                        .withLocked(item.locked() || group.locked())
                                : item)
                        .toList()))
                .orElse(shown));
    }

    /// Shows sources as they were when they were copied, above the others; those that are not there any more,
    /// or are in the scene already, are left out. What was hidden or locked with its group is so without it,
    /// where the group does not come.
    ///
    /// @param rows the top one first; a group before its sources
    /// @param ids  give an id that nothing has yet
    SceneCollection paste(List<SourceView> rows, Supplier<String> ids) {
        List<SourceView> come = rows.stream()
                .filter(row -> of.source(row.id()).isPresent())
                .filter(row -> found().flatMap(shown -> shown.item(row.id())).isEmpty())
                .toList();
        Map<String, SourceView> copied = new HashMap<>();
        Map<String, SavedGroup> groups = new LinkedHashMap<>();
        for (SourceView row : rows) {
            long members = come.stream()
                    .filter(one -> one.group().equals(Optional.of(row.id())))
                    .count();
            if (row.isGroup()) {
                copied.put(row.id(), row);
            }
            if (row.isGroup() && members >= LEAST_MEMBERS) {
                double degrees = row.layout().turn().degrees();
                groups.put(row.id(), new SavedGroup(ids.get(), row.name(), row.visible(), row.locked(), degrees));
            }
        }
        List<SavedItem> items = come.stream()
                .map(row -> {
                    SavedItem item = new SavedItem(row.id(), row.visible(), row.locked(), row.place(), row.layout());
                    String group = row.group().orElse("");
                    SourceView left = copied.get(group);
                    SavedGroup with = groups.get(group);
                    return with != null
                            ? item.within(with.id())
                            : left == null
                                    ? item
                                    : item.withVisible(item.visible() && left.visible())
                                            .withLocked(item.locked() || left.locked());
                })
                .toList();
        return change(shown -> shown.with(
                Stream.concat(items.stream(), shown.items().stream()).toList(),
                Stream.concat(shown.parts().stream(), groups.values().stream()).toList()));
    }

    /// Takes a row out of the scene, whatever canvas shows it: a source, or those of a group.
    SceneCollection exclude(String row) {
        List<String> members = found().stream()
                .flatMap(shown -> shown.members(row).stream())
                .map(SavedItem::source)
                .toList();
        SceneCollection left = of;
        for (String source : members.isEmpty() ? List.of(row) : members) {
            left = left.exclude(scene, source);
        }
        return left;
    }

    SceneCollection rename(String id, String name) {
        return changeGroup(id, group -> group.withName(name));
    }

    SceneCollection show(String row, boolean visible) {
        return group(row).isPresent()
                ? changeGroup(row, group -> group.withVisible(visible))
                : changeItem(row, item -> item.withVisible(visible));
    }

    SceneCollection lock(String row, boolean locked) {
        return group(row).isPresent()
                ? changeGroup(row, group -> group.withLocked(locked))
                : changeItem(row, item -> item.withLocked(locked));
    }

    /// Puts a row somewhere; what is locked, by itself or with its group, stays. A group takes all its sources
    /// along, as [GroupPlace] says, those that are locked within it too.
    SceneCollection place(String row, Layout to, PictureSize canvas) {
        Optional<SavedGroup> moved = group(row);
        if (moved.isEmpty()) {
            return change(shown ->
                    shown.item(row).filter(item -> !held(shown, item)).isPresent()
                            ? shown.withItems(shown.items().stream()
                                    .map(item -> item.source().equals(row) ? item.withLayout(to) : item)
                                    .toList())
                            : shown);
        }
        return moved.get().locked() ? of : change(shown -> placed(shown, moved.get(), to, canvas));
    }

    private static SavedScene placed(SavedScene shown, SavedGroup group, Layout to, PictureSize canvas) {
        List<SavedItem> members = shown.members(group.id());
        List<Layout> before =
                members.stream().map(member -> member.layoutOn(canvas)).toList();
        List<Layout> after = new GroupPlace(canvas, group.degrees()).moved(before, to);
        if (after.equals(before)) {
            return shown;
        }
        return shown.with(
                shown.items().stream()
                        .map(item -> members.contains(item) ? item.at(after.get(members.indexOf(item))) : item)
                        .toList(),
                shown.parts().stream()
                        .map(part ->
                                part.equals(group) ? part.withDegrees(to.turn().degrees()) : part)
                        .toList());
    }

    /// As [#place(String, Layout, PictureSize)], at one of the places; a group keeps its shape there.
    SceneCollection place(String row, Place to, PictureSize canvas) {
        Optional<SavedScene> shown = found();
        if (shown.isEmpty() || to == Place.FREE) {
            return of;
        }
        Optional<SavedGroup> group = group(row);
        if (group.isPresent()) {
            List<Layout> members = shown.get().members(row).stream()
                    .map(member -> member.layoutOn(canvas))
                    .toList();
            GroupPlace place = new GroupPlace(canvas, group.get().degrees());
            return place(row, place.within(members, Layout.of(to, canvas).box(canvas)), canvas);
        }
        return shown.get()
                .item(row)
                .filter(item -> !held(shown.get(), item))
                .map(_ -> changeItem(row, item -> item.withPlace(to)))
                .orElse(of);
    }

    /// Puts a row above or below others. A source stays in its group, and what is in none goes past groups.
    ///
    /// @param index among [SavedScene#rows()], 0 for the top
    SceneCollection move(String row, int index) {
        return change(shown -> moved(shown, row, index));
    }

    private static SavedScene moved(SavedScene shown, String row, int index) {
        List<String> rows = shown.rows();
        int from = rows.indexOf(row);
        if (from < 0) {
            return shown;
        }
        List<String> block = new ArrayList<>(List.of(row));
        shown.members(row).forEach(member -> block.add(member.source()));
        List<String> others = new ArrayList<>(rows);
        others.removeAll(block);
        others.addAll(room(shown, others, row, index, index > from), block);
        List<SavedItem> items =
                others.stream().flatMap(id -> shown.item(id).stream()).toList();
        return shown.withItems(items);
    }

    /// {@return where among the others there is room for a row}
    private static int room(SavedScene shown, List<String> others, String row, int index, boolean down) {
        int at = Math.clamp(index, 0, others.size());
        String own = shown.item(row).map(SavedItem::group).orElse(null);
        for (SavedGroup group : shown.parts()) {
            int first = others.indexOf(group.id());
            if (first < 0) {
                continue;
            }
            int members = (int) shown.members(group.id()).stream()
                    .filter(member -> others.contains(member.source()))
                    .count();
            int end = first + 1 + members;
            if (group.id().equals(own)) {
                return Math.clamp(at, first + 1, end);
            }
            if (at > first && at < end) {
                return down ? end : first;
            }
        }
        return at;
    }
}
