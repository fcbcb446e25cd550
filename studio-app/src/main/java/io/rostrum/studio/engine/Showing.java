package io.rostrum.studio.engine;

import io.rostrum.studio.engine.SceneCollection.SavedScene;
import java.util.List;

/// What is seen of a [SceneCollection], and how it changes. Immutable.
///
/// @param shown      id of the scene of the programme
/// @param next       id of the scene that the next take shows; empty while there is no other
/// @param transition from the one to the other
/// @param studio     whether the next scene is prepared before it is taken: edits are of it, and not of the
///                   programme
/// @param second     whether the second canvas is seen and edited, where there is one
record Showing(String shown, String next, TransitionSetting transition, boolean studio, boolean second) {
    /// What is missing in a settings file is put right by [#within].
    Showing {
        shown = shown == null ? "" : shown;
        next = next == null ? "" : next;
        transition = transition == null ? TransitionSetting.DEFAULT : transition;
    }

    /// One that sees the first canvas.
    Showing(String shown, String next, TransitionSetting transition, boolean studio) {
        this(shown, next, transition, studio, /* second= */ false);
    }

    static Showing first() {
        return new Showing(SceneCollection.FIRST, "", TransitionSetting.DEFAULT, /* studio= */ false);
    }

    /// {@return the same with scenes that are there}
    Showing within(SceneCollection collection) {
        List<String> ids = collection.scenes().stream().map(SavedScene::id).toList();
        String now = ids.contains(shown) ? shown : ids.getFirst();
        boolean usable = ids.contains(next) && !next.equals(now);
        return new Showing(now, usable ? next : neighbour(ids, now), transition, studio, second);
    }

    /// {@return the one after `id`, the one before where it is the last, nothing where it is alone}
    static String neighbour(List<String> ids, String id) {
        int at = ids.indexOf(id);
        if (ids.size() < 2) {
            return "";
        }
        return at + 1 < ids.size() ? ids.get(at + 1) : ids.get(at - 1);
    }

    /// {@return another scene is seen; the one until now is the next}
    Showing show(String scene) {
        return scene.equals(shown) ? this : new Showing(scene, shown, transition, studio, second);
    }

    Showing withNext(String scene) {
        return new Showing(shown, scene, transition, studio, second);
    }

    Showing withTransition(TransitionSetting to) {
        return new Showing(shown, next, to, studio, second);
    }

    Showing withStudio(boolean on) {
        return new Showing(shown, next, transition, on, second);
    }

    Showing withSecond(boolean to) {
        return new Showing(shown, next, transition, studio, to);
    }

    /// {@return id of the scene that is edited}
    String edited() {
        return studio && !next.isEmpty() ? next : shown;
    }
}
