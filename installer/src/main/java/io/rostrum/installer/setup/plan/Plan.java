package io.rostrum.installer.setup.plan;

import java.util.List;

/// What is to be done, in order.
///
/// @param actions    all of them, or none: when one fails or the user cancels, those done are taken back, last
///     first
/// @param afterwards done once the installation stands; a failure of one is said and the next is done
/// @param notes      what the user should know, a sentence each
public record Plan(List<Action> actions, List<Action> afterwards, List<String> notes) {
    public Plan {
        actions = List.copyOf(actions);
        afterwards = List.copyOf(afterwards);
        notes = List.copyOf(notes);
    }
}
