/// The foreign programmes that the product has to get along with, each started from files of its own, on loopback,
/// and ended by its id. Start at [io.rostrum.testing.peer.NginxRtmp].
@NullMarked
package io.rostrum.testing.peer;

import org.jspecify.annotations.NullMarked;
