package io.rostrum.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.audio.source.GeneratedAudioSource;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.record.RecordingException;
import io.rostrum.capture.record.RecordingState;
import io.rostrum.capture.session.AudioPart;
import io.rostrum.push.target.PushUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Broadcasts of nothing but a tone.
final class BroadcastTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<String> said = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private Broadcast tone(Optional<Path> file, PushUrl... targets) throws IOException {
        AudioPart audio = new AudioPart(() -> GeneratedAudioSource.tone(440), AudioSettings.DEFAULT);
        List<WantedTarget> wanted = Stream.of(targets).map(WantedTarget::of).toList();
        return new Broadcast(null, audio, wanted, file, TrackSet.FIRST, Optional.empty(), said::add);
    }

    private static @Nullable RecordingState recording(Broadcast broadcast) {
        return broadcast.report(0).recording();
    }

    private static void awaitRecording(Broadcast broadcast) {
        await().atMost(SOON).until(() -> recording(broadcast) instanceof RecordingState.Recording);
    }

    @Test
    void whoeverClosesReturnsWhenTheRecordingIsWhole() throws Exception {
        Broadcast broadcast = tone(Optional.of(folder.resolve("a.mp4")));
        awaitRecording(broadcast);
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<@Nullable RecordingState>> left = Stream.of(1, 2)
                    .map(_ -> closers.submit(() -> {
                        together.await();
                        broadcast.close();
                        return recording(broadcast);
                    }))
                    .toList();
            for (Future<@Nullable RecordingState> each : left) {
                assertThat(each.get()).isInstanceOf(RecordingState.Finished.class);
            }
        }
        assertThat(broadcast.failed()).isFalse();
    }

    @Test
    void theLastReportSaysWhatWasRecorded() throws Exception {
        Path file = folder.resolve("a.mp4");
        Broadcast broadcast = tone(Optional.of(file));
        awaitRecording(broadcast);
        broadcast.close();

        assertThat(broadcast.report(0).json())
                .contains("\"state\":\"finished\"")
                .contains("\"files\":[\"" + file.toAbsolutePath() + "\"]");
    }

    @Test
    void aRecordingThatCannotBeginLeavesTheOneThatRuns() throws Exception {
        Path file = folder.resolve("a.mp4");
        try (Broadcast broadcast = tone(Optional.of(file))) {
            awaitRecording(broadcast);
            assertThatThrownBy(() -> broadcast.startRecording(folder.resolve("nosuch/b.mp4")))
                    .isInstanceOf(RecordingException.class);
            assertThat(recording(broadcast)).isInstanceOf(RecordingState.Recording.class);

            Path next = folder.resolve("c.mp4");
            broadcast.startRecording(next);
            assertThat(file).isNotEmptyFile();
            await().atMost(SOON)
                    .until(() -> recording(broadcast) instanceof RecordingState.Recording now
                            && now.file().equals(next));
        }
    }

    @Test
    void aTargetThatWasNeverReachedIsAFailure() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        Broadcast broadcast = tone(Optional.empty(), PushUrl.parse("rtmp://127.0.0.1:" + nobody + "/live/key"));
        await().atMost(SOON).until(() -> !said.isEmpty());
        broadcast.close();

        assertThat(broadcast.failed()).isTrue();
        assertThat(said.getLast())
                .startsWith("Target 1 ")
                .contains("was not served at the end: 127.0.0.1:" + nobody + " accepts no connections.")
                .doesNotContain("key");
    }
}
