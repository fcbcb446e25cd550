package io.rostrum.server.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.transcode.LoadShedding.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A ladder that makes so and so many media seconds a second, looked at four times a second.
class LoadSheddingTest {
    private static final long LOOK_MILLIS = 250;

    private final LoadShedding load = new LoadShedding(TranscodeConfig.DEFAULT.shedAt());
    private final List<Long> shedAtLag = new ArrayList<>();
    private long now;
    private double in;
    private double out;
    private int rungs = 2;
    private int restored;

    private void start() {
        load.started(now * 1_000_000);
    }

    /// @param speed media made in real time while there is some to make
    private void run(double speed, long millis) {
        for (long end = now + millis; now < end; now += LOOK_MILLIS) {
            in += LOOK_MILLIS;
            out = rungs == 0 ? in : Math.min(in, out + LOOK_MILLIS * speed);
            look();
        }
    }

    private void look() {
        Step step = load.look(now * 1_000_000, (long) (in - out), (long) out, rungs);
        if (step == Step.SHED) {
            shedAtLag.add((long) (in - out));
            rungs--;
            out = in;
            start();
        } else if (step == Step.RESTORE) {
            restored++;
            rungs++;
            start();
        }
    }

    @Test
    void aLadderThatKeepsUpKeepsItsRungs() {
        start();
        run(1, 60_000);

        assertThat(shedAtLag).isEmpty();
    }

    @Test
    void oneThatIsTooSlowShedsBeforeASecondIsReached() {
        for (double speed : new double[] {0.3, 0.7, 0.95}) {
            LoadSheddingTest each = new LoadSheddingTest();
            each.start();
            each.run(1, 5_000);
            each.run(speed, 20_000);

            assertThat(each.shedAtLag).as("speed %s", speed).isNotEmpty();
            assertThat(each.shedAtLag.getFirst()).as("speed %s", speed).isLessThan(1000);
        }
    }

    @Test
    void whatCameAllAtOnceIsWorkedOffWithoutShedding() {
        start();
        run(1, 5_000);
        in += 3_000;

        run(2.5, 5_000);

        assertThat(shedAtLag).isEmpty();
        assertThat(in - out).isLessThan(300);
    }

    @Test
    void aProgramThatGivesOutNothingIsGivenUpOn() {
        start();
        List<Step> steps = new ArrayList<>();
        for (; now < 6_000; now += LOOK_MILLIS) {
            steps.add(load.look(now * 1_000_000, now, -1, rungs));
        }

        assertThat(steps.indexOf(Step.SHED)).isGreaterThan(12);
    }

    @Test
    void aRungComesBackAfterACalmMinuteAndStaysAwayLongerEachTimeItFails() {
        start();
        run(1, 5_000);
        run(0.5, 1_500);
        assertThat(rungs).isEqualTo(1);

        run(2, 59_000);
        assertThat(restored).isZero();
        run(2, 3_000);
        assertThat(restored).isEqualTo(1);

        run(0.5, 1_500);
        assertThat(rungs).isEqualTo(1);
        run(2, 100_000);
        assertThat(restored).isEqualTo(1);
        run(2, 25_000);
        assertThat(restored).isEqualTo(2);
    }

    @Test
    void evenTheLastRungIsGivenUpAndTriedAgain() {
        start();
        run(1, 5_000);
        run(0.3, 20_000);
        assertThat(rungs).isZero();
        assertThat(load.shed()).isEqualTo(2);

        run(1, 62_000);

        assertThat(rungs).isEqualTo(1);
    }
}
