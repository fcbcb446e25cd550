/// The bundled companion server as a process of its own: the studio never loads a class of it.
///
/// Start at [ServerJar] and [BundledServer].
@NullMarked
package io.rostrum.studio.server;

import org.jspecify.annotations.NullMarked;
