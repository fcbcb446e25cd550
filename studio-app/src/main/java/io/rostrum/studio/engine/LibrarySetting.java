package io.rostrum.studio.engine;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the scene collection and the profile in use are called, as it is saved.
///
/// @param collection name of the one in use
/// @param profile    name of the one in use
/// @param keyed      ids of the destinations in use whose stream keys lie apart from the settings
record LibrarySetting(String collection, String profile, List<String> keyed) {
    static final String FIRST_NAME = "Standard";

    static final LibrarySetting FIRST = new LibrarySetting(FIRST_NAME, FIRST_NAME, List.of());

    /// What a settings file does not say is as it was before there were others.
    LibrarySetting(@Nullable String collection, @Nullable String profile, @Nullable List<String> keyed) {
        this.collection = named(collection);
        this.profile = named(profile);
        this.keyed = keyed == null
                ? List.of()
                : keyed.stream().filter(Objects::nonNull).toList();
    }

    private static String named(@Nullable String name) {
        return name == null || name.isBlank() ? FIRST_NAME : name.strip();
    }

    LibrarySetting withKeyed(List<String> to) {
        return new LibrarySetting(collection, profile, to);
    }
}
