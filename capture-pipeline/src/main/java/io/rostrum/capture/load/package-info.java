/// What is left out where the machine is too slow for all of it, in which order, and when it comes back.
///
/// Start at [LoadGovernor].
@NullMarked
package io.rostrum.capture.load;

import org.jspecify.annotations.NullMarked;
