package io.rostrum.studio.engine;

import java.util.Optional;

/// Something about the settings that viewers or services would suffer from.
///
/// @param grave  whether a service may refuse the stream for it
/// @param words  what it does, a sentence or two
/// @param repair what makes it good; empty where only the user can
public record Lint(boolean grave, String words, Optional<Repair> repair) {
    /// One change that makes it good.
    public sealed interface Repair {
        /// {@return what it does, on a button: `Use 6000 kb/s`}
        String label();

        /// @param to how the programme is to be encoded
        record Output(String label, OutputSetting to) implements Repair {}

        /// @param to what becomes of a destination
        record Destination(String label, DestinationSetting to) implements Repair {}

        /// What has to be found out first, by the set-up.
        record SetUp(String label) implements Repair {}
    }
}
