/// Who may publish: stream keys, kept as hashes, and how often a peer may guess.
///
/// Start at [StreamKeys].
@NullMarked
package io.rostrum.server.auth;

import org.jspecify.annotations.NullMarked;
