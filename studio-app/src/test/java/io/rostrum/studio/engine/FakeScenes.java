package io.rostrum.studio.engine;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.StudioSnapshot.Elsewhere;
import io.rostrum.studio.engine.StudioSnapshot.ItemView;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.engine.StudioSnapshot.SecondCanvas;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The scenes of a [FakeStudio]: each is a list of sources.
final class FakeScenes implements SceneDesk {
    private record Kept(String id, String name, List<SourceView> sources, Optional<TransitionSetting> arrival) {
        Kept(String id, String name, List<SourceView> sources) {
            this(id, name, sources, Optional.empty());
        }

        Kept with(List<SourceView> others) {
            return new Kept(id, name, others, arrival);
        }
    }

    private final Deque<List<Kept>> undo = new ArrayDeque<>();
    private final Deque<List<Kept>> redo = new ArrayDeque<>();
    private List<Kept> scenes = List.of(new Kept("scene-1", "Scene 1", List.of()));
    private String shown = "scene-1";
    private String next = "";
    private TransitionSetting transition = TransitionSetting.DEFAULT;
    private boolean studio;
    private boolean second;
    private int lastId = 1;

    synchronized List<SourceView> sources() {
        return kept(edited()).sources();
    }

    private String edited() {
        return studio && !next.isEmpty() ? next : shown;
    }

    synchronized Scenes view(OutputSetting output) {
        List<String> here = sources().stream().map(SourceView::id).toList();
        List<Elsewhere> elsewhere = scenes.stream()
                .flatMap(scene -> scene.sources().stream())
                .filter(source -> !here.contains(source.id()))
                .map(source -> new Elsewhere(source.id(), source.name(), source.input()))
                .distinct()
                .toList();
        List<SceneView> list = scenes.stream()
                .map(scene -> new SceneView(
                        scene.id(),
                        scene.name(),
                        scene.sources().stream()
                                .filter(source -> !source.isGroup())
                                .map(FakeScenes::item)
                                .toList(),
                        scene.arrival()))
                .toList();
        Optional<SecondCanvas> canvas = Optional.of(output.second())
                .filter(CanvasSetting::on)
                .map(setting -> new SecondCanvas(PictureSize.parse(setting.size()), 1.5, 0));
        return new Scenes(
                list,
                shown,
                next,
                edited(),
                studio,
                transition,
                elsewhere,
                !undo.isEmpty(),
                !redo.isEmpty(),
                canvas,
                second && canvas.isPresent());
    }

    private static ItemView item(SourceView source) {
        return new ItemView(
                source.id(), source.name(), source.input(), source.visible(), source.locked(), source.layout());
    }

    private Kept kept(String id) {
        return scenes.stream()
                .filter(scene -> scene.id().equals(id))
                .findFirst()
                .orElseGet(scenes::getFirst);
    }

    /// Edits the sources of the scene that is edited.
    synchronized void edit(UnaryOperator<List<SourceView>> change) {
        changeScene(edited(), change);
    }

    private void changeScene(String id, UnaryOperator<List<SourceView>> change) {
        done(scenes.stream()
                .map(scene -> scene.id().equals(id)
                        ? scene.with(List.copyOf(change.apply(new ArrayList<>(scene.sources()))))
                        : scene)
                .toList());
    }

    private void done(List<Kept> to) {
        undo.push(scenes);
        redo.clear();
        become(to);
    }

    private void become(List<Kept> to) {
        scenes = to;
        shown = kept(shown).id();
        List<String> ids = to.stream().map(Kept::id).toList();
        if (!ids.contains(next) || next.equals(shown)) {
            next = Showing.neighbour(ids, shown);
        }
    }

    /// Changes a source in every scene.
    synchronized void everywhere(String id, UnaryOperator<SourceView> change) {
        become(scenes.stream()
                .map(scene -> scene.with(scene.sources().stream()
                        .map(source -> source.id().equals(id) ? change.apply(source) : source)
                        .toList()))
                .toList());
    }

    @Override
    public synchronized String add() {
        String id = "scene-" + ++lastId;
        List<Kept> more = new ArrayList<>(scenes);
        more.add(new Kept(id, "Scene " + lastId, List.of()));
        done(more);
        show(id);
        return id;
    }

    @Override
    public synchronized String add(String name) {
        String id = "scene-" + ++lastId;
        List<Kept> more = new ArrayList<>(scenes);
        more.add(new Kept(id, name, List.of()));
        done(more);
        return id;
    }

    @Override
    public synchronized String duplicate(String id) {
        String copy = "scene-" + ++lastId;
        List<Kept> more = new ArrayList<>(scenes);
        Kept first = kept(id);
        more.add(scenes.indexOf(first) + 1, new Kept(copy, first.name() + " copy", first.sources(), first.arrival()));
        done(more);
        show(copy);
        return copy;
    }

    @Override
    public synchronized void remove(String id) {
        if (scenes.size() > 1) {
            done(scenes.stream().filter(scene -> !scene.id().equals(id)).toList());
        }
    }

    @Override
    public synchronized void rename(String id, String name) {
        if (!name.isBlank()) {
            done(scenes.stream()
                    .map(scene -> scene.id().equals(id)
                            ? new Kept(id, name.strip(), scene.sources(), scene.arrival())
                            : scene)
                    .toList());
        }
    }

