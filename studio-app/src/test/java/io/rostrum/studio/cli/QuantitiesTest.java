package io.rostrum.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({"2500k,2500000", "2.5M,2500000", "800000,800000", "128K,128000", "0.5m,500000"})
    void readsBitRates(String text, int bitsPerSecond) {
        assertThat(new Quantities.BitRate().convert(text)).isEqualTo(bitsPerSecond);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "-1k", "2500kbps", "9999M", "1.0000001k"})
    void refusesWhatIsNoBitRate(String text) {
        assertThatThrownBy(() -> new Quantities.BitRate().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("bit rate: " + text + " (expected:");
    }

    @ParameterizedTest
    @CsvSource({"60s,60000", "500ms,500", "1.5m,90000", "2h,7200000"})
    void readsTimes(String text, long millis) {
        assertThat(new Quantities.Time().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "-1s", "1 day", "s", "999999999999h"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> new Quantities.Time().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
