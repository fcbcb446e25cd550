/// Who may watch a stream: anyone, whoever knows a password, people with an account, or whoever was
/// given a signed URL; and what one viewer is given for it, a token that every address of the stream's
/// media asks for.
///
/// Start at [PlaybackGate], which decides; [PlaybackGuard] stands before the routes, [PlaybackRoutes]
/// is the API.
@NullMarked
package io.rostrum.server.playback;

import org.jspecify.annotations.NullMarked;
