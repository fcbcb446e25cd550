/// A source of one colour.
///
/// Start at [ColorSource].
@NullMarked
package io.rostrum.capture.source.color;

import org.jspecify.annotations.NullMarked;
