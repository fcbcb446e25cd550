package io.rostrum.studio.engine;

import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.util.List;
import java.util.Optional;

/// What can be done with scenes. As with [Studio], every call returns at once and shows in the next snapshot; an id
/// that is not there any more does nothing. A group of a scene is named where a source is by its own
/// id. What is said of the scene that is edited is said of the canvas that is edited; what names its
/// scene, of the first canvas.
public interface SceneDesk {
    /// Adds a scene without sources, after the others, and goes over to it as [#show] does.
    ///
    /// @return its id
    String add();

    /// Adds a scene without sources, after the others, and shows what it showed.
    ///
    /// @param name nothing is added where it is blank
    /// @return its id
    String add(String name);

    /// Adds a scene with the same sources in the same places, right after the first, and goes over to it as
    /// [#show] does. The sources are captured once.
    ///
    /// @return its id
    String duplicate(String id);

    /// Removes a scene and the sources that no other scene shows; the last scene stays, and one that others show
    /// as a source, which a [Notice] says. In the place of the one that is shown its neighbour is.
    void remove(String id);

    /// @param name a blank one is ignored
    void rename(String id, String name);

    /// @param index 0 for the first
    void move(String id, int index);

    /// Goes over to a scene, by the transition that is chosen. The one that was shown is the next. In studio mode
    /// nothing is gone over to: the scene becomes the next one, and is prepared.
    void show(String id);

    /// Goes over to a scene, by the transition that is chosen, in studio mode too. The one that was shown is the
    /// next.
    void appear(String id);

    /// Says which scene [#take] goes over to.
    void next(String id);

    /// Goes over to the next scene, by the transition that is chosen. The one that was shown is the next then.
    void take();

    /// Chooses how scenes are gone over to.
    void transition(TransitionSetting transition);

    /// Chooses how one scene is gone over to.
    ///
    /// @param own empty for as every scene
    void arrival(String scene, Optional<TransitionSetting> own);

    /// @param on whether the next scene is seen beside the programme and edited before it is taken
    void studio(boolean on);

    /// Shows a source in one scene more, above the others there. A scene that would come to show itself does not,
    /// which a [Notice] says.
    void include(String scene, String source);

    /// Shows sources in a scene as they were in one: in their places and their order, hidden and locked as
    /// they were, above the others there. Groups come with them, of which at least two sources do. All of
    /// that is one edit. Those that the scene has, that are not there any more, or that it would come to show
    /// itself by, are left out.
    ///
    /// @param rows the top one first; a group before its sources
    void paste(String scene, List<SourceView> rows);

    /// Makes a group of sources of the scene that is edited: they are moved, scaled, turned, hidden and locked
    /// together from now on. One source alone makes none.
    ///
    /// @return its id
    String group(List<String> sources);

    /// Takes a group of the scene that is edited apart; nothing else changes.
    void ungroup(String group);

    /// Puts a source somewhere in the scene that is edited; one that is locked stays.
    void place(String source, Layout layout);

    /// @param locked whether the place of a source in the scene that is edited is kept from change
    void lock(String source, boolean locked);

    /// Shows or hides a source in one scene.
    void show(String scene, String source, boolean visible);

    /// Puts a source somewhere in one scene; one that is locked stays.
    void place(String scene, String source, Layout layout);

    /// @param locked whether the place of a source in one scene is kept from change
    void lock(String scene, String source, boolean locked);

    /// Puts a source above or below others of one scene.
    ///
    /// @param index 0 for the top
    void move(String scene, String source, int index);

    /// Shows the second canvas in the preview and edits it, or the first one; there is no other effect,
    /// and none at all while there is no second canvas.
    void canvas(boolean second);

    /// Takes the last edit of scenes and sources back.
    void undo();

    /// Does again what was taken back.
    void redo();
}
