package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PaletteModelTest {
    private static final List<Command> COMMANDS = List.of(
            new Command("Go live", "Broadcast", "Ctrl+Enter", () -> {}),
            new Command("Start recording", "Broadcast", "Ctrl+R", () -> {}),
            new Command("Add a source", "Sources", "Ctrl+N", () -> {}),
            new Command("Settings", "", "Ctrl+,", () -> {}));

    private final FakeStudio studio = FakeStudio.busy();

    private List<String> find(String letters) {
        return new PaletteModel(COMMANDS, studio)
                .find(letters).stream().map(Command::name).toList();
    }

    @Test
    void withoutLettersEverythingIsThereTheWindowsCommandsFirst() {
        assertThat(find(" "))
                .startsWith("Go live", "Start recording", "Add a source", "Settings")
                .contains("Hide Camera", "Mute Mic", "Switch off Twitch");
    }

    @Test
    void aFewLettersFindWhatIsMeant() {
        assertThat(find("gl").getFirst()).isEqualTo("Go live");
        assertThat(find("rec").getFirst()).isEqualTo("Start recording");
        assertThat(find("as").getFirst()).isEqualTo("Add a source");
        assertThat(find("set").getFirst()).isEqualTo("Settings");
        assertThat(find("mute mic").getFirst()).isEqualTo("Mute Mic");
        assertThat(find("xyz")).isEmpty();
    }

    @Test
    void lettersOutOfOrderDoNotFit() {
        assertThat(Fuzzy.score("lg", "Go live")).isEmpty();
        assertThat(Fuzzy.score("gol", "Go live")).isPresent();
    }

    @Test
    void beginningsOfWordsAndNeighboursCountMore() {
        assertThat(Fuzzy.score("gl", "Go live").orElseThrow())
                .isGreaterThan(Fuzzy.score("gl", "Single").orElseThrow());
        assertThat(Fuzzy.score("live", "Go live").orElseThrow())
                .isGreaterThan(Fuzzy.score("live", "Lower gain in voice").orElseThrow());
    }

    @Test
    void aCommandOfAThingDoesItAndThenOffersTheOpposite() {
        new PaletteModel(COMMANDS, studio).find("mute mic").getFirst().action().run();
        assertThat(find("mute mic").getFirst()).isEqualTo("Unmute Mic");
    }

    @Test
    void onlyADestinationInTroubleCanBeTriedAgain() {
        assertThat(find("try twitch")).doesNotContain("Try Twitch again");
        studio.destination(
                "twitch",
                old -> new DestinationView(
                        old.setting(),
                        new DestinationState.Refused("wrong key", "Paste the key again."),
                        Optional.empty()));
        assertThat(find("try twitch").getFirst()).isEqualTo("Try Twitch again");
    }
}
