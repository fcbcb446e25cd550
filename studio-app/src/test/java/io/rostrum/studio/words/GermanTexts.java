package io.rostrum.studio.words;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What the German catalogue can say.
public final class GermanTexts {
    private GermanTexts() {}

    /// {@return texts that are always the same, without values in them}
    public static Set<String> constant() {
        return Wording.read("de.po", Locale.GERMAN).entries().values().stream()
                .flatMap(Collection::stream)
                .filter(text -> !text.contains("{"))
                .collect(Collectors.toSet());
    }
}
