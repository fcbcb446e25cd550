package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.SceneCollection.SavedItem;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import io.rostrum.studio.engine.StudioSnapshot.Elsewhere;
import io.rostrum.studio.engine.StudioSnapshot.ItemView;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.input.SceneInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The scenes as the user edits them, which of them is seen, and what can be taken back. It outlives the programmes
/// that show them. Changed on the engine's thread only; any thread may ask, and look.
final class LiveScenes implements SceneDesk {
    private final Executor engine;
    private final Supplier<String> ids;
    private final Supplier<Arrangement> made;
    private final Consumer<String> refused;
    private final EditHistory<Edited> history = new EditHistory<>(System::nanoTime);
    /// The sound of films that were taken out of the scenes, by the films' ids, in case they come back.
    private final Map<String, SavedChannel> away = new HashMap<>();
    private volatile SceneCollection collection;
    private volatile Showing showing;
    private volatile boolean canUndo;
    private volatile boolean canRedo;

    /// What an edit changes.
    ///
    /// @param transition of scenes that have none of their own
    private record Edited(SceneCollection collection, TransitionSetting transition) {}

    /// @param engine runs what changes this
    /// @param ids    gives an id that nothing has yet
    /// @param made   the programme of now
    /// @param refused told, in sentences, why an edit was not done
    LiveScenes(
            SceneCollection first,
            Showing showing,
            Executor engine,
            Supplier<String> ids,
            Supplier<Arrangement> made,
            Consumer<String> refused) {
        this.refused = refused;
        this.collection = first;
        this.showing = showing.within(first);
        this.engine = engine;
        this.ids = ids;
        this.made = made;
    }

    SceneCollection collection() {
        return collection;
    }

    Showing showing() {
        return showing;
    }

    Scenes view() {
        SceneCollection now = collection;
        Showing seen = showing.within(now);
        PictureSize canvas = first();
        List<SceneView> scenes = now.scenes().stream()
                .map(scene -> new SceneView(scene.id(), scene.name(), items(now, scene, canvas), scene.arrival()))
                .toList();
        List<Elsewhere> elsewhere = now.sources().stream()
                .filter(source -> now.scene(seen.edited())
                        .flatMap(scene -> scene.item(source.id()))
                        .isEmpty())
                .map(source -> new Elsewhere(source.id(), source.name(), source.input()))
                .toList();
        return new Scenes(
                scenes,
                seen.shown(),
                seen.next(),
                seen.edited(),
                seen.studio(),
                seen.transition(),
                elsewhere,
                canUndo,
                canRedo,
                made.get().secondView(),
                onSecond());
    }

    private static List<ItemView> items(SceneCollection of, SavedScene scene, PictureSize canvas) {
        return scene.items().stream()
                .flatMap(item -> of
                        .source(item.source())
                        .map(source -> new ItemView(
                                source.id(),
                                source.name(),
                                source.input(),
                                item.visible(),
                                item.locked(),
                                item.layoutOn(canvas)))
                        .stream())
                .toList();
    }

    // --- edits, on the engine's thread ------------------------------------------------------------------------------

    /// Edits by itself.
    void edit(UnaryOperator<SceneCollection> change) {
        edit("", change);
    }

    /// @param move what goes on being changed; see [EditHistory#done]
    void edit(String move, UnaryOperator<SceneCollection> change) {
        SceneCollection before = collection;
        SceneCollection after = complete(change.apply(before));
        if (!after.equals(before)) {
            history.done(edited(), move);
            adopt(after);
        }
    }

    private Edited edited() {
        return new Edited(collection, showing.transition());
    }

    private void adopt(SceneCollection after) {
        collection = after;
        showing = showing.within(after);
        canUndo = history.canUndo();
        canRedo = history.canRedo();
        made.get().follow(after, showing, away);
    }

    /// {@return the same with a place for everything on the second canvas, where there is one}
    private SceneCollection complete(SceneCollection scenes) {
        return made.get()
                .second()
                .map(canvas -> scenes.arranged(
                        new SecondArrangement(first(), canvas.scenes().size())))
                .orElse(scenes);
    }

    /// Gives what has no place on the second canvas one, which is nothing to take back.
    void completeCanvas() {
        rewritten(this::complete);
    }

    /// The second canvas is another one now.
    void followCanvas() {
        completeCanvas();
        made.get().follow(collection, showing, away);
    }

    /// Puts other scenes and channels in the place of all; what was done before cannot be taken back then.
    void replace(SceneCollection others, Showing seen, List<SavedChannel> heard) {
        history.clear();
        away.clear();
        collection = complete(others);
        showing = seen.within(others);
        canUndo = false;
        canRedo = false;
        made.get().replace(collection, showing, heard);
    }

