/// Makes pixels transparent by their colour or their lightness.
///
/// Start at [KeySettings] and [KeyEffect].
@NullMarked
package io.rostrum.effects.key;

import org.jspecify.annotations.NullMarked;
