package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.ssl.SslContextBuilder;
import io.rostrum.push.packet.Rational;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushSettings;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.PushTarget;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.testkit.FlvBroadcast;
import io.rostrum.push.testkit.TlsFront;
import io.rostrum.testing.peer.NginxRtmp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// RTMPS: nginx-rtmp behind TLS, whose certificate is for `localhost`.
@Tag("together")
@SuppressWarnings("try") // closed early where what is left afterwards is looked at; closing twice does nothing
class EncryptedTargetIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static NginxRtmp nginx;
    private static TlsFront front;

    @BeforeAll
    static void start() throws Exception {
        nginx = NginxRtmp.start();
        front = TlsFront.to(nginx.rtmpPort(), folder);
    }

    @AfterAll
    static void stop() {
        front.close();
        nginx.close();
    }

    @Test
    void pushesToAServerItTrusts() throws Exception {
        Path sample = SampleFlv.create(folder);
        try (PushLoops loops = trusting();
                PushTarget target = target("rtmps://localhost:" + front.port() + "/live/safe", loops);
                FlvBroadcast broadcast = FlvBroadcast.of(sample, new Rational(30, 1), List.of(target))) {
            await().atMost(SOON).until(() -> target.counters().packets() > 200);
            broadcast.close();
            target.close();

            assertThat(target.counters().droppedFrames()).isZero();
            assertThat(broadcast.outstanding()).isZero();
            assertThat(nginx.received("safe")).hasSize(1);
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        try (PushLoops loops = PushLoops.open();
                PushTarget target = target("rtmps://localhost:" + front.port() + "/live/safe", loops)) {
            assertThat(failure(target).why())
                    .startsWith("The certificate of localhost:" + front.port() + " is not to be trusted");
        }
    }

    @Test
    void refusesACertificateForAnotherName() throws Exception {
        try (PushLoops loops = trusting();
                PushTarget target = target("rtmps://127.0.0.1:" + front.port() + "/live/safe", loops)) {
            assertThat(failure(target).why())
                    .startsWith("The certificate of 127.0.0.1:" + front.port() + " is not to be trusted");
        }
    }

    private static PushLoops trusting() throws Exception {
        return PushLoops.open(
                SslContextBuilder.forClient().trustManager(front.trust()).build());
    }

    private static PushTarget target(String url, PushLoops loops) {
        return PushTarget.start(PushUrl.parse(url), PushSettings.DEFAULT, loops);
    }

    private static PushState.Failed failure(PushTarget target) {
        await().atMost(SOON).until(() -> target.state() instanceof PushState.Failed);
        return (PushState.Failed) target.state();
    }
}
