package io.rostrum.studio.cli;

/// One thing that the doctor looked at.
///
/// @param topic  what was looked at: `encoder x264`
/// @param health how it is
/// @param found  what is there
/// @param remedy what to do; empty when nothing needs doing
record Finding(String topic, Health health, String found, String remedy) {
    /// How something is.
    enum Health {
        GOOD("ok"),
        /// A part of the product does without it.
        LACKING("lacking"),
        /// No broadcast without it.
        MISSING("missing");

        private final String word;

        Health(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Finding good(String topic, String found) {
        return new Finding(topic, Health.GOOD, found, "");
    }

    static Finding lacking(String topic, String found, String remedy) {
        return new Finding(topic, Health.LACKING, found, remedy);
    }

    static Finding missing(String topic, String found, String remedy) {
        return new Finding(topic, Health.MISSING, found, remedy);
    }

    /// {@return a line for people}
    String line() {
        String sign = switch (health) {
            case GOOD -> "ok      ";
            case LACKING -> "lacking ";
            case MISSING -> "MISSING ";
        };
        return sign + "%-18s ".formatted(topic) + found + (remedy.isEmpty() ? "" : "  → " + remedy);
    }
}
