package io.rostrum.studio.input;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How a scene is named where another one shows it as a source: `scene:` and its id.
public final class SceneInput {
    private static final String WORD = "scene:";

    private SceneInput() {}

    /// {@return what names a scene}
    public static String of(String id) {
        return WORD + id;
    }

    /// {@return the id of the scene that `input` names; empty where it names none}
    public static Optional<String> scene(String input) {
        return input.startsWith(WORD) ? Optional.of(input.substring(WORD.length())) : Optional.empty();
    }

    /// {@return whether a scene shows another, by itself or by the scenes that it shows}
    ///
    /// @param inputs of what a scene shows, by its id
    public static boolean shows(String scene, String other, Function<String, ? extends Collection<String>> inputs) {
        return shows(scene, other, inputs, new HashSet<>());
    }

    private static boolean shows(
            String scene, String other, Function<String, ? extends Collection<String>> inputs, Set<String> seen) {
        return inputs.apply(scene).stream()
                .flatMap(input -> scene(input).stream())
                .anyMatch(inner -> inner.equals(other) || (seen.add(inner) && shows(inner, other, inputs, seen)));
    }
}
