package io.rostrum.capture.encode;

import io.rostrum.capture.encode.VideoEncoders.Candidate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Which encoder a broadcast uses next: the best one that has not failed in it.
///
/// When all have failed, the best one in software gets one more chance, for what made it fail may have passed:
/// memory that was short, for one. Thread-safe.
public final class EncoderChoice {
    private final Supplier<List<Candidate>> candidates;
    private final Set<String> failed = new HashSet<>();
    private boolean lastChanceGiven;

    /// @param candidates what may be used here, the preferred one first
    public EncoderChoice(Supplier<List<Candidate>> candidates) {
        this.candidates = candidates;
    }

    /// {@return the encoder to open next; empty when there is nothing left to try}
    public synchronized Optional<String> next() {
        List<Candidate> all = candidates.get();
        Optional<String> unused = all.stream()
                .map(Candidate::name)
                .filter(name -> !failed.contains(name))
                .findFirst();
        if (unused.isPresent() || lastChanceGiven) {
            return unused;
        }
        lastChanceGiven = true;
        return all.stream()
                .filter(candidate -> !candidate.hardware())
                .map(Candidate::name)
                .findFirst();
    }

    /// Counts the encoder out.
    public synchronized void failed(String name) {
        failed.add(name);
    }
}
