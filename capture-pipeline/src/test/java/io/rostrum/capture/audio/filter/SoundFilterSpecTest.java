package io.rostrum.capture.audio.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SoundFilterSpecTest {
    @ParameterizedTest
    @ValueSource(strings = {"gain=gain=-4.5", "gate", "compressor=threshold=-20,ratio=4,key=2", "eq=low=3,high=-2.25"})
    void whatIsReadIsWrittenAlike(String text) {
        assertThat(SoundFilterSpec.parse(text).text()).isEqualTo(text);
    }

    @Test
    void whatIsLeftOutIsAsUsual() {
        SoundFilterSpec spec = SoundFilterSpec.parse("compressor=ratio=4");
        assertThat(spec.values()).containsExactly(-18.0, 4.0, 6.0, 60.0, 0.0);
        assertThat(spec.with(0, -100).text())
                .as("brought into its range")
                .isEqualTo("compressor=threshold=-60,ratio=4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reverb | sound filter: reverb (expected: one of gain, gate, expander, compressor, limiter, eq, denoise)",
                "limiter=-3 | sound filter limiter: -3 (expected: a name and a value, like ceiling=-6)",
                "limiter=ceiling=3 | sound filter limiter: ceiling 3 (expected: -60 to 0 dB)",
                "limiter=ceiling=loud | sound filter limiter: ceiling loud (expected: -60 to 0 dB)",
                "compressor=ratio=0 | sound filter compressor: ratio 0 (expected: 1 to 32)",
                "limiter=key=2 | sound filter limiter: key (expected: one of ceiling, release)",
                "gate=close=-20 | sound filter gate: closes at -20 dB and opens at -26 dB"
                        + " (expected: to close at less than it opens at)"
            })
    void whatIsWrongIsSaidInWords(String text, String words) {
        assertThatThrownBy(() -> SoundFilterSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(words);
    }
}
