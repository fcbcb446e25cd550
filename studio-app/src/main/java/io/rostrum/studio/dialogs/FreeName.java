package io.rostrum.studio.dialogs;

import java.util.Collection;

/// A name that is not taken yet.
final class FreeName {
    private FreeName() {}

    /// {@return `wanted`, or with the first free number from 2 behind it: `Camera 2`}
    static String of(String wanted, Collection<String> taken) {
        String base = wanted.strip();
        String name = base;
        for (int number = 2; isTaken(name, taken); number++) {
            name = base + " " + number;
        }
        return name;
    }

    private static boolean isTaken(String name, Collection<String> taken) {
        return taken.stream().anyMatch(name::equalsIgnoreCase);
    }
}
