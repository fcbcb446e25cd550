package io.rostrum.studio.cli;

import io.rostrum.capture.record.RecordingState;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Tells the user how one recording goes. Thread-safe.
final class SpokenRecording implements Consumer<RecordingState> {
    private final Consumer<String> say;
    private boolean gapsSaid;

    /// @param say takes sentences, on any thread
    SpokenRecording(Consumer<String> say) {
        this.say = say;
    }

    @Override
    public void accept(RecordingState state) {
        switch (state) {
            case RecordingState.Failed failed ->
                say.accept("Recording stopped: " + failed.reason() + " " + failed.remedy());
            case RecordingState.Finished done -> {
                if (!done.files().isEmpty()) {
                    String files = done.files().stream().map(Path::toString).collect(Collectors.joining(", "));
                    say.accept("Recorded " + done.recorded().toSeconds() + " s to " + files);
                }
            }
            case RecordingState.Waiting _, RecordingState.Recording _ -> {}
        }
    }

    /// Says once that the recording has gaps.
    ///
    /// @param now how it goes
    synchronized void look(RecordingState now) {
        if (dropped(now) > 0 && !gapsSaid) {
            gapsSaid = true;
            say.accept("The disk is too slow for the recording, which has gaps now; record to a faster one.");
        }
    }

    private static long dropped(RecordingState state) {
        return switch (state) {
            case RecordingState.Recording recording -> recording.dropped();
            case RecordingState.Finished finished -> finished.dropped();
            case RecordingState.Waiting _, RecordingState.Failed _ -> 0;
        };
    }
}
