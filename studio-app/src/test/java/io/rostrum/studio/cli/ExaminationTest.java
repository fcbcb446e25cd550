package io.rostrum.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.encode.VideoEncoders.Probe;
import io.rostrum.studio.cli.Finding.Health;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExaminationTest {
    private static final Probe WORKS = new Probe("x264", true, false, "fast");
    private static final Probe BROKEN = new Probe("openh264", false, false, "does not open");

    @Test
    void oneEncoderIsEnoughAndNoneIsNot() {
        assertThat(Examination.encoders(List.of(WORKS, BROKEN)))
                .extracting(Finding::health)
                .containsExactly(Health.GOOD, Health.LACKING);
        assertThat(Examination.encoders(List.of(BROKEN, BROKEN)))
                .extracting(Finding::health)
                .containsOnly(Health.MISSING);
    }

    @Test
    void aLibraryThatDoesNotLoadIsAFinding() {
        List<Finding> findings = Examination.tried("GPU", Health.MISSING, () -> {
            throw new UnsatisfiedLinkError("libgomp.so.1: cannot open shared object file");
        });

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.health()).isEqualTo(Health.MISSING);
            assertThat(finding.found()).contains("libgomp.so.1");
        });
    }
}
