/// Keeps a broadcast in files, beside the stream or alone.
///
/// Start at [Recorder], a packet sink with a thread of its own. Files are fragmented MP4, so that what was recorded
/// can be played whatever happens to the program; [RecordingState] says how it goes.
@NullMarked
package io.rostrum.capture.record;

import org.jspecify.annotations.NullMarked;
