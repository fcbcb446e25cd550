package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// draft-pantos-hls-rfc8216bis §4.4.4.9: 85 to 100 % of the part target.
class PartCadenceTest {
    private static final long WANTED = 200;

    /// Ends of the parts of a minute of even frames, after a first segment of a second.
    private static List<Long> lengths(PartCadence parts, double frameMillis) {
        parts.settle(
                Math.round(Math.round(1000 / frameMillis) * frameMillis), (int) Math.round(1000 / frameMillis), 2000);
        List<Long> lengths = new ArrayList<>();
        long before = 0;
        for (int i = 1; i * frameMillis < 60_000; i++) {
            long at = Math.round(i * frameMillis);
            assertThat(parts.lateEnd(at, before)).isEqualTo(PartCadence.NONE);
            if (parts.endsAt(at, at - before)) {
                lengths.add(at - parts.start());
                parts.startAt(at);
            }
            before = at;
        }
        return lengths;
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {8.333, 16.667, 20, 33.333, 33.367, 40, 41.667, 66.667, 80, 100, 200, 21.333, 23.22, 46.44, 128})
    void evenFramesMakePartsOfNearlyTheTarget(double frameMillis) {
        PartCadence parts = new PartCadence(WANTED);

        List<Long> lengths = lengths(parts, frameMillis);

        assertThat(lengths).hasSizeGreaterThan(200);
        assertThat(lengths)
                .allSatisfy(length -> assertThat((double) length)
                        .isBetween(0.85 * parts.targetMillis(), (double) parts.targetMillis()));
    }

    @Test
    void theTargetIsAWholeNumberOfFramesAndStays() {
        PartCadence parts = new PartCadence(WANTED);

        parts.settle(2000, 60, 2000);
        parts.settle(2000, 10, 2000);

        assertThat(parts.targetMillis()).isEqualTo(201);
    }

    @Test
    void aFrameThatLastsTooLongIsDivided() {
        PartCadence parts = new PartCadence(WANTED);
        parts.settle(1000, 30, 1000);
        parts.startAt(1000);

        assertThat(parts.lateEnd(1500, 1100)).isEqualTo(1201);
        parts.startAt(1201);
        assertThat(parts.lateEnd(1500, 1100)).isEqualTo(1402);
        parts.startAt(1402);
        assertThat(parts.lateEnd(1500, 1100)).isEqualTo(PartCadence.NONE);
    }

    @Test
    void aFrameThatComesALittleLateBeginsTheNextPart() {
        PartCadence parts = new PartCadence(WANTED);
        parts.settle(1000, 30, 1000);

        assertThat(parts.lateEnd(215, 180)).isEqualTo(180);
    }

    @Test
    void withoutAWishThereAreNone() {
        PartCadence parts = new PartCadence(0);

        assertThat(lengths(parts, 40)).isEmpty();
        assertThat(parts.targetMillis()).isZero();
    }
}
