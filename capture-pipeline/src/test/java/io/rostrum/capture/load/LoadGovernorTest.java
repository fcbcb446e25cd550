package io.rostrum.capture.load;

import static io.rostrum.capture.load.LoadStep.BEAUTY_SIZE;
import static io.rostrum.capture.load.LoadStep.FRAME_RATE;
import static io.rostrum.capture.load.LoadStep.MASK_RATE;
import static io.rostrum.capture.load.LoadStep.MASK_SIZE;
import static io.rostrum.capture.load.LoadStep.PREVIEW_RATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.thrift.Saving;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Seconds of 25 ticks on a clock that is made here.
final class LoadGovernorTest {
    private static final long PERIOD = 40_000_000;
    private static final int TICKS = 25;
    private static final LoadTick EASY = new LoadTick(PERIOD, 0, PERIOD / 2, 0, false);
    private static final LoadTick SLOW = new LoadTick(PERIOD, 0, PERIOD * 95 / 100, 0, false);
    private static final LoadTick LATE = new LoadTick(PERIOD, PERIOD * 3 / 4, PERIOD / 2, 0, false);
    private static final LoadTick REFUSED = new LoadTick(PERIOD, 0, PERIOD / 2, 0, true);
    private static final LoadTick MISSED = new LoadTick(PERIOD, PERIOD / 4, PERIOD / 2, 1, false);

    private final LoadGovernor governor = new LoadGovernor();
    private final Set<LoadStep> asked = EnumSet.allOf(LoadStep.class);
    private long tick;

    LoadGovernorTest() {
        governor.on(true);
        tell(EASY); // a second is what lies between two looks
    }

    private void tell(LoadTick how) {
        asked.forEach(governor::saves);
        governor.tick(tick++ * PERIOD, how);
    }

    private void seconds(int seconds, LoadTick how) {
        for (int i = 0; i < seconds * TICKS; i++) {
            tell(how);
        }
    }

    /// A second in which some ticks are not easy.
    private void second(int notEasy, LoadTick how) {
        for (int i = 0; i < TICKS; i++) {
            tell(i < notEasy ? how : EASY);
        }
    }

    private List<LoadStep> left() {
        return governor.state().steps();
    }

    @Test
    void leavesOutStepByStepWhatIsSeenLeast() {
        List<List<LoadStep>> seen = new ArrayList<>();
        for (int second = 0; second < 9; second++) {
            second(9, REFUSED);
            seen.add(left());
        }
        assertThat(seen)
                .containsExactly(
                        List.of(),
                        List.of(MASK_RATE),
                        List.of(MASK_RATE, MASK_SIZE),
                        List.of(MASK_RATE, MASK_SIZE, BEAUTY_SIZE),
                        List.of(MASK_RATE, MASK_SIZE, BEAUTY_SIZE, PREVIEW_RATE),
                        List.of(MASK_RATE, MASK_SIZE, BEAUTY_SIZE, PREVIEW_RATE),
                        List.of(MASK_RATE, MASK_SIZE, BEAUTY_SIZE, PREVIEW_RATE),
                        List.of(MASK_RATE, MASK_SIZE, BEAUTY_SIZE, PREVIEW_RATE, FRAME_RATE),
                        List.of(MASK_RATE, MASK_SIZE, BEAUTY_SIZE, PREVIEW_RATE, FRAME_RATE));
        assertThat(governor.saves(Saving.MASK_SIZE)).isTrue();
    }

    @Test
    void passesOverWhatWouldSaveNothing() {
        asked.removeAll(EnumSet.of(MASK_RATE, MASK_SIZE, PREVIEW_RATE));
        seconds(2, MISSED);
        assertThat(left()).containsExactly(BEAUTY_SIZE);
        seconds(2, MISSED);
        assertThat(left()).containsExactly(BEAUTY_SIZE);
        seconds(1, MISSED);
        assertThat(left()).containsExactly(BEAUTY_SIZE, FRAME_RATE);
        asked.add(MASK_RATE);
        seconds(1, MISSED);
        assertThat(left()).containsExactly(MASK_RATE, BEAUTY_SIZE, FRAME_RATE);
    }

