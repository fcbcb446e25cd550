package io.rostrum.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.live.LiveConfig.FlushLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlushPacerTest {
    private static final FlushLimits LIMITS = LiveConfig.DEFAULT.flush();

    private static int arrive(FlushPacer pacer, MediaMessage message, long millis) {
        try (message) {
            return pacer.arrived(message, TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    private static int picture(FlushPacer pacer, long millis) {
        return arrive(pacer, Messages.interFrame(millis), millis);
    }

    /// How many pictures each flush of each cohort has, once the pacer has seen a second.
    @ParameterizedTest
    @CsvSource({
        "normal,      30, 4", // waits 100, 67, 33 and 0 ms
        "normal,      25, 4",
        "normal,      60, 8",
        "normal,       5, 1",
        "low-latency, 30, 2",
        "low-latency, 25, 1", // 40 ms would be too long
        "low-latency, 60, 3",
    })
    void soManyPicturesMakeAFlushThatNoneWaitsLongerThanTheLimit(String profile, int fps, int together) {
        FlushPacer pacer = new FlushPacer(LIMITS.of(FlushProfile.of(profile).orElseThrow()));
        List<List<Integer>> flushes = new ArrayList<>();
        for (int cohort = 0; cohort < FlushPacer.COHORTS; cohort++) {
            flushes.add(new ArrayList<>());
        }
        for (int i = 0; i < 10 * fps; i++) {
            int due = picture(pacer, Math.round(i * 1000.0 / fps));
            for (int cohort = 0; cohort < FlushPacer.COHORTS; cohort++) {
                if ((due & 1 << cohort) != 0 && i > fps) {
                    flushes.get(cohort).add(i);
                }
            }
        }
        for (List<Integer> moments : flushes) {
            assertThat(moments).hasSizeGreaterThan(5 * fps / together);
            for (int i = 1; i < moments.size(); i++) {
                assertThat(moments.get(i) - moments.get(i - 1)).isEqualTo(together);
            }
        }
    }

    @Test
    void cohortsTakeTurns() {
        FlushPacer pacer = new FlushPacer(LIMITS.normal());
        for (int i = 0; i < 60; i++) {
            picture(pacer, i * 1000L / 30);
        }
        List<Integer> due = new ArrayList<>();
        for (int i = 60; i < 64; i++) {
            due.add(picture(pacer, i * 1000L / 30));
        }
        assertThat(due).containsExactly(1, 2, 4, 8);
    }

    @Test
    void soundWaitsForAPictureButNotForEver() {
        FlushPacer pacer = new FlushPacer(Duration.ofMillis(35));
        assertThat(arrive(pacer, Messages.sound(0), 0)).isZero();
        assertThat(pacer.nanosToOverdue(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(35) + FlushPacer.GRACE_NANOS);
        assertThat(pacer.overdue(TimeUnit.MILLISECONDS.toNanos(44))).isZero();
        assertThat(pacer.overdue(TimeUnit.MILLISECONDS.toNanos(45))).isEqualTo(FlushPacer.ALL);
        assertThat(pacer.nanosToOverdue(TimeUnit.MILLISECONDS.toNanos(45))).isNegative();
        assertThat(picture(pacer, 50)).isEqualTo(FlushPacer.ALL);
        assertThat(pacer.nanosToOverdue(TimeUnit.MILLISECONDS.toNanos(50))).isNegative();
    }

    /// A stream of a publisher with its sound, AAC of 44.1 kHz, looked at every millisecond as a timer would.
    @ParameterizedTest
    @CsvSource({"low-latency, 30, 2", "low-latency, 25, 1", "normal, 30, 4"})
    void soundBetweenPicturesMakesNoMoreFlushes(String profile, int fps, int together) {
        FlushPacer pacer = new FlushPacer(LIMITS.of(FlushProfile.of(profile).orElseThrow()));
        int pictures = 0;
        int sounds = 0;
        int flushes = 0;
        for (int millis = 0; millis < 11_000; millis++) {
            int due = 0;
            for (; pictures * 1000 / fps == millis; pictures++) {
                due |= picture(pacer, millis);
            }
            for (; sounds * 1024 * 10 / 441 == millis; sounds++) {
                due |= arrive(pacer, Messages.sound(millis), millis);
            }
            due |= pacer.overdue(TimeUnit.MILLISECONDS.toNanos(millis));
            flushes += millis >= 1_000 && (due & 1) != 0 ? 1 : 0;
        }
        assertThat(flushes).isBetween(10 * fps / together - 1, 10 * fps / together + 1);
    }

    @Test
    void picturesOfAPublisherThatFaltersAreOverdueWhateverSoundCame() {
        FlushPacer pacer = new FlushPacer(LIMITS.lowLatency());
        for (int i = 0; i <= 60; i++) {
            picture(pacer, i * 1000L / 30);
        }
        int written = picture(pacer, 2_033);
        arrive(pacer, Messages.sound(2_034), 2_034);
        assertThat(written).isNotIn(0, FlushPacer.ALL);
        assertThat(pacer.overdue(TimeUnit.MILLISECONDS.toNanos(2_077))).isZero();
        assertThat(pacer.overdue(TimeUnit.MILLISECONDS.toNanos(2_078))).isEqualTo(FlushPacer.ALL & ~written);
    }

    @Test
    void anotherLimitHoldsFromTheNextPicture() {
        FlushPacer pacer = new FlushPacer(LIMITS.normal());
        for (int i = 0; i < 60; i++) {
            picture(pacer, i * 1000L / 30);
        }
        pacer.limit(Duration.ofMillis(1));
        assertThat(picture(pacer, 2_000)).isEqualTo(FlushPacer.ALL);
        assertThat(picture(pacer, 2_033)).isEqualTo(FlushPacer.ALL);
    }
}
