/// Who watches the studio's own stream, and how their players fare, as the server that the studio was
/// paired with counts them. Start at [io.rostrum.studio.audience.AudienceFollower].
@NullMarked
package io.rostrum.studio.audience;

import org.jspecify.annotations.NullMarked;