    @Test
    void aSingleBadSecondIsLetPass() {
        for (int i = 0; i < 20; i++) {
            seconds(1, SLOW);
            seconds(1, EASY);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void aSecondIsBadWithEveryFourthPictureLateOrTwoLost() {
        for (int i = 0; i < 20; i++) {
            second(6, LATE);
            second(1, MISSED);
        }
        assertThat(left()).as("6 of 25 late, 1 lost").isEmpty();
        second(7, LATE);
        second(2, REFUSED);
        assertThat(left()).containsExactly(MASK_RATE);
    }

    @Test
    void aPictureMayTakeLongWhereTheNextMakesUpForIt() {
        LoadTick looked = new LoadTick(PERIOD, 0, PERIOD * 14 / 10, 0, false);
        LoadTick made = new LoadTick(PERIOD, PERIOD * 4 / 10, PERIOD * 35 / 100, 0, false);
        for (int i = 0; i < 20 * TICKS; i++) {
            tell(i % 2 == 0 ? looked : made);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void bringsTheFrameRateBackWhereAllPicturesHaveRoom() {
        seconds(3, MISSED);
        seconds(6, MISSED);
        assertThat(left()).contains(FRAME_RATE);
        seconds(60, new LoadTick(2 * PERIOD, 0, PERIOD * 85 / 100, 0, false));
        assertThat(left()).as("they would take 85 % of the time").contains(FRAME_RATE);
        seconds(11, new LoadTick(2 * PERIOD, 0, PERIOD * 75 / 100, 0, false));
        assertThat(left()).containsExactly(MASK_RATE, MASK_SIZE, BEAUTY_SIZE, PREVIEW_RATE);
    }

    @Test
    void bringsNothingBackWithoutRoomForIt() {
        seconds(2, SLOW);
        seconds(60, new LoadTick(PERIOD, 0, PERIOD * 85 / 100, 0, false));
        assertThat(left()).containsExactly(MASK_RATE);
    }

    @Test
    void theFrameRateStaysWhereFewPicturesAreLost() {
        asked.clear();
        asked.add(FRAME_RATE);
        seconds(20, LATE);
        seconds(20, SLOW);
        for (int i = 0; i < 20; i++) {
            second(8, REFUSED);
        }
        assertThat(left()).isEmpty();
        second(9, REFUSED);
        second(9, REFUSED);
        assertThat(left()).isEmpty();
        second(9, REFUSED);
        assertThat(left()).containsExactly(FRAME_RATE);
    }

    @Test
    void bringsBackTheLastStepFirstAfterTenGoodSeconds() {
        seconds(3, SLOW);
        assertThat(left()).containsExactly(MASK_RATE, MASK_SIZE);
        seconds(9, EASY);
        assertThat(left()).containsExactly(MASK_RATE, MASK_SIZE);
        seconds(1, EASY);
        assertThat(left()).containsExactly(MASK_RATE);
        seconds(9, EASY);
        second(2, LATE); // one that is not good, and not bad: the ten seconds begin again
        seconds(9, EASY);
        assertThat(left()).containsExactly(MASK_RATE);
        seconds(1, EASY);
        assertThat(governor.state()).isEqualTo(LoadState.FULL);
    }

    @Test
    void waitsTwiceAsLongEachTimeThatItWasTooEarly() {
        List<Integer> waited = new ArrayList<>();
        for (int time = 0; time < 6; time++) {
            seconds(2, SLOW);
            assertThat(left()).containsExactly(MASK_RATE);
            int seconds = 0;
            while (!left().isEmpty()) {
                seconds(1, EASY);
                seconds++;
            }
            waited.add(seconds);
        }
        assertThat(waited).containsExactly(10, 20, 40, 80, 120, 120);
        seconds(300, EASY);
        seconds(2, SLOW);
        seconds(10, EASY);
        assertThat(left()).as("it was not too early any more").isEmpty();
    }

    @Test
    void saysWhatTheMachineIsTooSlowFor() {
        seconds(2, SLOW);
        assertThat(governor.state().cause()).contains(LoadState.Cause.PICTURES);
        seconds(1, LATE);
        assertThat(governor.state().cause()).contains(LoadState.Cause.PROCESSOR);
        second(3, REFUSED);
        assertThat(governor.state().cause()).contains(LoadState.Cause.ENCODER);
        second(3, MISSED);
        assertThat(governor.state().cause()).contains(LoadState.Cause.PROCESSOR);
    }

    @Test
    void leavesNothingOutWhileItIsOff() {
        seconds(3, SLOW);
        governor.on(false);
        seconds(1, SLOW);
        assertThat(governor.state()).isEqualTo(LoadState.FULL);
        assertThat(governor.saves(MASK_RATE)).isFalse();
        governor.on(true);
        seconds(1, SLOW);
        assertThat(left()).isEmpty();
        seconds(1, SLOW);
        assertThat(left()).containsExactly(MASK_RATE);
    }
}
