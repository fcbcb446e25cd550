/// Streams that go on to other servers, and that are fetched from them.
///
/// Start at [Forwarder]: it matches streams against [ForwardRule]s and runs one [Forward] for each match.
@NullMarked
package io.rostrum.server.relay;

import org.jspecify.annotations.NullMarked;
