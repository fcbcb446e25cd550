package io.rostrum.studio.engine;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.SceneCollection.SavedItem;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import io.rostrum.studio.engine.StudioSnapshot.Elsewhere;
import io.rostrum.studio.engine.StudioSnapshot.ItemView;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The scenes as the user edits them, which of them is seen, and what can be taken back. It outlives the programmes
/// that show them. Changed on the engine's thread only; any thread may ask, and look.
final class LiveScenes implements SceneDesk {
    private final Executor engine;
    private final Supplier<String> ids;
    private final Supplier<Arrangement> made;
    private final EditHistory<SceneCollection> history = new EditHistory<>(System::nanoTime);
    /// The sound of films that were taken out of the scenes, by the films' ids, in case they come back.
    private final Map<String, SavedChannel> away = new HashMap<>();
    private volatile SceneCollection collection;
    private volatile Showing showing;
    private volatile boolean canUndo;
    private volatile boolean canRedo;

    /// @param engine runs what changes this
    /// @param ids    gives an id that nothing has yet
    /// @param made   the programme of now
    LiveScenes(
            SceneCollection first, Showing showing, Executor engine, Supplier<String> ids, Supplier<Arrangement> made) {
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
        PictureSize canvas = made.get().programme().size();
        List<SceneView> scenes = now.scenes().stream()
                .map(scene -> new SceneView(scene.id(), scene.name(), items(now, scene, canvas)))
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
                canRedo);
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
        SceneCollection after = change.apply(before);
        if (!after.equals(before)) {
            history.done(before, move);
            adopt(after);
        }
    }

    private void adopt(SceneCollection after) {
        collection = after;
        showing = showing.within(after);
        canUndo = history.canUndo();
        canRedo = history.canRedo();
        made.get().follow(after, showing, away);
    }

    /// Changes a source by itself, which is nothing to take back.
    private void rewrite(UnaryOperator<SceneCollection> change) {
        history.rewrite(change);
        collection = change.apply(collection);
        made.get().follow(collection, showing, away);
    }

    /// {@return the id of a camera, a screen or a window that another scene shows already: it is captured once}
    Optional<String> captured(String input) {
        SceneCollection now = collection;
        return input.matches("(camera|screen|window)\\b.*")
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
        Place place = source.input().startsWith("camera") && others ? Place.BOTTOM_RIGHT : Place.WHOLE;
        made.get().sources().lookFirst(id);
        edit(now -> now.addSource(
                scene,
                new SavedSource(id, source.name(), source.input(), /* sound= */ false, List.of(), Map.of()),
                place));
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

    /// Takes a source out of the scene that is edited.
    ///
    /// @return whether it was there
    boolean exclude(String source) {
        String scene = showing.edited();
        boolean there =
                collection.scene(scene).flatMap(shown -> shown.item(source)).isPresent();
        edit(now -> now.exclude(scene, source));
        return there;
    }

    /// Changes how the scene that is edited shows a source.
    void changeItem(String source, UnaryOperator<SavedItem> change) {
        edit(now -> now.changeItem(showing.edited(), source, change));
    }

    /// Puts a source above or below others of the scene that is edited.
    void moveItem(String source, int index) {
        edit(now -> now.moveItem(showing.edited(), source, index));
    }

    /// Renames a source.
    ///
    /// @return whether there is one of that id
    boolean renameSource(String id, String name) {
        edit(now -> now.changeSource(id, source -> source.withName(name)));
        return collection.source(id).isPresent();
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
        engine.execute(() -> showing = showing.withTransition(transition));
    }

    @Override
    public void include(String scene, String source) {
        engine.execute(() -> edit(now -> now.include(scene, asElsewhere(now, source))));
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
    public void place(String source, Layout layout) {
        engine.execute(() -> {
            String scene = showing.edited();
            edit("place of " + source, now -> now.changeItem(scene, source, item -> item.withLayout(layout)));
        });
    }

    @Override
    public void lock(String source, boolean locked) {
        engine.execute(() -> changeItem(source, item -> item.withLocked(locked)));
    }

    @Override
    public void show(String scene, String source, boolean visible) {
        engine.execute(() -> edit(now -> now.changeItem(scene, source, item -> item.withVisible(visible))));
    }

    @Override
    public void place(String scene, String source, Layout layout) {
        engine.execute(() -> edit(
                "place of " + source + " in " + scene,
                now -> now.changeItem(scene, source, item -> item.withLayout(layout))));
    }

    @Override
    public void lock(String scene, String source, boolean locked) {
        engine.execute(() -> edit(now -> now.changeItem(scene, source, item -> item.withLocked(locked))));
    }

    @Override
    public void move(String scene, String source, int index) {
        engine.execute(() -> edit(now -> now.moveItem(scene, source, index)));
    }

    @Override
    public void undo() {
        engine.execute(() -> history.undo(collection).ifPresent(this::adopt));
    }

    @Override
    public void redo() {
        engine.execute(() -> history.redo(collection).ifPresent(this::adopt));
    }
}
