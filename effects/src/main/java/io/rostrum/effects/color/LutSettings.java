package io.rostrum.effects.color;

import java.nio.file.Path;

/// A colour table from a file.
///
/// @param file     `.cube` or `.png`, see [LutFile]
/// @param strength 0 (the picture passes untouched) to 1 (as the table says)
public record LutSettings(Path file, double strength) {
    public LutSettings {
        if (!(strength >= 0 && strength <= 1)) {
            throw new IllegalArgumentException("strength: " + strength + " (expected: 0..1)");
        }
    }
}
