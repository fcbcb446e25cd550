/// The one clock of a session.
///
/// Start at [MediaClock].
@NullMarked
package io.rostrum.capture.clock;

import org.jspecify.annotations.NullMarked;
