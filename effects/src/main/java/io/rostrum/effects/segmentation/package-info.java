/// Which pixels belong to a person.
///
/// Start at [PersonSegmenter].
@NullMarked
package io.rostrum.effects.segmentation;

import org.jspecify.annotations.NullMarked;
