package io.rostrum.studio.cli;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.studio.input.AudioInput;
import picocli.CommandLine.Option;

/// What is said of one source of sound: `--audio`, and what belongs to it.
final class HeardOptions {
    @Option(
            names = "--audio",
            paramLabel = "SOURCE",
            required = true,
            description = "device[:ID], desktop, testcard, tone, none or a media file; by default what belongs to the"
                    + " video; may be repeated")
    private String audio = "";

    @Option(
            names = "--tracks",
            paramLabel = "N,…",
            description = "the tracks, 1 to 6, that this sound is heard in: mixes, of which each target gets one")
    private String tracks = "1";

    /// @throws IllegalArgumentException in words for the user
    AudioInput input() {
        return AudioInput.parse(audio);
    }

    /// @throws IllegalArgumentException in words for the user
    TrackSet tracks() {
        TrackSet read = TrackSet.parse(tracks);
        if (read.isEmpty()) {
            throw new IllegalArgumentException("--tracks: none (expected: one at least, like 1,3)");
        }
        return read;
    }
}
