@NullMarked
package io.rostrum.capture.session;

import org.jspecify.annotations.NullMarked;
