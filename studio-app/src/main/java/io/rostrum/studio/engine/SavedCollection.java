package io.rostrum.studio.engine;

import io.rostrum.studio.engine.SceneCollection.SavedScene;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import java.util.List;

/// A scene collection as it is kept while another one is in use, and exported.
///
/// @param rostrum   what it is: [#KIND]
/// @param schema    as in [StudioSettings]
/// @param programme filters of the whole picture
record SavedCollection(
        String rostrum,
        int schema,
        String name,
        List<SavedSource> sources,
        List<SavedScene> scenes,
        Showing showing,
        List<SavedChannel> channels,
        List<FilterSetting> programme) {
    static final String KIND = "scene collection";

    static SavedCollection of(
            String name, SceneCollection scenes, Showing showing, List<SavedChannel> heard, List<FilterSetting> whole) {
        return new SavedCollection(
                KIND, SettingsFile.SCHEMA, name, scenes.sources(), scenes.scenes(), showing, heard, whole);
    }

    static SavedCollection empty(String name) {
        return of(name, SceneCollection.empty(), Showing.first(), List.of(), List.of());
    }

    SavedCollection withName(String to) {
        return new SavedCollection(rostrum, schema, to, sources, scenes, showing, channels, programme);
    }

    SceneCollection collection() {
        return new SceneCollection(sources, scenes);
    }

    /// {@return settings that have these scenes, and else what a new user has}
    StudioSettings asSettings() {
        StudioSettings fresh = StudioSettings.fresh();
        return new StudioSettings(
                schema,
                sources,
                scenes,
                showing,
                channels,
                programme,
                fresh.destinations(),
                fresh.output(),
                fresh.window(),
                fresh.network(),
                fresh.lastId(),
                fresh.remote(),
                fresh.monitor(),
                fresh.replaySeconds(),
                fresh.library());
    }
}
