/// Who watches what, for how long and with what: sessions of viewers, samples of streams, and the report of
/// each broadcast.
///
/// Start at [Sampler]: once a second it looks at all streams and their viewers, and every few seconds it
/// writes what has changed into the database ([AudienceStore]). Nothing here is on the way of media.
@NullMarked
package io.rostrum.server.audience;

import org.jspecify.annotations.NullMarked;
