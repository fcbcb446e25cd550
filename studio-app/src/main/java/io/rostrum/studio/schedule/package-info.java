/// What is planned at the server that the studio was paired with, and what the studio does about it: looks at its
/// devices and destinations ahead of a show, begins when it is time, ends when it is over. Start at
/// [io.rostrum.studio.schedule.ShowFollower].
@NullMarked
package io.rostrum.studio.schedule;

import org.jspecify.annotations.NullMarked;
