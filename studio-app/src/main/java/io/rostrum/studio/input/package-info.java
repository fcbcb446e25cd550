/// What a user names as a source of pictures or sound, and the sources made of it.
///
/// Start at [VideoInput] and [Inputs].
@NullMarked
package io.rostrum.studio.input;

import org.jspecify.annotations.NullMarked;
