/// Tells programs of the operator's what happens here, by signed `POST`s that are kept until they have arrived.
///
/// Start at [Webhooks]. What happens is said to an [Announcer], written into the database with a number
/// for its stream, and sent from there: in the order of each stream, again after each failure, over
/// restarts. `docs/WEBHOOKS.md` says what receivers get. Who may publish and play is asked by
/// `io.rostrum.server.hook`, which has nothing to do with this.
@NullMarked
package io.rostrum.server.webhook;

import org.jspecify.annotations.NullMarked;
