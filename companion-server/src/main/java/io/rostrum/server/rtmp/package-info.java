/// RTMP for publishers and players.
///
/// Start at [RtmpServer]. [RtmpConnection] turns bytes into messages and keeps the clocks, [RtmpSession] answers
/// commands, [PublishRole] and [PlayRole] are what a connection does once it has said so.
@NullMarked
package io.rostrum.server.rtmp;

import org.jspecify.annotations.NullMarked;
