/// What the filters do to sounds that are known.
@NullMarked
package io.rostrum.capture.audio.filter;

import org.jspecify.annotations.NullMarked;
