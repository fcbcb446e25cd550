package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.check.Finding;
import java.util.List;

/// How far the check of the machine is.
sealed interface CheckState {
    record NotDone() implements CheckState {}

    record Running() implements CheckState {}

    record Done(List<Finding> findings) implements CheckState {
        public Done {
            findings = List.copyOf(findings);
        }

        boolean lacksNothingNeeded() {
            return findings.stream().noneMatch(finding -> finding.health() == Finding.Health.MISSING);
        }
    }

    record Failed(String words) implements CheckState {}
}
