/// What filters leave out where the machine is too slow for all of their work.
///
/// Start at [Thrift].
@NullMarked
package io.rostrum.effects.thrift;

import org.jspecify.annotations.NullMarked;
