@NullMarked
package io.rostrum.capture.encode;

import org.jspecify.annotations.NullMarked;