    /// Changes a source by itself, which is nothing to take back.
    private void rewrite(UnaryOperator<SceneCollection> change) {
        rewritten(change);
        made.get().follow(collection, showing, away);
    }

    private void rewritten(UnaryOperator<SceneCollection> change) {
        history.rewrite(before -> new Edited(change.apply(before.collection()), before.transition()));
        collection = change.apply(collection);
    }

    /// {@return the id of a camera, a screen, a window or a scene that another scene shows already: it is
    /// captured, or drawn, once}
    Optional<String> captured(String input) {
        SceneCollection now = collection;
        return input.matches("(camera|screen|window|scene)\\b.*")
                ? now.sources().stream()
                        .filter(source -> source.input().equals(input))
                        .map(SavedSource::id)
                        .filter(id -> now.scene(showing.edited())
                                .flatMap(scene -> scene.item(id))
                                .isEmpty())
                        .findFirst()
                : Optional.empty();
    }

    /// Shows a new source above all others. A film that sounds brings its channel along.
    void addSource(String id, SourceSetting source) {
        String scene = showing.edited();
        boolean others = collection
                .scene(scene)
                .filter(shown -> !shown.items().isEmpty())
                .isPresent();
        if (comesToShowItself(scene, source.input())) {
            return;
        }
        Place place = source.input().startsWith("camera") && others ? Place.BOTTOM_RIGHT : Place.WHOLE;
        made.get().sources().lookFirst(id);
        edit(now -> now.addSource(
                scene,
                new SavedSource(id, source.name(), source.input(), /* sound= */ false, List.of(), Map.of()),
                place));
    }

    /// Says so where a scene that is to show `input` would come to show itself, or one that is not there.
    private boolean comesToShowItself(String scene, String input) {
        Optional<String> inner = SceneInput.scene(input);
        if (inner.isEmpty()) {
            return false;
        }
        Optional<SavedScene> shown = collection.scene(inner.get());
        if (shown.isEmpty()) {
            refused.accept(tr("There is no scene of that name any more."));
            return true;
        }
        boolean itself = inner.get().equals(scene);
        if (itself || collection.shows(inner.get(), scene)) {
            refused.accept(
                    itself
                            ? tr("“{0}” cannot show itself.", nameOf(scene))
                            : tr(
                                    "“{0}” cannot show “{1}”, which shows “{0}” already.",
                                    nameOf(scene), nameOf(inner.get())));
            return true;
        }
        return false;
    }

    private String nameOf(String scene) {
        return collection.scene(scene).map(SavedScene::name).orElse(scene);
    }

    /// A new source is a film that sounds.
    void sounds(String id) {
        rewrite(now -> now.changeSource(id, source -> source.withSound(true)));
        collection
                .source(id)
                .ifPresent(film -> made.get()
                        .channels()
                        .add(new SavedChannel(ids.get(), film.name(), LiveChannels.OF_SOURCE + film.id())));
    }

    /// Removes a channel of sound; a film that it is of goes on without.
    ///
    /// @return whether there was one of that id
    boolean removeChannel(String id) {
        Optional<SavedChannel> channel = made.get().channels().remove(id);
        channel.map(SavedChannel::input)
                .filter(input -> input.startsWith(LiveChannels.OF_SOURCE))
                .map(input -> input.substring(LiveChannels.OF_SOURCE.length()))
                .ifPresent(film -> {
                    made.get().sources().silence(film);
                    rewrite(now -> now.changeSource(film, source -> source.withSound(false)));
                });
        return channel.isPresent();
    }

    /// Takes a source, or those of a group, out of the scene that is edited.
    ///
    /// @return whether it was there
    boolean exclude(String row) {
        String scene = showing.edited();
        boolean there = isListed(row);
        edit(now -> new RowEdits(now, scene, onSecond()).exclude(row));
        return there;
    }

    private boolean isListed(String row) {
        return collection
                .scene(showing.edited())
                .filter(shown -> shown.on(onSecond()).rows().contains(row))
                .isPresent();
    }

    /// Edits a row of the scene that is edited, on the canvas that is.
    private void editRow(Function<RowEdits, SceneCollection> change) {
        editRow("", change);
    }

    private void editRow(String move, Function<RowEdits, SceneCollection> change) {
        boolean second = onSecond();
        String scene = showing.edited();
        edit(
                second && !move.isEmpty() ? move + " on the second canvas" : move,
                now -> change.apply(new RowEdits(now, scene, second)));
    }

