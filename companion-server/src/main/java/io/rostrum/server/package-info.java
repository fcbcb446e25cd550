/// The process: command line, wiring, logging, start and stop.
///
/// Start at [Main]; [CompanionServer] wires the parts.
@NullMarked
package io.rostrum.server;

import org.jspecify.annotations.NullMarked;
