/// The mixer against a clock that the test moves.
@NullMarked
package io.rostrum.capture.audio.mixer;

import org.jspecify.annotations.NullMarked;
