package io.rostrum.installer.setup.check;

/// One thing that `rostrum doctor` looked at.
///
/// @param topic  what was looked at: `encoder x264`
/// @param health how it is
/// @param found  what is there
/// @param remedy what to do; empty when nothing needs doing
public record Finding(String topic, Health health, String found, String remedy) {
    public enum Health {
        GOOD,
        /// A part of the product does without it.
        LACKING,
        /// No broadcast without it.
        MISSING
    }
}
