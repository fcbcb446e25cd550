@NullMarked
package io.rostrum.capture.scene;

import org.jspecify.annotations.NullMarked;
