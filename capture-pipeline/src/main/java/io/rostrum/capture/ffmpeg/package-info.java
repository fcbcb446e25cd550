/// FFmpeg's libraries behind interfaces of ours: the only place that knows `org.bytedeco.ffmpeg`.
///
/// Start at [FfmpegVideoEncoders] for what encodes pictures, [AvError] for how a native failure is told, and
/// [AvEncoder] for the adapter every encoder stands on. Native memory is owned by one private field each and freed on
/// `close()`; nothing relies on the garbage collector.
@NullMarked
package io.rostrum.capture.ffmpeg;

import org.jspecify.annotations.NullMarked;
