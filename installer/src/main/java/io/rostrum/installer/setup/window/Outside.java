package io.rostrum.installer.setup.window;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// What the wizard's pages ask of the desktop.
interface Outside {
    /// Asks the user for a folder.
    ///
    /// @param from where to begin
    Optional<Path> chooseFolder(Optional<Path> from);

    void openStudio();

    void openPage(URI page);

    void close();
}
