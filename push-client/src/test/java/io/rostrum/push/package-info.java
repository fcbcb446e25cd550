/// What the tests of several packages share. Start at [ForeignBytes].
@NullMarked
package io.rostrum.push;

import org.jspecify.annotations.NullMarked;
