package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CadenceTest {
    private final Cadence cadence = new Cadence(HlsConfig.DEFAULT);
    private final List<Long> lengths = new ArrayList<>();
    private final List<Cadence.Cut> cuts = new ArrayList<>();
    private long start;

    /// Feeds pictures at whole milliseconds, as FLV has them.
    private void feed(double fps, long frames, LongPredicate key) {
        cadence.restart(0, true);
        for (long n = 1; n < frames; n++) {
            long dts = Math.round(n * 1000 / fps);
            Cadence.Cut cut;
            while ((cut = cadence.beforeVideo(dts, key.test(n))) != Cadence.Cut.NONE) {
                lengths.add(cadence.segmentStart() - start);
                cuts.add(cut);
                start = cadence.segmentStart();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // frames a second, key frame every n frames, target duration, segment length
        "30, 60, 2, 2000",
        "30, 30, 1, 1000",
        "29.97, 30, 1, 1001",
        "25, 50, 2, 2000",
        "60, 120, 2, 2000",
        "30, 15, 1, 1000",
        "30, 20, 1, 1333",
        "30, 45, 2, 1500",
        "30, 250, 9, 8333",
        "5, 10, 2, 2000",
        "30, 300, 10, 10000"
    })
    void oneOrMoreGroupsOfPicturesMakeASegment(double fps, int keyEvery, int target, long length) {
        feed(fps, (long) (fps * 40), n -> n % keyEvery == 0);

        assertThat(cadence.targetSeconds()).isEqualTo(target);
        assertThat(lengths).hasSizeGreaterThan(2).allSatisfy(l -> assertThat(l).isBetween(length - 1, length + 1));
        assertThat(cuts).containsOnly(Cadence.Cut.AT_KEY_FRAME);
    }

    @Test
    void aDeclaredIntervalCountsBeforeItIsSeen() {
        cadence.declareInterval(8_333);
        feed(30, 1200, n -> n == 90 || n % 250 == 0); // a change of scene after 3 s, then none

        assertThat(cadence.targetSeconds()).isEqualTo(9);
        assertThat(cuts).containsOnly(Cadence.Cut.AT_KEY_FRAME);
    }

    /// An encoder whose key frames lie on a clock's grid begins in the middle of an interval.
    @ParameterizedTest
    @CsvSource({
        // key frame every n frames, the first after, whether declared, target duration
        "30, 10, true, 1",
        "30, 10, false, 1",
        "30, 20, true, 1",
        "30, 20, false, 1",
        "60, 15, true, 2",
        "60, 50, false, 2",
        "60, 20, false, 2"
    })
    void aFirstIntervalThatIsCutShortDoesNotLengthenTheOthers(int every, int first, boolean declared, int target) {
        if (declared) {
            cadence.declareInterval(every * 1000L / 30);
        }
        feed(30, 1200, n -> n % every == first);

        assertThat(cadence.targetSeconds()).isEqualTo(target);
        assertThat(cuts).containsOnly(Cadence.Cut.AT_KEY_FRAME);
        long whole = every * 1000L / 30;
        assertThat(lengths.subList(1, lengths.size()))
                .allSatisfy(l -> assertThat(l).isBetween(whole - 1, whole + 1));
    }

    @Test
    void anIntervalThatGrowsBeyondThePromiseIsCutBetweenKeyFrames() {
        feed(30, 1200, n -> n < 300 ? n % 30 == 0 : n % 250 == 0);

        assertThat(cadence.targetSeconds()).isEqualTo(1);
        assertThat(cuts).contains(Cadence.Cut.FORCED);
        assertThat(lengths).allSatisfy(l -> assertThat(Math.round(l / 1000.0)).isLessThanOrEqualTo(1));
    }

    @Test
    void aStreamWithoutFurtherKeyFramesIsCutAtTheLongest() {
        feed(30, 1200, n -> false);

        assertThat(cadence.targetSeconds()).isEqualTo(10);
        assertThat(cuts).containsOnly(Cadence.Cut.FORCED);
    }

    /// RFC 8216 §4.3.3.1: no duration, rounded, is above the target duration, which never changes.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverGoesOverTheTargetDurationHoweverIrregularTheInput(long seed) {
        Random random = new Random(seed);
        cadence.restart(0, true);
        long dts = 0;
        int target = 0;
        for (int n = 0; n < 20_000; n++) {
            int step = random.nextInt(100) == 0 ? 100 + random.nextInt(300) : 10 + random.nextInt(60);
            dts += step;
            boolean key = random.nextInt(40) == 0;
            while (cadence.beforeVideo(dts, key) != Cadence.Cut.NONE) {
                assertThat(target == 0 || cadence.targetSeconds() == target)
                        .as("target duration is fixed")
                        .isTrue();
                target = cadence.targetSeconds();
                assertThat((cadence.segmentStart() - start + 500) / 1000).isLessThanOrEqualTo(target);
                start = cadence.segmentStart();
            }
        }
        assertThat(start).isGreaterThan(dts - 12_000);
    }

    @Test
    void soundAloneIsCutOnceASegmentIsLongEnough() {
        cadence.restart(0, true);
        for (long n = 1; n < 500; n++) {
            long at = n * 1024 * 1000 / 48_000;
            if (cadence.beforeAudio(at, false) != Cadence.Cut.NONE) {
                lengths.add(at - start);
                start = at;
            }
        }

        assertThat(cadence.targetSeconds()).isEqualTo(1);
        assertThat(lengths).hasSize(10).allSatisfy(l -> assertThat(l).isBetween(1000L, 1022L));
    }

    @Test
    void soundAloneIsCutWhereAPartEndsIfThatIsNear() {
        cadence.restart(0, true);

        assertThat(cadence.beforeAudio(768, true)).isEqualTo(Cadence.Cut.NONE);
        assertThat(cadence.beforeAudio(939, false)).isEqualTo(Cadence.Cut.NONE);
        assertThat(cadence.beforeAudio(960, true)).isNotEqualTo(Cadence.Cut.NONE);
        assertThat(cadence.segmentStart()).isEqualTo(960);
    }
}
