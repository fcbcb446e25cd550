package io.rostrum.server.classroom;

import java.time.Instant;
import java.util.Optional;

/// A link into a class, without its code.
///
/// @param name     of the one it is for; empty for whoever has it
/// @param mostUses people who may come in by it
/// @param uses     who have
/// @param reused   how often somebody else tried when it was used up
/// @param reusedAt when last
record Invite(
        String id,
        String stream,
        String name,
        int mostUses,
        int uses,
        String madeBy,
        Instant createdAt,
        Instant expiresAt,
        int reused,
        Optional<Instant> reusedAt) {}
