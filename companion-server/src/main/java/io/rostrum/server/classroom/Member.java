package io.rostrum.server.classroom;

import java.time.Instant;
import java.util.Optional;

/// Somebody on the roster of a class: an account, or the browser of a guest.
///
/// @param account  empty for a guest
/// @param ticket   hash of what a guest's browser keeps; empty for an account
/// @param consent  to the newest text that this one has accepted
/// @param decision what a teacher has said last about letting this one in
/// @param hand     since when it is raised
record Member(
        String id,
        String name,
        Optional<String> account,
        Optional<String> ticket,
        Instant addedAt,
        Optional<Consent> consent,
        Optional<Decision> decision,
        Optional<Instant> hand) {
    /// @param version of the text
    record Consent(long version, Instant at) {}

    /// @param lesson it counts for
    record Decision(String lesson, boolean admitted) {}

    boolean isGuest() {
        return account.isEmpty();
    }

    /// {@return what this one's pages are known by}
    Optional<String> key() {
        return key(account, ticket);
    }

    static Optional<String> key(Optional<String> account, Optional<String> ticket) {
        return account.map(id -> "account:" + id).or(() -> ticket.map(hash -> "ticket:" + hash));
    }

    Member with(Consent newConsent) {
        return new Member(id, name, account, ticket, addedAt, Optional.of(newConsent), decision, hand);
    }

    Member with(Decision newDecision) {
        return new Member(id, name, account, ticket, addedAt, consent, Optional.of(newDecision), hand);
    }

    Member hand(Optional<Instant> since) {
        return new Member(id, name, account, ticket, addedAt, consent, decision, since);
    }
}
