/// What streams say of themselves: channels, each under its stream's name, with title, description, tags, picture,
/// links, colour, and who may change them.
///
/// Start at [Channels]; [ChannelRoutes] is the API over it, [ChannelEvents] what open pages are told.
@NullMarked
package io.rostrum.server.channel;

import org.jspecify.annotations.NullMarked;
