/// One broadcast from its sources to its sinks: wiring, start and stop, targets while live, statistics.
///
/// Start at [io.rostrum.capture.session.BroadcastSession].
@NullMarked
package io.rostrum.capture.session;

import org.jspecify.annotations.NullMarked;
