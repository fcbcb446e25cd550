/// What is to be on air and when: shows once or by a rule of RFC 5545, their dates and exceptions, and the calendars
/// (RFC 5545) that others read. Start at [io.rostrum.server.schedule.Schedule]; a date's time is worked out in
/// [io.rostrum.server.schedule.Recurrence] and [io.rostrum.server.schedule.Show].
@NullMarked
package io.rostrum.server.schedule;

import org.jspecify.annotations.NullMarked;
