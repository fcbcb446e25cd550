/// What is behind a person goes, or something else takes its place.
///
/// Start at [BackgroundEffect].
@NullMarked
package io.rostrum.effects.background;

import org.jspecify.annotations.NullMarked;
