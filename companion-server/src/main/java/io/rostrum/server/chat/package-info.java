/// The chat beside each stream: who writes, what is kept, how it reaches everybody, and who moderates
/// it.
///
/// Start at [Chat], which holds a [Room] for each stream somebody is in.
@NullMarked
package io.rostrum.server.chat;

import org.jspecify.annotations.NullMarked;
