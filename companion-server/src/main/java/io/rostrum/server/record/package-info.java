/// Recordings: what streams send, in files that play whatever ends their writing.
///
/// Start at [Recordings], which records the streams that the configuration names, each by a [StreamRecorder] on a
/// thread
/// of its own, and keeps the [RecordingFolder] within its bounds. What is in the folder is told by a [Recording] each.
@NullMarked
package io.rostrum.server.record;

import org.jspecify.annotations.NullMarked;
