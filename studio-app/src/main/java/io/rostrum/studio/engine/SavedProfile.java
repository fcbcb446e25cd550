package io.rostrum.studio.engine;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A profile as it is kept while another one is in use, and exported.
///
/// @param rostrum      what it is: [#KIND]
/// @param schema       as in [StudioSettings]
/// @param destinations without their keys
/// @param keyed        ids of those whose keys lie where keys are kept; none in an exported one
record SavedProfile(
        String rostrum,
        int schema,
        String name,
        List<DestinationSetting> destinations,
        OutputSetting output,
        @Nullable List<String> keyed) {
    static final String KIND = "profile";

    static SavedProfile of(
            String name, List<DestinationSetting> destinations, OutputSetting output, List<String> keyed) {
        return new SavedProfile(
                KIND,
                SettingsFile.SCHEMA,
                name,
                destinations.stream().map(place -> place.withKey("")).toList(),
                output,
                keyed);
    }

    SavedProfile withName(String to) {
        return new SavedProfile(rostrum, schema, to, destinations, output, keyed);
    }

    /// {@return ids of destinations whose keys lie elsewhere}
    List<String> keys() {
        return keyed == null
                ? List.of()
                : keyed.stream().filter(Objects::nonNull).toList();
    }

    /// {@return settings that have these destinations, and else what a new user has}
    StudioSettings asSettings() {
        StudioSettings fresh = StudioSettings.fresh();
        return new StudioSettings(
                schema,
                fresh.sources(),
                fresh.scenes(),
                fresh.showing(),
                fresh.channels(),
                fresh.programme(),
                destinations,
                output,
                fresh.window(),
                fresh.network(),
                fresh.lastId(),
                fresh.remote(),
                fresh.monitor(),
                fresh.replaySeconds(),
                fresh.library());
    }
}
