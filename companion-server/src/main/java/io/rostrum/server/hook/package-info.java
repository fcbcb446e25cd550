/// Callbacks over HTTP: an application of the operator's decides who may publish and play, and hears when they end.
///
/// Start at [Gate].
@NullMarked
package io.rostrum.server.hook;

import org.jspecify.annotations.NullMarked;
