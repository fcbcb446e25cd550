/// One picture gives way to another along a grey pattern: the dark of it changes first, the bright last.
///
/// Start at [WipeMap], a pattern as it is for one size of picture, which [WipePattern] computes or a
/// file gives;
/// [WipeMixer] draws the pictures in between.
@NullMarked
package io.rostrum.effects.wipe;

import org.jspecify.annotations.NullMarked;
