/// What opens over the window: adding sources, destinations, settings, sharing, the first run, and the question
/// before an end.
///
/// Each is made with the [io.rostrum.studio.engine.Studio] it changes and the
/// [io.rostrum.studio.overlay.Overlay] it lies in. What is decided in them (what is valid, what is found, what
/// is advised) stands in types without JavaFX. Start at [io.rostrum.studio.dialogs.AddSourceDialog].
@NullMarked
package io.rostrum.studio.dialogs;

import org.jspecify.annotations.NullMarked;
