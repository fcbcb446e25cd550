package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.push.packet.Rational;
import io.rostrum.push.target.PushCounters;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushSettings;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.PushTarget;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.testkit.FaultProxy;
import io.rostrum.push.testkit.FlvBroadcast;
import io.rostrum.testing.Child;
import io.rostrum.testing.peer.NginxRtmp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One target against nginx-rtmp, with the network broken in between.
@SuppressWarnings("try") // closed early where what is left afterwards is looked at; closing twice does nothing
class PushTargetIT {
    private static final Rational FRAME_RATE = new Rational(30, 1);
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    static Path folder;

    private static Path sample = Path.of("");
    private static NginxRtmp nginx;
    private static PushLoops loops;

    @BeforeAll
    static void start() throws Exception {
        sample = SampleFlv.create(folder);
        nginx = NginxRtmp.start();
        loops = PushLoops.open();
    }

    @AfterAll
    static void stop() {
        loops.close();
        nginx.close();
    }

    @Test
    void everyPictureArrivesInOrderFromTheFirstOn() throws Exception {
        PushTarget target = target(nginx.live("all"));
        FlvBroadcast broadcast = FlvBroadcast.of(sample, FRAME_RATE, List.of(target));
        await().atMost(SOON).until(() -> broadcast.pictures() >= 120);
        broadcast.close();
        target.close();

        PushCounters counters = target.counters();
        assertThat(target.state()).isEqualTo(new PushState.Idle());
        assertThat(counters.droppedFrames()).isZero();
        assertThat(broadcast.outstanding()).isZero();
        List<Path> received = nginx.received("all");
        assertThat(received).hasSize(1);
        assertThat(pictures(received.getFirst())).isEqualTo(broadcast.pictures());
        assertThat(firstStamps(received.getFirst())).containsExactly("0", "33", "67");
    }

    @Test
    void comesBackWhenTheServerWasKilled() throws Exception {
        try (NginxRtmp other = NginxRtmp.start();
                PushTarget target = target(other.live("killed"));
                FlvBroadcast broadcast = FlvBroadcast.of(sample, FRAME_RATE, List.of(target))) {
            awaitLive(target);
            other.kill();
            await().atMost(SOON).until(() -> target.state() instanceof PushState.Waiting);
            other.revive();
            awaitLive(target);
            long sent = target.counters().packets();
            await().atMost(SOON).until(() -> target.counters().packets() > sent + 100);

            assertThat(target.counters().reconnects()).isEqualTo(1);
            assertThat(broadcast.pictures()).isPositive();
            broadcast.close();
            target.close();
            assertThat(firstStamps(other.received("killed").getLast()).getFirst())
                    .isEqualTo("0");
            assertThat(broadcast.outstanding()).isZero();
        }
    }

    @Test
    void givesUpAServerThatTakesNothingAndComesBack() throws Exception {
        PushSettings quick = new PushSettings(
                PushSettings.DEFAULT.kinds(),
                "test",
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                PushSettings.DEFAULT.backoff());
        try (FaultProxy proxy = FaultProxy.to(nginx.rtmpPort());
                PushTarget target = PushTarget.start(
                        PushUrl.parse("rtmp://127.0.0.1:" + proxy.port() + "/plain/stalled"), quick, loops);
                FlvBroadcast broadcast = FlvBroadcast.of(sample, FRAME_RATE, List.of(target))) {
            awaitLive(target);
            proxy.blackHole();
            await().atMost(SOON)
                    .until(() -> waitsBecause(target, "127.0.0.1:" + proxy.port() + " has taken no data for 2 s"));
            await().atMost(SOON)
                    .until(() -> waitsBecause(target, "No answer from 127.0.0.1:" + proxy.port() + " within 2 s"));
            proxy.restore();
            awaitLive(target);
            assertThat(broadcast.pictures()).isPositive();
        }
    }

    @Test
    void saysWhyAndWhatToDoWhenTheKeyIsInUse() throws Exception {
        try (PushTarget first = target(nginx.plain("taken"));
                FlvBroadcast broadcast = FlvBroadcast.of(sample, FRAME_RATE, List.of(first))) {
            awaitLive(first);
            try (PushTarget second = target(nginx.plain("taken"))) {
                await().atMost(SOON).until(() -> second.state() instanceof PushState.Failed);

                assertThat(second.state())
                        .isEqualTo(new PushState.Failed(
                                "The server refused the stream: Already publishing",
                                "Check the stream key, and that no other encoder is using it."));
                assertThat(first.state()).isInstanceOf(PushState.Live.class);
                assertThat(broadcast.pictures()).isPositive();
            }
        }
    }

    @Test
    void keepsTryingWhenNobodyListens() {
        try (FaultProxy proxy = FaultProxy.to(nginx.rtmpPort())) {
            proxy.cut();
            try (PushTarget target = target("rtmp://127.0.0.1:" + proxy.port() + "/plain/late")) {
                await().atMost(SOON)
                        .until(() -> waitsBecause(target, "127.0.0.1:" + proxy.port() + " accepts no connections"));
                proxy.restore();
                awaitLive(target);
            }
        }
    }

    @Test
    void dropsVideoToTheNextKeyFrameWhenTheNetworkIsTooSlowAndKeepsTheSound() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(nginx.rtmpPort());
                PushTarget target = target("rtmp://127.0.0.1:" + proxy.port() + "/live/slow");
                FlvBroadcast broadcast = FlvBroadcast.of(sample, FRAME_RATE, List.of(target))) {
            awaitLive(target);
            proxy.rate(100_000); // the stream needs 330,000 bytes a second
            await().atMost(SOON).until(() -> target.counters().framesTooSlow() > 60);

            PushCounters counters = target.counters();
            assertThat(counters.audioTooSlow()).isZero();
            assertThat(counters.queued()).isLessThanOrEqualTo(Duration.ofMillis(6_100));
            assertThat(target.state()).isInstanceOf(PushState.Live.class);
            assertThat(broadcast.pictures()).isPositive();
        }
    }

    private static PushTarget target(String url) {
        return PushTarget.start(PushUrl.parse(url), PushSettings.DEFAULT, loops);
    }

    private static boolean waitsBecause(PushTarget target, String why) {
        return target.state() instanceof PushState.Waiting waiting
                && waiting.why().equals(why);
    }

    private static void awaitLive(PushTarget target) {
        await().atMost(SOON).until(() -> target.state() instanceof PushState.Live);
    }

    private static long pictures(Path flv) throws InterruptedException {
        return Long.parseLong(probe("-count_packets -show_entries stream=nb_read_packets", flv)
                .getFirst());
    }

    private static List<String> firstStamps(Path flv) throws InterruptedException {
        return probe("-read_intervals %+#3 -show_entries packet=dts", flv);
    }

    private static List<String> probe(String what, Path flv) throws InterruptedException {
        List<String> command =
                List.of(("ffprobe -v error -select_streams v:0 -of csv=p=0 " + what + " " + flv).split(" ", -1));
        try (Child ffprobe = Child.start("ffprobe", command, Map.of())) {
            assertThat(ffprobe.awaitExit(SOON)).contains(0);
            return ffprobe.lines().stream().map(line -> line.replace(",", "")).toList();
        }
    }
}
