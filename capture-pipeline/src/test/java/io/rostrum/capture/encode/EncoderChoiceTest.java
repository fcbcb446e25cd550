package io.rostrum.capture.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.encode.VideoEncoders.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EncoderChoiceTest {
    private static final List<Candidate> ALL = List.of(
            new Candidate("nvenc", true),
            new Candidate("vaapi", true),
            new Candidate("x264", false),
            new Candidate("openh264", false));

    @Test
    void theBestThatHasNotFailedIsNext() {
        EncoderChoice choice = new EncoderChoice(() -> ALL);
        assertThat(choice.next()).contains("nvenc");
        assertThat(choice.next()).contains("nvenc");

        choice.failed("vaapi");
        choice.failed("nvenc");

        assertThat(choice.next()).contains("x264");
    }

    @Test
    void whenAllHaveFailedTheBestInSoftwareIsTriedOnceMore() {
        EncoderChoice choice = new EncoderChoice(() -> ALL);
        ALL.forEach(candidate -> choice.failed(candidate.name()));

        assertThat(choice.next()).contains("x264");
        choice.failed("x264");
        assertThat(choice.next()).isEmpty();
    }

    @Test
    void thereIsNothingToTryWhereThereAreNone() {
        assertThat(new EncoderChoice(List::of).next()).isEmpty();
    }
}
