/// What the window and everything that opens over it share: the layer above the window, colours and letters, icons.
///
/// Start at [io.rostrum.studio.overlay.Overlay].
@NullMarked
package io.rostrum.studio.overlay;

import org.jspecify.annotations.NullMarked;
