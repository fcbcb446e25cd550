package io.rostrum.studio.dialogs;

import java.util.Objects;

/// The dialogs' style sheet; its colours come from the window's theme.
final class Styles {
    private Styles() {}

    static String sheet() {
        return Objects.requireNonNull(Styles.class.getResource("dialogs.css"), "dialogs.css is part of this package")
                .toExternalForm();
    }
}
