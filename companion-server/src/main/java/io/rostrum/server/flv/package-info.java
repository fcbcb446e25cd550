/// HTTP-FLV: a live stream as an FLV file that does not end.
///
/// Start at [FlvRoutes].
@NullMarked
package io.rostrum.server.flv;

import org.jspecify.annotations.NullMarked;
