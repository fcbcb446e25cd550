package io.rostrum.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.record.RecordingState;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.PushUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Trouble is told, and so is its end; what goes as it should is not.
final class SpokenTest {
    private static final PushState LIVE = new PushState.Live(Instant.EPOCH, 1_000, Duration.ZERO, 0);
    private static final PushState WAITING = new PushState.Waiting(Instant.EPOCH, "h closed the connection");

    private final List<String> said = new ArrayList<>();

    @Test
    void aTargetThatRecoversIsSaidToBeLiveOnce() {
        SpokenTarget target = new SpokenTarget(2, PushUrl.parse("rtmp://h/live/key"), said::add);

        List.of(new PushState.Connecting(1), LIVE, LIVE, WAITING, new PushState.Connecting(1), LIVE, LIVE)
                .forEach(target::stateChanged);

        assertThat(said).hasSize(2);
        assertThat(said.getFirst()).contains("h closed the connection; trying again soon.");
        assertThat(said.getLast()).startsWith("Target 2 ").endsWith(" is live again.");
    }

    @Test
    void aRecordingWithGapsIsSaidOnce() {
        SpokenRecording recording = new SpokenRecording(said::add);

        recording.look(recordingWithout(0));
        assertThat(said).isEmpty();
        recording.look(recordingWithout(3));
        recording.look(recordingWithout(9));
        assertThat(said).singleElement().asString().contains("too slow for the recording");
    }

    private static RecordingState recordingWithout(long packets) {
        return new RecordingState.Recording(Path.of("a.mp4"), Duration.ZERO, 0, packets);
    }
}
