/// The whole line, driven as its users drive it and judged by foreign programmes: FFmpeg, Chromium, nginx-rtmp.
///
/// Start at [io.rostrum.e2e.ServerStreamIT] for `./rostrum` as a whole, whose measurements are in
/// [io.rostrum.testing.bench]; at [io.rostrum.e2e.WatchPageIT] for viewers, at [io.rostrum.e2e.PushTargetIT] for
/// targets.
@NullMarked
package io.rostrum.e2e;

import org.jspecify.annotations.NullMarked;
