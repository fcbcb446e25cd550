package io.rostrum.studio.cli;

import io.rostrum.capture.session.EncoderState;
import io.rostrum.capture.session.EncoderState.Left;
import java.util.List;
import java.util.function.Consumer;

/// Tells the user of each encoder that was given up, once.
final class SpokenEncoder {
    private final Consumer<String> say;
    private int told;

    /// @param say takes sentences, on the calling thread
    SpokenEncoder(Consumer<String> say) {
        this.say = say;
    }

    void look(EncoderState now) {
        List<Left> left = now.left();
        for (; told < left.size(); told++) {
            String next = told + 1 < left.size() ? left.get(told + 1).name() : now.name();
            Left gone = left.get(told);
            say.accept("Encoder " + gone.name() + " is not used any more: " + gone.why() + ". " + next
                    + " encodes the pictures now.");
        }
    }
}
