/// The HTTP/1.1 server: connections, limits, who may ask, which handler answers.
///
/// Start at [HttpServer], which binds a port and hands each request to the [Route] of a [Router]; a handler returns a
/// [Reply]. Handlers run on the connection's event loop unless their route says that they touch disk. What is asked
/// from a foreign host name or origin never reaches a handler ([OriginGuard]).
@NullMarked
package io.rostrum.server.http;

import org.jspecify.annotations.NullMarked;
