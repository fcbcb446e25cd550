/// Neural networks that come with the program.
///
/// Start at [DnnModel].
@NullMarked
package io.rostrum.effects.model;

import org.jspecify.annotations.NullMarked;
