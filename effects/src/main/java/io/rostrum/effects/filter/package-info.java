/// What can be done to a picture on its way from a source to the programme.
///
/// Start at [FilterChain] and [FilterSpec].
@NullMarked
package io.rostrum.effects.filter;

import org.jspecify.annotations.NullMarked;
