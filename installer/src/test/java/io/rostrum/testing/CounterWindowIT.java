package io.rostrum.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.peer.SoundServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The whole instrument with FFmpeg as the broadcaster: window → x11grab + pulse → x264 + AAC → nginx-rtmp → what it
/// received.
class CounterWindowIT {
    @Test
    void countersAndBeepsOfTheScreenComeBackFromNginx() throws InterruptedException {
        try (CounterScreen screen = CounterScreen.open(Duration.ofSeconds(90));
                NginxRtmp nginx = NginxRtmp.start()) {
            // Sound first: opening it takes a second at times, in which x11grab would fall behind and catch up in a
            // burst.
            // Grabbed twice as often as painted: at the same rate both may keep in step and miss each other.
            List<String> command =
                    List.of(("ffmpeg -hide_banner -nostdin -nostats -loglevel warning -thread_queue_size 512 -f pulse"
                                    + " -fragment_size 3840 -i " + SoundServer.MONITOR
                                    + " -thread_queue_size 512 -f x11grab -draw_mouse 0 -framerate 60 -video_size 1280x720 -i "
                                    + screen.displayName()
                                    + " -t 6 -fps_mode passthrough -enc_time_base:v 1:1000 -c:v libx264 -preset ultrafast"
                                    + " -pix_fmt yuv420p -b:v 2500k -g 120 -c:a aac -f flv " + nginx.live("stand-in"))
                            .split(" ", -1));
            try (Child publisher = Child.start("publisher", command, screen.environment())) {
                assertThat(publisher.awaitExit(Duration.ofSeconds(60)))
                        .as(publisher.tail())
                        .hasValue(0);
            }
            List<Path> received = nginx.received("stand-in");
            assertThat(received).hasSize(1);

            MediaReading reading = MediaReading.of(received.getFirst(), MediaReading.Tracks.BOTH);

            CounterReport counters = CounterReport.of(reading.frames());
            assertThat(counters.frames()).isGreaterThan(90);
            assertThat(counters.unreadable()).isZero();
            assertThat(counters.backwards()).isZero();
            assertThat(counters.share()).as("%s", counters).isGreaterThan(0.6);
            assertThat(reading.frames().getLast().clock()).isPresent();
            assertThat(reading.beepNanos()).hasSizeBetween(4, 7);
        }
    }
}
