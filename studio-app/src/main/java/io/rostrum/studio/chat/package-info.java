/// The chat of the studio's own stream, as the server that the studio was paired with keeps it: read,
/// written and moderated over a WebSocket (`docs/CHAT.md`). Start at
/// [io.rostrum.studio.chat.ChatFollower].
@NullMarked
package io.rostrum.studio.chat;

import org.jspecify.annotations.NullMarked;
