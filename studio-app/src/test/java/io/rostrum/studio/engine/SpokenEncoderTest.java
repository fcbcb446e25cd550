package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.session.EncoderState;
import io.rostrum.capture.session.EncoderState.Left;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpokenEncoderTest {
    private final List<String> said = new ArrayList<>();
    private final SpokenEncoder spoken = new SpokenEncoder(said::add);

    @Test
    void eachEncoderThatWasGivenUpIsToldOnce() {
        Left first = new Left("nvenc", "the device was lost");
        Left second = new Left("vaapi", "encoder vaapi failed: it did not answer for 500 ms");

        spoken.look(new EncoderState("nvenc", 1_000_000, 0, List.of()));
        assertThat(said).isEmpty();

        spoken.look(new EncoderState("x264", 1_000_000, 3, List.of(first, second)));
        spoken.look(new EncoderState("x264", 1_000_000, 3, List.of(first, second)));
        assertThat(said)
                .containsExactly(
                        "Encoder nvenc is not used any more: the device was lost. vaapi encodes the pictures now.",
                        "Encoder vaapi is not used any more: encoder vaapi failed: it did not answer for 500 ms. x264"
                                + " encodes the pictures now.");
    }

    @Test
    void whereNoneIsLeftNoneIsNamed() {
        spoken.look(new EncoderState("", 1_000_000, 3, List.of(new Left("x264", "it failed"))));

        assertThat(said).containsExactly("Encoder x264 is not used any more: it failed.");
    }

    @Test
    void theNextBroadcastIsToldOfAnew() {
        Left lost = new Left("nvenc", "the device was lost");
        spoken.look(new EncoderState("x264", 1_000_000, 3, List.of(lost)));
        spoken.look(new EncoderState("nvenc", 1_000_000, 0, List.of()));
        spoken.look(new EncoderState("x264", 1_000_000, 3, List.of(lost)));

        assertThat(said).hasSize(2);
    }
}
