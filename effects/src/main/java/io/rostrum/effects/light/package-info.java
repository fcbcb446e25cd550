/// Pictures that were taken in too little light become lighter.
///
/// Start at [LowLightEffect].
@NullMarked
package io.rostrum.effects.light;

import org.jspecify.annotations.NullMarked;
