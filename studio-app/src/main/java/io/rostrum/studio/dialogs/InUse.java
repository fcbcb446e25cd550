package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;

/// Why a source of pictures that is shown already gives no second picture.
final class InUse {
    private InUse() {}

    /// {@return that it is in use here, where that is so; else `why`}
    static String orElse(Studio studio, String input, String why) {
        StudioSnapshot now = studio.snapshot();
        if (now.sources().stream().anyMatch(source -> source.input().equals(input))) {
            return tr("In use here: look at it in the preview.");
        }
        boolean elsewhere = now.scenes().elsewhere().stream()
                .anyMatch(source -> source.input().equals(input));
        return elsewhere ? tr("In use in another scene; it can be shown here, too.") : why;
    }
}
