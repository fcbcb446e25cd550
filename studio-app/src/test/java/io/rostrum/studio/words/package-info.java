@NullMarked
package io.rostrum.studio.words;

import org.jspecify.annotations.NullMarked;
