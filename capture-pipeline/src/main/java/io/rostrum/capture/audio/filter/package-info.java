/// What can be done to the sound of one channel, in order: gain, gate, expander, compressor, limiter, equaliser, noise
/// suppression.
///
/// Start at [io.rostrum.capture.audio.filter.SoundFilterSpec], which says what a filter is and how it is written, and
/// [io.rostrum.capture.audio.filter.SoundFilterChain], which does several. All of them work in place on blocks of the
/// mixer's size, on the mixer's thread, and allocate nothing there.
@NullMarked
package io.rostrum.capture.audio.filter;

import org.jspecify.annotations.NullMarked;
