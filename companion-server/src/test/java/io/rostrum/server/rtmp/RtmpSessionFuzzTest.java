package io.rostrum.server.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rostrum.server.auth.PublishAuthorizer;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.hook.CallbackConfig;
import io.rostrum.server.hook.Gate;
import io.rostrum.server.live.LiveConfig;
import io.rostrum.server.live.LiveCounters;
import io.rostrum.server.live.LocalStreams;
import io.rostrum.server.playback.PlaybackDoor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;

/// Whatever a peer says after its handshake: answers, or the end of the connection; nothing that a handler failed to
/// catch, and no publisher left behind. Seeds, what FFmpeg and rtmpdump said, are beside the test's resources.
class RtmpSessionFuzzTest {
    private static final int HANDSHAKE_BYTES = 3073;
    private static final byte[] HANDSHAKE = handshake();
    private static final Path NO_KEYS = Path.of("target", "no-such-folder");

    private static byte[] handshake() {
        try (InputStream in =
                RtmpSessionFuzzTest.class.getResourceAsStream("/io/rostrum/push/rtmp/ffmpeg-publish-to-server.bin")) {
            return in.readNBytes(HANDSHAKE_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void peer(byte[] data) {
        LocalStreams streams = new LocalStreams(LiveConfig.DEFAULT, new LiveCounters());
        PublishAuthorizer anybody = new PublishAuthorizer(
                new StreamKeys(NO_KEYS, Clock.systemUTC()), /* openIngest= */ true, System::nanoTime);
        RtmpCounters counters = new RtmpCounters();
        Gate gate = new Gate(anybody, CallbackConfig.DEFAULT, "live", Runnable::run, PlaybackDoor.open());
        PeerChannel peer = new PeerChannel(
                RtmpConfig.loopback(0),
                new RtmpSession.Shared(streams, (name, _) -> streams.find(name), gate, Runnable::run, counters));
        peer.say(HANDSHAKE);
        int cut = data.length / 2;
        peer.say(Arrays.copyOf(data, cut)).say(Arrays.copyOfRange(data, cut, data.length));
        peer.pass(100);
        assertThat(peer.heard()).doesNotContainNull();
        peer.close();
        peer.runPendingTasks();
        streams.close();
        peer.runPendingTasks();
        assertThat(streams.streams()).isEmpty();
        assertThat(counters.publishersNow()).isZero();
        peer.release();
        peer.checkException();
    }
}
