/// Where stream keys lie: in the system's key store, and in a vault where there is none. Start at [SecretStore].
@NullMarked
package io.rostrum.studio.keys;

import org.jspecify.annotations.NullMarked;
