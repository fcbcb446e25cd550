/// Many sounds become one, in step with the session's clock.
///
/// Start at [io.rostrum.capture.audio.mixer.AudioMixer]; each source feeds one
/// [io.rostrum.capture.audio.mixer.MixerInput].
@NullMarked
package io.rostrum.capture.audio.mixer;

import org.jspecify.annotations.NullMarked;
