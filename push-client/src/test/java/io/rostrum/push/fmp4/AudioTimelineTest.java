package io.rostrum.push.fmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.ForeignBytes;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioTimelineTest {
    private final AudioTimeline timeline = new AudioTimeline(
            Fmp4Track.live(1, new CodecParameters.Audio(Codec.AAC, 44_100, 2, ForeignBytes.hex("1210"), 0)), 1024, 10);

    @Test
    void countsSamplesWhereStampsAreOnlyRounded() {
        for (int unit = 0; unit < 10_000; unit++) {
            long exact = 1024L * unit;
            assertThat(timeline.decodeTime(exact * 1000 / 44_100)).isEqualTo(exact);
        }
    }

    @Test
    void leavesAGapWhereSoundIsMissing() {
        assertThat(timeline.decodeTime(0)).isZero();
        assertThat(timeline.decodeTime(23)).isEqualTo(1024);
        assertThat(timeline.decodeTime(1000)).isEqualTo(44_100);
        assertThat(timeline.decodeTime(1023)).isEqualTo(44_100 + 1024);
    }

    @Test
    void neverGoesBack() {
        assertThat(timeline.decodeTime(1000)).isEqualTo(44_100);
        assertThat(timeline.decodeTime(1023)).isEqualTo(45_124);
        assertThat(timeline.decodeTime(0)).isEqualTo(45_125);
    }

    /// Lip sync is good within 40 ms, and none of it may be used up here.
    @ParameterizedTest
    @ValueSource(doubles = {22.99, 23.2, 23.25, 23.45}) // 1024 samples last 23.22 ms
    void staysInStepWithAPublisherWhoseClockDrifts(double unitMillis) {
        long last = -1;
        for (int unit = 0; unit < 50_000; unit++) {
            long stamp = (long) (unit * unitMillis);
            long time = timeline.decodeTime(stamp);
            assertThat(time).isGreaterThan(last);
            assertThat(Math.abs(time * 1000.0 / 44_100 - stamp)).isLessThan(6);
            last = time;
        }
    }
}
