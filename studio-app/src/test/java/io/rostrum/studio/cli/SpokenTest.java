package io.rostrum.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.load.LoadStep;
import io.rostrum.capture.record.RecordingState;
import io.rostrum.capture.scene.CompositorStats;
import io.rostrum.capture.scene.SourceSlot;
import io.rostrum.capture.session.EncoderState;
import io.rostrum.capture.session.SessionStats;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.PushUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Trouble is told, and so is its end; what goes as it should is not.
final class SpokenTest {
    private static final PushState LIVE = new PushState.Live(Instant.EPOCH, 1_000, Duration.ZERO, 0);
    private static final PushState WAITING = new PushState.Waiting(Instant.EPOCH, "h closed the connection");

    private final List<String> said = new ArrayList<>();

    @Test
    void aTargetThatRecoversIsSaidToBeLiveOnce() {
        SpokenTarget target = new SpokenTarget(2, PushUrl.parse("rtmp://h/live/key"), said::add);

        PushState connecting = new PushState.Connecting(1);
        List.of(connecting, LIVE, LIVE, WAITING, connecting, WAITING, connecting, LIVE, LIVE)
                .forEach(target::stateChanged);

        assertThat(said).hasSize(2);
        assertThat(said.getFirst()).contains("h closed the connection; trying again until it works.");
        assertThat(said.getLast()).startsWith("Target 2 ").endsWith(" is live again.");
    }

    @Test
    void aMachineThatIsTooSlowIsSaidOnceAMinute() {
        SpokenLoad load = new SpokenLoad(said::add);

        for (int second = 1; second <= 20; second++) { // the start, and one picture in 30 lost
            load.look(video(new CompositorStats(30L * second, 0, second + 60, 0, 0, 0, 0, 0), LoadState.FULL));
        }
        assertThat(said).isEmpty();
        for (int second = 21; second <= 60; second++) {
            load.look(video(new CompositorStats(30L * second, 0, 80, 10L * (second - 20), 0, 0, 0, 0), LoadState.FULL));
        }
        assertThat(said).singleElement().asString().contains("50 of 150 pictures");
    }

    private static SessionStats.Video video(CompositorStats stats, LoadState load) {
        return new SessionStats.Video(new SourceSlot.State.Running(), stats, load, List.of(), 0, 0, EncoderState.NONE);
    }

    @Test
    void whatIsLeftOutIsSaidOnce() {
        SpokenLoad load = new SpokenLoad(said::add);
        CompositorStats stats = new CompositorStats(1, 1, 0, 0, 0, 0, 0, 0);
        LoadState one = new LoadState(List.of(LoadStep.MASK_RATE), Optional.of(LoadState.Cause.PROCESSOR));
        LoadState two =
                new LoadState(List.of(LoadStep.MASK_RATE, LoadStep.FRAME_RATE), Optional.of(LoadState.Cause.ENCODER));

        Stream.of(LoadState.FULL, one, one, two, two, one, LoadState.FULL)
                .forEach(state -> load.look(video(stats, state)));

        assertThat(said)
                .containsExactly(
                        "Left out for now: mask less often, because the processor is busy with other work.",
                        "Left out for now: every second picture, because the encoder cannot keep up.",
                        "Done again: every second picture.",
                        "Done again: mask less often.");
    }

    @Test
    void aRecordingThatNeverBeganIsNotSaidToBeThere() {
        new SpokenRecording(said::add).accept(new RecordingState.Finished(List.of(), Duration.ZERO, 0, 0));
        assertThat(said).isEmpty();
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
