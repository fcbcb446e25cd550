package io.rostrum.studio.dialogs;

import io.rostrum.studio.input.DrawnKind;
import io.rostrum.studio.input.SourceSpec;
import java.util.Map;

/// What the forms of new sources begin with.
final class NewSource {
    private NewSource() {}

    static SourceSpec of(DrawnKind kind) {
        return new SourceSpec(
                kind,
                Map.of(),
                switch (kind) {
                    case TEXT -> "";
                    case COLOR -> "#2563eb";
                    case CLOCK -> "HH:mm:ss";
                    case COUNTDOWN -> "10m";
                });
    }
}
