package io.rostrum.push.hls;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Collects what was found for each rule. Thread-safe.
public final class Checklist {
    private static final int SHOWN = 3;

    private final Map<HlsRule, Found> found = new EnumMap<>(HlsRule.class);

    /// What was found for one rule.
    private static final class Found {
        private int looked;
        private int faults;
        private final List<Finding> first = new ArrayList<>();
    }

    /// How a rule fared.
    public enum Outcome {
        PASS("pass"),
        FAULT("fault"),
        /// There was nothing to apply it to.
        DOES_NOT_APPLY("does not apply");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// One thing that is wrong.
    ///
    /// @param where address, or place in a playlist
    /// @param what  what was found there
    public record Finding(String where, String what) {}

    /// @param times    how often it was looked at
    /// @param faults   how often it did not hold
    /// @param findings the first few of them
    public record Verdict(HlsRule rule, Outcome outcome, int times, int faults, List<Finding> findings) {
        public Verdict {
            findings = List.copyOf(findings);
        }
    }

    /// @param holds whether the rule is kept
    /// @param what  what was found where it is not
    synchronized void judge(HlsRule rule, boolean holds, String where, String what) {
        Found of = found.computeIfAbsent(rule, _ -> new Found());
        of.looked++;
        if (!holds) {
            of.faults++;
            if (of.first.size() < SHOWN) {
                of.first.add(new Finding(where, what));
            }
        }
    }

    /// {@return every rule, in order}
    public synchronized List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        for (HlsRule rule : HlsRule.values()) {
            Found of = found.get(rule);
            verdicts.add(
                    of == null
                            ? new Verdict(rule, Outcome.DOES_NOT_APPLY, 0, 0, List.of())
                            : new Verdict(
                                    rule,
                                    of.faults == 0 ? Outcome.PASS : Outcome.FAULT,
                                    of.looked,
                                    of.faults,
                                    of.first));
        }
        return verdicts;
    }
}
