package io.rostrum.studio.input;

import java.nio.file.Path;

/// What `--audio` names: `device[:ID]`, `desktop`, `testcard`, `tone`, `none` or a media file.
public sealed interface AudioInput {
    /// @param id as the sound system names it; empty for the default device
    record Device(String id) implements AudioInput {}

    record Desktop() implements AudioInput {}

    record TestCard() implements AudioInput {}

    record Tone() implements AudioInput {}

    record None() implements AudioInput {}

    record Media(Path file) implements AudioInput {}

    /// @throws IllegalArgumentException with what was found and what is expected
    static AudioInput parse(String text) {
        return switch (text) {
            case "none" -> new None();
            case "tone" -> new Tone();
            case "testcard" -> new TestCard();
            case "desktop" -> new Desktop();
            case "device" -> new Device("");
            default ->
                text.startsWith("device:")
                        ? new Device(text.substring("device:".length()))
                        : new Media(VideoInput.existingFile(
                                "--audio", text, "device[:ID], desktop, testcard, tone, none or a file that exists"));
        };
    }
}
