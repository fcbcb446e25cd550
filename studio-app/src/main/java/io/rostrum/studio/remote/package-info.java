/// Other programs control the studio: buttons on a desk, a telephone, a script. The protocol is that of
/// obs-websocket 5, remote procedure call version 1, over JSON, so that what was made for it works here.
///
/// Start at [RemoteControl], which listens while the user wants it; a program's messages are understood by
/// [RemoteSession] and done by [RemoteRequests].
@NullMarked
package io.rostrum.studio.remote;

import org.jspecify.annotations.NullMarked;