    @Override
    public synchronized void move(String id, int index) {
        List<Kept> others = new ArrayList<>(scenes);
        if (others.removeIf(scene -> scene.id().equals(id))) {
            others.add(Math.clamp(index, 0, others.size()), kept(id));
            done(others);
        }
    }

    @Override
    public synchronized void show(String id) {
        if (studio && !id.equals(shown)) {
            next = id;
        } else {
            appear(id);
        }
    }

    @Override
    public synchronized void appear(String id) {
        if (!id.equals(shown) && kept(id).id().equals(id)) {
            next = shown;
            shown = id;
        }
    }

    @Override
    public synchronized void next(String id) {
        next = id;
    }

    @Override
    public synchronized void take() {
        appear(next);
    }

    @Override
    public synchronized void studio(boolean on) {
        studio = on;
    }

    @Override
    public synchronized void transition(TransitionSetting setting) {
        transition = setting;
    }

    @Override
    public synchronized void arrival(String scene, Optional<TransitionSetting> own) {
        done(scenes.stream()
                .map(each -> each.id().equals(scene) ? new Kept(scene, each.name(), each.sources(), own) : each)
                .toList());
    }

    @Override
    public synchronized void include(String scene, String source) {
        scenes.stream()
                .flatMap(each -> each.sources().stream())
                .filter(each -> each.id().equals(source))
                .findFirst()
                .filter(each -> !kept(scene).sources().stream()
                        .map(SourceView::id)
                        .toList()
                        .contains(source))
                .ifPresent(each -> changeScene(scene, list -> {
                    list.addFirst(each);
                    return list;
                }));
    }

    @Override
    public synchronized void paste(String scene, List<SourceView> rows) {
        List<String> here = kept(scene).sources().stream().map(SourceView::id).toList();
        changeScene(scene, list -> {
            list.addAll(0, rows.stream().filter(row -> !here.contains(row.id())).toList());
            return list;
        });
    }

    @Override
    public synchronized String group(List<String> sources) {
        String id = "group-" + ++lastId;
        edit(list -> {
            List<SourceView> members = list.stream()
                    .filter(each -> sources.contains(each.id()))
                    .map(each -> SourceDraft.with(each, draft -> draft.group = Optional.of(id)))
                    .toList();
            int top = list.indexOf(list.stream()
                    .filter(each -> sources.contains(each.id()))
                    .findFirst()
                    .orElseThrow());
            list.removeIf(each -> sources.contains(each.id()));
            list.addAll(top, members);
            list.add(top, groupOf(id));
            return list;
        });
        return id;
    }

    private static SourceView groupOf(String id) {
        return new SourceView(
                id,
                "Group 1",
                StudioSnapshot.GROUP,
                /* visible= */ true,
                /* locked= */ false,
                Place.FREE,
                Layout.WHOLE,
                new StudioSnapshot.Health.Running(),
                List.of(),
                Optional.empty(),
                List.of(),
                "",
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public synchronized void ungroup(String group) {
        edit(list -> {
            list.removeIf(each -> each.id().equals(group));
            list.replaceAll(each -> each.group().equals(Optional.of(group))
                    ? SourceDraft.with(each, draft -> draft.group = Optional.empty())
                    : each);
            return list;
        });
    }

    @Override
    public synchronized void place(String source, Layout layout) {
        edit(list -> {
            list.replaceAll(each -> each.id().equals(source) && !each.locked()
                    ? SourceDraft.with(each, draft -> {
                        draft.place = Place.FREE;
                        draft.layout = layout;
                    })
                    : each);
            return list;
        });
    }

    @Override
    public synchronized void lock(String source, boolean locked) {
        edit(list -> {
            list.replaceAll(
                    each -> each.id().equals(source) ? SourceDraft.with(each, draft -> draft.locked = locked) : each);
            return list;
        });
    }

    @Override
    public synchronized void show(String scene, String source, boolean visible) {
        change(scene, source, draft -> draft.visible = visible);
    }

    @Override
    public synchronized void place(String scene, String source, Layout layout) {
        change(scene, source, draft -> {
            draft.place = Place.FREE;
            draft.layout = layout;
        });
    }

    @Override
    public synchronized void lock(String scene, String source, boolean locked) {
        change(scene, source, draft -> draft.locked = locked);
    }

    private void change(String scene, String source, Consumer<SourceDraft> change) {
        changeScene(scene, list -> {
            list.replaceAll(each -> each.id().equals(source) ? SourceDraft.with(each, change) : each);
            return list;
        });
    }

    @Override
    public synchronized void move(String scene, String source, int index) {
        changeScene(scene, list -> {
            List<SourceView> moved =
                    list.stream().filter(each -> each.id().equals(source)).toList();
            list.removeAll(moved);
            list.addAll(Math.clamp(index, 0, list.size()), moved);
            return list;
        });
    }

    @Override
    public synchronized void canvas(boolean to) {
        second = to;
    }

    @Override
    public synchronized void undo() {
        if (!undo.isEmpty()) {
            redo.push(scenes);
            become(undo.pop());
        }
    }

    @Override
    public synchronized void redo() {
        if (!redo.isEmpty()) {
            undo.push(scenes);
            become(redo.pop());
        }
    }
}
