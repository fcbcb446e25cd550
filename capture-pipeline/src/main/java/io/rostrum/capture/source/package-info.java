/// What can be seen: the contract of all video sources.
///
/// Start at [Source]; each kind of source has a package of its own below.
@NullMarked
package io.rostrum.capture.source;

import org.jspecify.annotations.NullMarked;
