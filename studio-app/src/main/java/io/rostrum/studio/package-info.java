/// The studio's entry point. Start at [Main]; the command line is in `cli`.
@NullMarked
package io.rostrum.studio;

import org.jspecify.annotations.NullMarked;
