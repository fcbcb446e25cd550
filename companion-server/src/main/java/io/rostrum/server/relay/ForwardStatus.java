package io.rostrum.server.relay;

import io.rostrum.push.target.PushCounters;
import io.rostrum.push.target.PushState;
import io.rostrum.server.auth.StreamName;
import java.util.Optional;

/// How one stream's way to one server stands.
///
/// @param rule     its rule's id
/// @param stream   which stream it is
/// @param state    of the connection, as it is now
/// @param counters what was sent and what was lost; empty before the first connection
public record ForwardStatus(String rule, StreamName stream, PushState state, Optional<PushCounters> counters) {}
