@NullMarked
package io.rostrum.studio.remote;

import org.jspecify.annotations.NullMarked;
