/// Blurs the whole picture, parts of it, or what is behind a person.
///
/// Start at [BlurSettings].
@NullMarked
package io.rostrum.effects.blur;

import org.jspecify.annotations.NullMarked;
