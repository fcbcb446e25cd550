package io.rostrum.capture.load;

import java.util.List;
import java.util.Optional;

/// What is left out now, and what for.
///
/// @param steps in their order; empty while all is done
/// @param cause why the last one was taken; empty while all is done
public record LoadState(List<LoadStep> steps, Optional<Cause> cause) {
    /// All is done.
    public static final LoadState FULL = new LoadState(List.of(), Optional.empty());

    public LoadState {
        steps = List.copyOf(steps);
    }

    /// What the machine is too slow for.
    public enum Cause {
        /// A picture takes longer to draw and filter than there is time for it.
        PICTURES,
        /// The processor is busy with something else when a picture is to be made.
        PROCESSOR,
        /// The encoder is behind.
        ENCODER
    }
}
