package io.rostrum.studio.engine;

import io.rostrum.studio.engine.Preflight.Finding;
import java.util.List;

/// How the studio stands to what is planned.
public sealed interface ScheduleState {
    /// It was paired with no server, or the server's answer is not there yet.
    record Unknown() implements ScheduleState {}

    /// Nothing is planned.
    record Nothing() implements ScheduleState {}

    /// The server does not answer, and nothing is known from before.
    record Unreachable() implements ScheduleState {}

    /// The server does not know this studio any more.
    record Unpaired() implements ScheduleState {}

    /// What comes next, or is on.
    ///
    /// @param bad what was found that the show would suffer from; empty before it was looked for
    record Next(PlannedShow show, Step step, List<Finding> bad) implements ScheduleState {
        public Next {
            bad = List.copyOf(bad);
        }
    }

    /// Where a show stands.
    enum Step {
        /// It is some time away.
        AHEAD,
        /// It is near: destinations, devices and disk are looked at.
        CHECKING,
        READY,
        /// It is near, and would suffer from something.
        TROUBLED,
        /// It is time, and nothing is sent.
        DUE,
        /// It is sent.
        ON,
        /// It is sent, and the studio is about to end it.
        ENDING
    }
}
