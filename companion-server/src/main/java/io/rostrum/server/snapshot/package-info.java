/// Still pictures of live streams, for pages that list them.
///
/// Start at [Snapshots]. A picture is made of the newest key frame alone by FFmpeg's program, in a process of its own.
@NullMarked
package io.rostrum.server.snapshot;

import org.jspecify.annotations.NullMarked;
