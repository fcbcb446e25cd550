package io.rostrum.push.fmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.ForeignBytes;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import org.junit.jupiter.api.Test;

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

    @Test
    void followsAPublisherWhoseClockDrifts() {
        // 1 % fast: 1024 samples each 23 ms, where 23.22 would be right
        long last = -1;
        for (int unit = 0; unit < 5000; unit++) {
            long time = timeline.decodeTime(unit * 23L);
            assertThat(time).isGreaterThan(last);
            assertThat(Math.abs(time - unit * 23L * 44_100 / 1000)).isLessThan(1024);
            last = time;
        }
    }
}
