package io.rostrum.studio.window;

import java.time.Instant;
import javafx.scene.layout.Region;

/// Something of the server that the studio was paired with, shown beside the picture. JavaFX thread
/// only.
interface Dock extends AutoCloseable {
    /// {@return what is shown}
    Region node();

    /// Says whether it is seen; one that is not seen asks the server for nothing.
    void show(boolean seen);

    /// Brings up to date what changes with the time.
    void update(Instant now);

    /// Gives the keyboard to what it is mostly used for.
    void focus();

    @Override
    void close();
}
