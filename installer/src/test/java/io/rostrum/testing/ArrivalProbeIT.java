package io.rostrum.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.testing.peer.NginxRtmp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the probe says of the longest gap is held against what this test has seen of its packets: no gap can be
/// longer than the time between two looks with all of it between them, nor shorter than one that nothing came in.
@Timeout(120)
class ArrivalProbeIT {
    private static final long PAUSE_NANOS = 700_000_000L;
    private static final long LOOK_NANOS = 2_000_000L;

    @Test
    void aPublisherThatPausesIsSeen() {
        try (NginxRtmp nginx = NginxRtmp.start()) {
            List<String> command = List.of(
                    ("ffmpeg -hide_banner -nostdin -nostats -loglevel warning -re -f lavfi -i testsrc2=size=320x192:rate=30"
                                    + " -c:v libx264 -preset ultrafast -tune zerolatency -g 30 -t 100 -f flv "
                                    + nginx.plain("pause"))
                            .split(" ", -1));
            try (Child publisher = Child.start("publisher", command, Map.of());
                    ArrivalProbe probe = ArrivalProbe.on(nginx.plain("pause"))) {
                Looks looks = new Looks(probe);
                looks.until(() -> looks.seen > 90);
                assertThat(probe.largestGap()).isLessThanOrEqualTo(looks.noGapIsLonger());

                signal(publisher, "STOP");
                long pause = looks.untilNothingCame(PAUSE_NANOS);
                signal(publisher, "CONT");
                int before = looks.seen;
                looks.until(() -> looks.seen > before);

                assertThat(probe.largestGap())
                        .isGreaterThanOrEqualTo(Duration.ofNanos(pause))
                        .isLessThanOrEqualTo(looks.noGapIsLonger());
            }
        }
    }

    /// Counts the probe's packets, over and over.
    private static final class Looks {
        private final ArrivalProbe probe;
        private int seen;
        /// When it last looked.
        private long lookedNanos = System.nanoTime();
        /// The newest packet came after this.
        private long newestAfterNanos = lookedNanos;

        private long longestNanos;

        Looks(ArrivalProbe probe) {
            this.probe = probe;
        }

        void until(BooleanSupplier enough) {
            while (!enough.getAsBoolean()) {
                LockSupport.parkNanos(LOOK_NANOS);
                long before = lookedNanos;
                lookedNanos = System.nanoTime();
                int now = probe.packets();
                if (now > seen) {
                    seen = now;
                    longestNanos = Math.max(longestNanos, System.nanoTime() - newestAfterNanos);
                    newestAfterNanos = before;
                }
            }
        }

        /// Looks until nothing has come for so long, whatever was under way before.
        ///
        /// @return how long nothing came, at least, nanoseconds
        long untilNothingCame(long nanos) {
            while (true) {
                int packets = seen;
                long since = System.nanoTime();
                until(() -> seen > packets || lookedNanos - since >= nanos);
                if (seen == packets) {
                    return lookedNanos - since;
                }
            }
        }

        /// Asked after the probe was: the time since the newest packet counts.
        Duration noGapIsLonger() {
            return Duration.ofNanos(Math.max(longestNanos, System.nanoTime() - newestAfterNanos));
        }
    }

    private static void signal(Child child, String signal) {
        try (Child kill = Child.start("kill", List.of("kill", "-" + signal, String.valueOf(child.pid())), Map.of())) {
            assertThat(kill.awaitExit(Duration.ofSeconds(20))).hasValue(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
