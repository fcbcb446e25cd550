/// What the window shows and does, without a window: sources, sound, destinations, the bundled server, settings.
///
/// Start at [Studio], which the window calls, and [StudioSnapshot], which it shows.
@NullMarked
package io.rostrum.studio.engine;

import org.jspecify.annotations.NullMarked;
