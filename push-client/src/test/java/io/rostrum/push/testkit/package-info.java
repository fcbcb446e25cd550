/// What tests of several modules need to try a network: a proxy that breaks it and an encoder's stand-in.
///
/// Start at [FaultProxy].
@NullMarked
package io.rostrum.push.testkit;

import org.jspecify.annotations.NullMarked;
