package io.rostrum.server.classroom;

import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Secret;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A page of somebody that shows a class. What it is told is told again only where it has changed.
/// Confined to the classes' thread.
final class ClassPage {
    private final Wire wire;
    private final Visitor visitor;
    private final Map<String, byte[]> told = new HashMap<>();
    private boolean leads;

    /// The way to the page.
    interface Wire {
        /// @param json never changed again
        void tell(byte[] json);

        /// Asks whether the page is still there.
        void ping();

        /// @param status of RFC 6455 §7.4
        void end(int status);

        /// {@return when the page was heard last, by the classes' monotonic clock}
        long heardNanos();
    }

    /// Who has opened it.
    ///
    /// @param session what proves the person; empty for a guest
    /// @param ticket  hash of what a guest's browser keeps
    record Visitor(Optional<Secret> session, Optional<Caller.Person> person, Optional<String> ticket) {
        Optional<String> account() {
            return person.map(Caller.Person::accountId);
        }

        /// {@return what this one is known by: the account, or else the ticket}
        Optional<String> key() {
            return Member.key(account(), ticket);
        }
    }

    /// @param leads whether the class is this one's to lead
    ClassPage(Wire wire, Visitor visitor, boolean leads) {
        this.wire = wire;
        this.visitor = visitor;
        this.leads = leads;
    }

    Wire wire() {
        return wire;
    }

    Visitor visitor() {
        return visitor;
    }

    boolean leads() {
        return leads;
    }

    void leads(boolean now) {
        leads = now;
    }

    /// @param topic which message this is a newer one of
    void tell(String topic, byte[] json) {
        if (!Arrays.equals(told.put(topic, json), json)) {
            wire.tell(json);
        }
    }
}
