package io.rostrum.studio.window;

import java.nio.file.Path;
import java.util.Optional;

/// Lets the user choose a picture file.
@FunctionalInterface
interface FileChoice {
    /// {@return the file, or nothing when the user thought better of it}
    Optional<Path> picture();
}
