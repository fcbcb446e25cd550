/// The product as its users meet it: targets pushed through broken networks, and a server that FFmpeg publishes to while
/// FFmpeg and Chromium watch. Start at [io.rostrum.e2e.WatchPageIT] for viewers, [io.rostrum.e2e.PushTargetIT] for targets.
@NullMarked
package io.rostrum.e2e;

import org.jspecify.annotations.NullMarked;
