/// Tests of the program around the commands.
@NullMarked
package io.rostrum.studio;

import org.jspecify.annotations.NullMarked;
