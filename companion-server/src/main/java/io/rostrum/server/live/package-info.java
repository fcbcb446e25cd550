/// Streams that are live now: who publishes them, what a viewer needs to start, and how their media reaches every
/// viewer.
///
/// Start at [LiveStream]. Nothing here knows a protocol: publishers hand in FLV tag bodies, a [Framing] makes the
/// bytes of one protocol of them, a [StreamListener] sees them one by one.
@NullMarked
package io.rostrum.server.live;

import org.jspecify.annotations.NullMarked;
