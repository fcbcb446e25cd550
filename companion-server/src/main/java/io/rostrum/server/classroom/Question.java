package io.rostrum.server.classroom;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a student asks in a lesson.
///
/// @param name   of the student, which only those learn who lead the class
/// @param voters members who want it answered, too
record Question(String id, String member, String name, String text, Instant askedAt, State state, Set<String> voters) {
    /// What becomes of it.
    enum State {
        OPEN,
        ANSWERED,
        /// Shown to nobody any more.
        DISMISSED;

        /// {@return its name in the API}
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<State> of(String name) {
            for (State state : values()) {
                if (state.text().equals(name)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    Question {
        voters = Set.copyOf(voters);
    }

    Question with(State newState) {
        return new Question(id, member, name, text, askedAt, newState, voters);
    }

    Question voted(String voter, boolean up) {
        Set<String> now = new LinkedHashSet<>(voters);
        if (up) {
            now.add(voter);
        } else {
            now.remove(voter);
        }
        return new Question(id, member, name, text, askedAt, state, now);
    }
}
