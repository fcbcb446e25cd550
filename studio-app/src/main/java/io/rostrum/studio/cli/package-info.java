/// The command line over the same engine that the studio uses: options become configuration records, and commands run
/// them.
///
/// Start at [BroadcastCommand].
@NullMarked
package io.rostrum.studio.cli;

import org.jspecify.annotations.NullMarked;