    /// Edits a row of any scene, on the first canvas.
    private void editRow(String move, String scene, Function<RowEdits, SceneCollection> change) {
        edit(move, now -> change.apply(new RowEdits(now, scene)));
    }

    /// Shows or hides a source, or a group, of the scene that is edited.
    void showRow(String row, boolean visible) {
        editRow(rows -> rows.show(row, visible));
    }

    /// Puts a source, or a group, of the scene that is edited somewhere.
    void placeRow(String row, Place place) {
        editRow(rows -> rows.place(row, place, canvas()));
    }

    /// Puts a source, or a group, above or below others of the scene that is edited.
    ///
    /// @param index among its rows
    void moveRow(String row, int index) {
        editRow(rows -> rows.move(row, index));
    }

    private PictureSize first() {
        return made.get().programme().size();
    }

    /// {@return whether the second canvas is seen and edited}
    private boolean onSecond() {
        return made.get().seesSecond(showing);
    }

    /// {@return size of the canvas that is edited}
    private PictureSize canvas() {
        return made.get()
                .second()
                .filter(_ -> onSecond())
                .map(canvas -> canvas.scenes().size())
                .orElseGet(this::first);
    }

    /// Renames a source, or a group of the scene that is edited.
    ///
    /// @return whether there is one of that id
    boolean renameSource(String id, String name) {
        boolean group = isListed(id) && collection.source(id).isEmpty();
        if (group) {
            editRow(rows -> rows.rename(id, name));
        } else {
            edit(now -> now.changeSource(id, source -> source.withName(name)));
        }
        return group || collection.source(id).isPresent();
    }

    /// Shows something else by a source.
    void changeInput(String id, String input) {
        boolean ends = collection.scenes().stream()
                .filter(scene -> scene.item(id).isPresent())
                .noneMatch(scene -> comesToShowItself(scene.id(), input));
        if (ends) {
            edit(now -> now.changeSource(id, source -> source.withInput(input)));
        }
    }

    // --- the desk ---------------------------------------------------------------------------------------------------

    @Override
    public String add() {
        String id = ids.get();
        engine.execute(() -> {
            edit(now -> now.addScene(id, now.freeName()));
            choose(id);
        });
        return id;
    }

    @Override
    public String add(String name) {
        String id = ids.get();
        if (!name.isBlank()) {
            engine.execute(() -> edit(now -> now.addScene(id, name.strip())));
        }
        return id;
    }

    @Override
    public String duplicate(String id) {
        String copy = ids.get();
        engine.execute(() -> {
            edit(now -> now.duplicateScene(id, copy));
            choose(copy);
        });
        return copy;
    }

    @Override
    public void remove(String id) {
        engine.execute(() -> {
            SceneCollection now = collection;
            List<SavedScene> users = now.showing(id);
            if (!users.isEmpty() && now.scenes().size() > 1) {
                refused.accept(trn(
                        "“{1}” was not removed: {2} shows it. Take it out there first.",
                        "“{1}” was not removed: {2} show it. Take it out there first.",
                        users.size(),
                        nameOf(id),
                        String.join(
                                " " + tr("and") + " ",
                                users.stream()
                                        .map(user -> tr("“{0}”", user.name()))
                                        .toList())));
                return;
            }
            List<String> order = now.scenes().stream().map(SavedScene::id).toList();
            if (id.equals(showing.shown()) && order.size() > 1) {
                showing = showing.show(Showing.neighbour(order, id)); // at once, for its sources go with it
            }
            edit(before -> before.removeScene(id));
        });
    }

    @Override
    public void rename(String id, String name) {
        if (!name.isBlank()) {
            engine.execute(() -> edit(now -> now.renameScene(id, name.strip())));
        }
    }

    @Override
    public void move(String id, int index) {
        engine.execute(() -> edit(now -> now.moveScene(id, index)));
    }

    @Override
    public void show(String id) {
        engine.execute(() -> choose(id));
    }

    private void choose(String id) {
        if (showing.studio()) {
            look(showing.withNext(id));
        } else {
            goOver(id);
        }
    }

    @Override
    public void next(String id) {
        engine.execute(() -> look(showing.withNext(id)));
    }

    @Override
    public void studio(boolean on) {
        engine.execute(() -> look(showing.withStudio(on)));
    }

    /// Shows the same of the programme, and perhaps another scene beside it.
    private void look(Showing to) {
        showing = to.within(collection);
        made.get().follow(collection, showing, away);
    }

    @Override
    public void take() {
        engine.execute(() -> goOver(showing.next()));
    }

    @Override
    public void appear(String id) {
        engine.execute(() -> goOver(id));
    }

