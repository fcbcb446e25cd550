package io.rostrum.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.testing.peer.NginxRtmp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ArrivalProbeIT {
    @Test
    void aPublisherThatPausesIsSeen() {
        try (NginxRtmp nginx = NginxRtmp.start()) {
            List<String> command = List.of(
                    ("ffmpeg -hide_banner -nostdin -nostats -loglevel warning -re -f lavfi -i testsrc2=size=320x192:rate=30"
                                    + " -c:v libx264 -preset ultrafast -tune zerolatency -g 30 -t 30 -f flv "
                                    + nginx.plain("pause"))
                            .split(" ", -1));
            try (Child publisher = Child.start("publisher", command, Map.of());
                    ArrivalProbe probe = ArrivalProbe.on(nginx.plain("pause"))) {
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> probe.packets() > 60);
                Duration steady = probe.largestGap();
                signal(publisher, "STOP");
                long stopped = System.nanoTime();
                Awaitility.await().until(() -> System.nanoTime() - stopped > 700_000_000L);
                signal(publisher, "CONT");

                assertThat(steady).isLessThan(Duration.ofMillis(600));
                assertThat(probe.largestGap()).isBetween(Duration.ofMillis(650), Duration.ofMillis(2000));
            }
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
