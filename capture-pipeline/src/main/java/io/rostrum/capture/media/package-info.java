/// Media files as sources of pictures and sound.
///
/// Start at [MediaFile]. A file is decoded by a child process, FFmpeg's own program ([MediaDecoder]), so that nothing
/// a foreign file does can take the broadcast down; pictures and sound come back over two local sockets
/// ([MediaPipe]), the pictures at the programme's rate and the sound at 48 kHz, so that their numbers are their
/// times.
@NullMarked
package io.rostrum.capture.media;

import org.jspecify.annotations.NullMarked;
