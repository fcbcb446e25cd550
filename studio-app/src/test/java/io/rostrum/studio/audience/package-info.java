@NullMarked
package io.rostrum.studio.audience;

import org.jspecify.annotations.NullMarked;
