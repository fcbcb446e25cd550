@NullMarked
package io.rostrum.studio.chat;

import org.jspecify.annotations.NullMarked;
