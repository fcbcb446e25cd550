package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.session.EncoderState;
import io.rostrum.capture.session.EncoderState.Left;
import java.util.List;
import java.util.function.Consumer;

/// Tells the user of each encoder that was given up, once.
public final class SpokenEncoder {
    private final Consumer<String> say;
    private int told;

    /// @param say takes sentences, on the calling thread
    public SpokenEncoder(Consumer<String> say) {
        this.say = say;
    }

    /// To be called now and then; a broadcast that begins anew is told of anew.
    public void look(EncoderState now) {
        List<Left> left = now.left();
        told = Math.min(told, left.size());
        for (; told < left.size(); told++) {
            String next = told + 1 < left.size() ? left.get(told + 1).name() : now.name();
            Left gone = left.get(told);
            say.accept(tr("Encoder {0} is not used any more: {1}.", gone.name(), said(gone.why()))
                    + (next.isEmpty() ? "" : " " + tr("{0} encodes the pictures now.", next)));
        }
    }
}
