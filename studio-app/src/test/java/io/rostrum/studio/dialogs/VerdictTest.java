package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.TestReport;
import org.junit.jupiter.api.Test;

final class VerdictTest {
    @Test
    void enoughPicturesLookGood() {
        Verdict verdict = Verdict.of(new TestReport("1280x720", 29.96, 30, 2_480_000, 0, "x264"));
        assertThat(verdict).isEqualTo(new Verdict(true, "You look good: 1280x720, 30 fps, 2.5 Mb/s", ""));
    }

    @Test
    void whatWasLeftOutIsNotHidden() {
        Verdict verdict = Verdict.of(new TestReport("1280x720", 29.4, 30, 2_480_000, 4, "x264"));
        assertThat(verdict.good()).isTrue();
        assertThat(verdict.advice()).startsWith("4 pictures were left out.");
    }

    @Test
    void aComputerThatIsTooSlowIsToldWhatToChange() {
        Verdict verdict = Verdict.of(new TestReport("1920x1080", 21.3, 30, 4_100_000, 42, "x264"));
        assertThat(verdict.good()).isFalse();
        assertThat(verdict.sentence())
                .isEqualTo("This computer makes 21.3 of 30 pictures a second: 1920x1080, 21.3 fps, 4.1 Mb/s");
        assertThat(verdict.advice()).contains("smaller picture");
    }

    @Test
    void theStepsGoOnAndBackAndStayAtTheirEnds() {
        assertThat(GuideStep.DEVICES.previous()).isEqualTo(GuideStep.DEVICES);
        assertThat(GuideStep.DEVICES.next()).isEqualTo(GuideStep.DESTINATION);
        assertThat(GuideStep.TEST.next()).isEqualTo(GuideStep.TEST);
        assertThat(GuideStep.DESTINATION.progress()).isEqualTo("Step 2 of 3");
    }
}
