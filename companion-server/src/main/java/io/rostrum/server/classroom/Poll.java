package io.rostrum.server.classroom;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a class is asked: one item without a right answer, or a quiz of several with right ones.
///
/// @param lesson    in which it was opened; empty before that
/// @param published whether the class sees what came of it
record Poll(
        String id,
        Optional<String> lesson,
        Kind kind,
        String title,
        List<Item> items,
        State state,
        boolean published,
        Instant createdAt) {
    /// What is asked for.
    enum Kind {
        /// Opinions: nobody learns who has said what.
        POLL,
        /// Right answers: those who lead the class learn who has given them.
        QUIZ;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Whether it can be answered.
    enum State {
        DRAFT,
        OPEN,
        CLOSED;

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

    /// @param multiple whether several options may be chosen
    /// @param right    positions of the right ones, ascending; empty in a poll
    record Item(String text, List<String> options, boolean multiple, List<Integer> right) {
        Item {
            options = List.copyOf(options);
            right = List.copyOf(right);
        }
    }

    /// What somebody has chosen: for each item the positions of options, ascending.
    record Choices(String member, String name, List<List<Integer>> items) {
        Choices {
            items = items.stream().map(List::copyOf).toList();
        }
    }

    Poll {
        items = List.copyOf(items);
    }

    Poll with(Optional<String> newLesson, State newState, boolean nowPublished) {
        return new Poll(id, newLesson, kind, title, items, newState, nowPublished, createdAt);
    }

    /// {@return for each item how often each option was chosen}
    List<List<Integer>> counts(Collection<Choices> all) {
        List<List<Integer>> counts = new ArrayList<>();
        for (int item = 0; item < items.size(); item++) {
            List<Integer> of = new ArrayList<>();
            for (int option = 0; option < items.get(item).options().size(); option++) {
                int chosen = 0;
                for (Choices choices : all) {
                    chosen += choices.items().get(item).contains(option) ? 1 : 0;
                }
                of.add(chosen);
            }
            counts.add(of);
        }
        return counts;
    }

    /// {@return items whose right options were chosen, all of them and no other}
    int points(Choices choices) {
        int points = 0;
        for (int item = 0; item < items.size(); item++) {
            points += isRight(choices, item) ? 1 : 0;
        }
        return points;
    }

    boolean isRight(Choices choices, int item) {
        return new HashSet<>(choices.items().get(item))
                .equals(new HashSet<>(items.get(item).right()));
    }
}
