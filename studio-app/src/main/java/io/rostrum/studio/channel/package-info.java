/// What the studio's own stream says of itself on the server that the studio was paired with.
@NullMarked
package io.rostrum.studio.channel;

import org.jspecify.annotations.NullMarked;
