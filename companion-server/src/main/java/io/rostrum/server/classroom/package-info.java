/// Classes on streams: who is on the roster and comes in, who waits, who was there for how long, hands,
/// questions, polls and quizzes. Start at [io.rostrum.server.classroom.Classes]; what happens in one
/// class is in `ClassRoom`. The protocol of the pages is in `docs/CLASSES.md`.
@NullMarked
package io.rostrum.server.classroom;

import org.jspecify.annotations.NullMarked;
