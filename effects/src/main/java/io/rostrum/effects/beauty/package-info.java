/// Smooths and brightens the skin of faces.
///
/// Start at [BeautyEffect].
@NullMarked
package io.rostrum.effects.beauty;

import org.jspecify.annotations.NullMarked;
