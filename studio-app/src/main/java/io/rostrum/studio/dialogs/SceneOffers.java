package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.input.SceneInput;
import java.util.List;
import java.util.Optional;

/// The scenes that another one can show as a source.
final class SceneOffers {
    private SceneOffers() {}

    /// {@return all but the scene that is edited}
    static List<Offer> of(Scenes scenes) {
        return scenes.list().stream()
                .filter(scene -> !scene.id().equals(scenes.edited()))
                .map(scene ->
                        new Offer(SourceCategory.SCENE, scene.name(), detail(scene, scenes), SceneInput.of(scene.id())))
                .toList();
    }

    private static String detail(SceneView scene, Scenes scenes) {
        if (scenes.shows(scene.id(), scenes.edited())) {
            return tr("Shows this scene itself, so it cannot be shown here");
        }
        int sources = scene.items().size();
        return sources == 0 ? tr("Empty") : trn("{0} source", "{0} sources", sources);
    }

    /// {@return why what is offered cannot be added, as a sentence; empty where it can}
    static Optional<String> refused(Offer offer, Scenes scenes) {
        return SceneInput.scene(offer.input())
                .filter(scene -> scenes.shows(scene, scenes.edited()))
                .map(_ -> tr("“{0}” shows this scene already; a scene cannot show itself.", offer.name()));
    }
}
