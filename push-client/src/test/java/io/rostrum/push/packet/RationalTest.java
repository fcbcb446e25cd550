package io.rostrum.push.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RationalTest {
    @ParameterizedTest
    @CsvSource({
        "30,30,1",
        "29.97,30000,1001",
        "59.94,60000,1001",
        "23.976,24000,1001",
        "12.5,12500,1000",
        "30000/1001,30000,1001"
    })
    void readsRatesAsPeopleWriteThem(String text, int numerator, int denominator) {
        assertThat(Rational.parse(text)).isEqualTo(new Rational(numerator, denominator));
    }

    @ParameterizedTest
    @CsvSource({"abc", "0", "-5", "30/0", "''"})
    void refusesWhatIsNoRate(String text) {
        assertThatThrownBy(() -> Rational.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ticksOfNtscNeverDrift() {
        Rational ntsc = new Rational(30_000, 1001);
        long framesInADay = 30_000L * 86_400 / 1001;
        BigInteger exact = BigInteger.valueOf(framesInADay)
                .multiply(BigInteger.valueOf(1001))
                .multiply(BigInteger.valueOf(1_000_000_000))
                .divide(BigInteger.valueOf(30_000));

        assertThat(ntsc.nanosOfTick(framesInADay)).isEqualTo(exact.longValueExact());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,11111", "90000,1000000000", "-90000,-1000000000", "9000000000000,100000000000000000"})
    void ninetyKilohertzTicksBecomeNanos(long ticks, long nanos) {
        Rational base = new Rational(1, 90_000);
        assertThat(base.ticksToNanos(ticks)).isEqualTo(nanos);
        assertThat(base.nanosToTicks(nanos)).isEqualTo(ticks);
    }
}
