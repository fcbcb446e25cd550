package io.rostrum.studio.cli;

import io.rostrum.capture.record.Recorder;
import io.rostrum.capture.record.RecordingState;

/// The recording of a running broadcast.
///
/// @param spoken what the user is told about it
record RunningRecording(Recorder recorder, SpokenRecording spoken) {
    RecordingState state() {
        return recorder.state();
    }

    /// Tells the user when it has gaps.
    void look() {
        spoken.look(recorder.state());
    }
}
