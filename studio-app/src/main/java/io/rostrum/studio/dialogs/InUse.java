package io.rostrum.studio.dialogs;

import io.rostrum.studio.engine.Studio;

/// Why a source of pictures that is shown already gives no second picture.
final class InUse {
    private InUse() {}

    /// {@return that it is in use here, where that is so; else `why`}
    static String orElse(Studio studio, String input, String why) {
        boolean here = studio.snapshot().sources().stream()
                .anyMatch(source -> source.input().equals(input));
        return here ? "In use here: look at it in the preview." : why;
    }
}
