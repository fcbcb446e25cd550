/// Video on demand: recordings as MP4, FLV and HLS, out of the same file and without encoding anything again.
///
/// Start at [VodRoutes]. MP4 is the file itself, HLS is a playlist of byte ranges of it, FLV is made of its samples
/// while
/// it is sent. Files are read on virtual threads, never on an event loop.
@NullMarked
package io.rostrum.server.vod;

import org.jspecify.annotations.NullMarked;
