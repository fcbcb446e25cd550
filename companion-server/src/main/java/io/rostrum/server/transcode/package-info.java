/// The ladder: lower qualities of a live stream, made by FFmpeg's own program in a process of its own.
///
/// Start at [Transcoder], which has a [LadderJob] for each stream. A job keeps what the program has yet to turn into
/// renditions in a [ReplayQueue], runs the program ([LadderRun], [LadderCommand]) and gives what comes back through a
/// [RenditionReceiver] to HLS. ADR 0011 says why it is built so.
@NullMarked
package io.rostrum.server.transcode;

import org.jspecify.annotations.NullMarked;
