/// What is left of a run that did not end properly, and what is said of it at the next start. Start at [RunWatch].
@NullMarked
package io.rostrum.studio.crash;

import org.jspecify.annotations.NullMarked;
