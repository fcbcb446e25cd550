/// Changes colours: by tables from files, and by what is set.
///
/// Start at [ColourEffect] and [LutFile].
@NullMarked
package io.rostrum.effects.color;

import org.jspecify.annotations.NullMarked;
