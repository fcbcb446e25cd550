package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/// The uplink is simulated: an encoder of 30 pictures a second with large key frames, which follows a new rate after
/// a third of a second, and a link that carries so many bits a second, in order.
class BitrateControllerTest {
    private static final int CEILING = 2_500_000;
    private static final int FLOOR = 300_000;
    private static final int SOUND = 128_000;
    private static final long WIDE = 10_000_000;
    private static final long HALF = 1_250_000;
    private static final long STEP = 10_000_000;

    /// @param second since the beginning
    private record Moment(double second, int rate, Duration behind) {}

    private final BitrateController controller = new BitrateController(FLOOR, CEILING);

    private List<Moment> run(int seconds, LongUnaryOperator linkAtSecond) {
        return new Link(linkAtSecond).run(seconds);
    }

    private static LongUnaryOperator halvedFrom(int from, int to) {
        return second -> second >= from && second < to ? HALF : WIDE;
    }

    @Test
    void leavesAloneWhatFits() {
        assertThat(run(120, _ -> 3_400_000)).allMatch(moment -> moment.rate() == CEILING);
    }

    @Test
    void followsAnUplinkThatWasCutToHalfWithinTwoSeconds() {
        List<Moment> moments = run(140, halvedFrom(20, 80));

        assertThat(between(moments, 0, 20)).allMatch(moment -> moment.rate() == CEILING);
        assertThat(between(moments, 22, 24)).allMatch(moment -> moment.rate() + SOUND <= HALF);
        assertThat(between(moments, 22, 24)).allMatch(moment -> moment.rate() >= HALF / 2);
        assertThat(moments).allMatch(moment -> moment.behind().toMillis() < 2_000);
        assertThat(between(moments, 35, 80))
                .as("what waits has been caught up, and tries leave little")
                .allMatch(moment -> moment.behind().toMillis() < 1_000);
        assertThat(at(moments, 139).rate()).as("back at what the user wants").isEqualTo(CEILING);
    }

    @Test
    void doesNotSwing() {
        List<Moment> moments = run(80, halvedFrom(20, 80));

        int changes = 0;
        List<Moment> narrow = between(moments, 22, 80);
        for (int i = 1; i < narrow.size(); i++) {
            changes += narrow.get(i).rate() == narrow.get(i - 1).rate() ? 0 : 1;
        }
        assertThat(changes).as("two tries, each taken back").isLessThanOrEqualTo(4);
        assertThat(narrow.stream().mapToInt(Moment::rate).average().orElse(0)).isBetween(0.55 * HALF, 0.85 * HALF);
    }

    @Test
    void neverGoesBelowTheFloorAndNeverAboveTheCeiling() {
        List<Moment> moments = run(60, second -> second < 20 ? WIDE : 150_000);

        assertThat(moments).allMatch(moment -> moment.rate() >= FLOOR && moment.rate() <= CEILING);
        assertThat(at(moments, 40).rate()).isEqualTo(FLOOR);
    }

    @Test
    void followsTheUsersCeiling() {
        controller.ceiling(4_000_000);
        assertThat(controller.bitsPerSecond()).isEqualTo(4_000_000);
        controller.ceiling(1_000_000);
        assertThat(controller.bitsPerSecond()).isEqualTo(1_000_000);
        assertThat(run(30, halvedFrom(10, 90))).allMatch(moment -> moment.rate() == 1_000_000);

        controller.ceiling(CEILING);
        List<Moment> moments = run(30, halvedFrom(0, 90));
        int lowered = moments.getLast().rate();
        assertThat(lowered).isLessThan((int) HALF);
        controller.ceiling(CEILING + 1_000_000);
        assertThat(controller.bitsPerSecond())
                .as("the uplink is no wider for it")
                .isEqualTo(lowered);
    }

    @Test
    void givesBackWhatWasTakenOffWhileTheConnectionBroke() {
        List<Moment> moments = run(25, second -> second < 20 ? WIDE : 200_000);
        assertThat(moments.getLast().rate()).isLessThan(CEILING / 2);

        controller.disconnected(Duration.ofSeconds(25).toNanos());

        assertThat(controller.bitsPerSecond()).isEqualTo(CEILING);
    }

    @Test
    void keepsWhatItHasLearntOverABreakLongAfter() {
        List<Moment> moments = run(35, halvedFrom(20, 90));
        int rate = moments.getLast().rate();

        controller.disconnected(Duration.ofSeconds(40).toNanos());

        assertThat(controller.bitsPerSecond()).isEqualTo(rate).isLessThan((int) HALF);
        assertThat(controller.width().orElseThrow()).isBetween((int) (0.9 * HALF), (int) (1.1 * HALF));
        controller.forget();
        assertThat(controller.bitsPerSecond()).isEqualTo(CEILING);
    }

    private static List<Moment> between(List<Moment> moments, double from, double to) {
        return moments.stream()
                .filter(moment -> moment.second() >= from && moment.second() < to)
                .toList();
    }

    private static Moment at(List<Moment> moments, double second) {
        return between(moments, second, second + 1).getFirst();
    }

    private final class Link {
        private record Piece(long bits, long dtsNanos) {}

        private final LongUnaryOperator bitsPerSecondAt;
        private final List<Piece> waiting = new ArrayList<>();
        private final List<Integer> rates = new ArrayList<>();
        private long carriedBits;
        private double credit;

        Link(LongUnaryOperator bitsPerSecondAt) {
            this.bitsPerSecondAt = bitsPerSecondAt;
        }

        List<Moment> run(int seconds) {
            List<Moment> moments = new ArrayList<>();
            long picture = 0;
            long headNanos = 0;
            for (long now = 0; now < seconds * 1_000_000_000L; now += STEP) {
                rates.add(controller.bitsPerSecond());
                if (now >= picture * 1_000_000_000L / 30) {
                    int rate = rates.get(Math.max(0, rates.size() - 34));
                    waiting.add(new Piece(size(rate, picture), now));
                    picture++;
                }
                headNanos = carry(now, headNanos);
                if (now % 250_000_000L == 0) {
                    long behind = waiting.isEmpty() ? 0 : now - headNanos;
                    controller.sample(new UplinkSample(now, behind, carriedBits / 8, SOUND));
                    moments.add(new Moment(now / 1e9, controller.bitsPerSecond(), Duration.ofNanos(behind)));
                }
            }
            return moments;
        }

        /// Every sixtieth is a key frame of six times the size; the sound goes along.
        private long size(int rate, long picture) {
            double share = picture % 60 == 0 ? 6.0 / 65 : 1.0 / 65;
            return (long) (rate * 2 * share) + SOUND / 30;
        }

        private long carry(long now, long headNanos) {
            long head = headNanos;
            credit += bitsPerSecondAt.applyAsLong(now / 1_000_000_000L) * (STEP / 1e9);
            while (!waiting.isEmpty() && waiting.getFirst().bits() <= credit) {
                Piece piece = waiting.removeFirst();
                credit -= piece.bits();
                carriedBits += piece.bits();
                head = piece.dtsNanos();
            }
            if (waiting.isEmpty()) {
                credit = 0;
                head = now;
            }
            return head;
        }
    }
}
