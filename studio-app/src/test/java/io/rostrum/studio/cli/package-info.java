@NullMarked
package io.rostrum.studio.cli;

import org.jspecify.annotations.NullMarked;
