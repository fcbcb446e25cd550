package io.rostrum.studio.dialogs;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Overlay;

/// Adds a camera, a screen, a window, a file, a test card, or sound. JavaFX thread only.
public final class AddSourceDialog {
    private final Studio studio;
    private final Overlay overlay;

    public AddSourceDialog(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    /// Opens at the cameras.
    public void open() {
        new AddSourcePanel(studio, overlay).open(SourceCategory.CAMERA);
    }

    /// Opens at the microphones.
    public void openAtSound() {
        new AddSourcePanel(studio, overlay).open(SourceCategory.MICROPHONE);
    }
}
