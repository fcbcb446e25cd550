/// A person's clicks in the packaged studio, replayed within its own process.
///
/// Start at [FirstRunReplay].
@NullMarked
package io.rostrum.testing.replay;

import org.jspecify.annotations.NullMarked;