    private void goOver(String id) {
        if (collection.scene(id).isPresent() && !id.equals(showing.shown())) {
            showing = showing.show(id);
            made.get().sources().take(showing);
        }
    }

    @Override
    public void transition(TransitionSetting transition) {
        engine.execute(() -> {
            if (!transition.equals(showing.transition())) {
                history.done(edited(), "transition");
                become(new Edited(collection, transition));
            }
        });
    }

    private void become(Edited to) {
        showing = showing.withTransition(to.transition());
        adopt(complete(to.collection()));
    }

    @Override
    public void arrival(String scene, Optional<TransitionSetting> own) {
        engine.execute(() -> edit(
                own.isPresent() ? "transition to " + scene : "",
                now -> now.changeScene(scene, it -> it.withArrival(own))));
    }

    @Override
    public void include(String scene, String source) {
        engine.execute(() -> {
            if (!showsItself(scene, source)) {
                edit(now -> now.include(scene, asElsewhere(now, source)));
            }
        });
    }

    @Override
    public void paste(String scene, List<SourceView> rows) {
        List<SourceView> copied = List.copyOf(rows);
        engine.execute(() -> {
            List<SourceView> come = copied.stream()
                    .filter(row -> row.isGroup() || !showsItself(scene, row.id()))
                    .toList();
            if (onSecond()) {
                edit(now -> pasteOnSecond(now, scene, come));
            } else {
                editRow("", scene, edits -> edits.paste(come, ids));
            }
        });
    }

    /// Says so where a scene that is to show a source would come to show itself.
    private boolean showsItself(String scene, String source) {
        return collection
                .source(source)
                .filter(one -> comesToShowItself(scene, one.input()))
                .isPresent();
    }

    @Override
    public String group(List<String> sources) {
        String id = ids.get();
        List<String> chosen = List.copyOf(sources);
        engine.execute(() -> editRow(rows -> rows.group(chosen, id)));
        return id;
    }

    @Override
    public void ungroup(String group) {
        engine.execute(() -> editRow(rows -> rows.ungroup(group)));
    }

    /// Where another scene has it, it is in the new one.
    private static SavedItem asElsewhere(SceneCollection now, String source) {
        return now.scenes().stream()
                .flatMap(scene -> scene.item(source).stream())
                .findFirst()
                .map(item -> item.withVisible(true).withLocked(false))
                .orElseGet(() -> new SavedItem(source, /* visible= */ true, /* locked= */ false, Place.WHOLE));
    }

    @Override
    public void place(String row, Layout layout) {
        engine.execute(() -> editRow("place of " + row, rows -> rows.place(row, layout, canvas())));
    }

    @Override
    public void lock(String row, boolean locked) {
        engine.execute(() -> editRow(rows -> rows.lock(row, locked)));
    }

    @Override
    public void show(String scene, String row, boolean visible) {
        engine.execute(() -> editRow("", scene, rows -> rows.show(row, visible)));
    }

    @Override
    public void place(String scene, String row, Layout layout) {
        engine.execute(
                () -> editRow("place of " + row + " in " + scene, scene, rows -> rows.place(row, layout, first())));
    }

    @Override
    public void lock(String scene, String row, boolean locked) {
        engine.execute(() -> editRow("", scene, rows -> rows.lock(row, locked)));
    }

    @Override
    public void move(String scene, String source, int index) {
        engine.execute(() -> edit(now -> now.moveItem(scene, source, index)));
    }

    /// As they were copied on the second canvas; on the first as another scene has them.
    private SceneCollection pasteOnSecond(SceneCollection now, String scene, List<SourceView> rows) {
        List<SourceView> come = rows.stream()
                .filter(row -> now.scene(scene)
                        .filter(shown -> shown.item(row.id()).isEmpty())
                        .isPresent())
                .toList();
        SceneCollection pasted = new RowEdits(now, scene).paste(come, ids);
        for (SourceView row : come) {
            SavedItem first = asElsewhere(now, row.id());
            pasted = pasted.changeItem(
                    scene,
                    row.id(),
                    item -> new SavedItem(
                            item.source(), item.visible(), item.locked(), first.place(), first.layout(), item.group()));
        }
        pasted = complete(pasted);
        for (SourceView row : come) {
            pasted = new RowEdits(pasted, scene, /* second= */ true).place(row.id(), row.layout(), canvas());
        }
        return pasted;
    }

    @Override
    public void canvas(boolean second) {
        engine.execute(() -> look(showing.withSecond(second)));
    }

    @Override
    public void undo() {
        engine.execute(() -> history.undo(edited()).ifPresent(this::become));
    }

    @Override
    public void redo() {
        engine.execute(() -> history.redo(edited()).ifPresent(this::become));
    }
}
