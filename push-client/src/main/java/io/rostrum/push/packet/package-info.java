/// What an encoder makes and an output sends: packets, and the parameters of the stream they belong to.
///
/// Start at [Packet]. Nothing here knows a network library, a codec library or a container.
@NullMarked
package io.rostrum.push.packet;

import org.jspecify.annotations.NullMarked;
