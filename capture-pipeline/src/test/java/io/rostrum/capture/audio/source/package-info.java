/// Device clock, generated sound and the retry after a loss.
@NullMarked
package io.rostrum.capture.audio.source;

import org.jspecify.annotations.NullMarked;
