package io.rostrum.studio.input;

import java.nio.file.Path;

/// What `--audio` names: `device[:ID]`, `desktop`, `testcard`, `tone`, `none`, a media file or several (`playlist:…`).
public sealed interface AudioInput {
    /// What the name of every device begins with.
    String DEVICE = "device:";

    /// What `--audio` takes, in words.
    String EXPECTED = "device[:ID], desktop, testcard, tone, none, playlist:FILE|FILE or a file that exists";

    /// @param id as the sound system names it; empty for the default device
    record Device(String id) implements AudioInput {}

    record Desktop() implements AudioInput {}

    record TestCard() implements AudioInput {}

    record Tone() implements AudioInput {}

    record None() implements AudioInput {}

    record Media(Path file) implements AudioInput {}

    /// Media files one after the other.
    record Playlist(SourceSpec spec) implements AudioInput {}

    /// @throws IllegalArgumentException with what was found and what is expected
    static AudioInput parse(String text) {
        return switch (text) {
            case "none" -> new None();
            case "tone" -> new Tone();
            case "testcard" -> new TestCard();
            case "desktop" -> new Desktop();
            case "device" -> new Device("");
            default ->
                SourceSpec.kind(text)
                        .filter(kind -> kind == DrawnKind.PLAYLIST)
                        .flatMap(_ -> SourceSpec.read(text))
                        .<AudioInput>map(AudioInput::playlist)
                        .orElseGet(() -> deviceOrFile(text));
        };
    }

    private static AudioInput deviceOrFile(String text) {
        return text.startsWith(DEVICE)
                ? new Device(text.substring(DEVICE.length()))
                : new Media(VideoInput.existingFile("--audio", text, EXPECTED));
    }

    private static Playlist playlist(SourceSpec spec) {
        Playlists.check(spec);
        return new Playlist(spec);
    }
}
