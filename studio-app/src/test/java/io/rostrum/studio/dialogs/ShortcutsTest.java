package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ShortcutsTest {
    @ParameterizedTest
    @EnumSource(Shortcuts.class)
    void eachIsACombinationThatJavaFxUnderstands(Shortcuts key) {
        KeyCombination combination = KeyCombination.valueOf(key.combination());
        assertThat(KeyCombination.valueOf(combination.getName())).isEqualTo(combination);
        assertThat(key.what()).isNotBlank();
        assertThat(key.group().keys()).contains(key);
    }

    @Test
    void noTwoShareTheirKeys() {
        assertThat(Arrays.stream(Shortcuts.values()).map(Shortcuts::combination))
                .doesNotHaveDuplicates();
    }

    @Test
    void keysAreWrittenAsOnTheKeyboard() {
        assertThat(Shortcuts.GO_LIVE.text(/* mac= */ false)).isEqualTo("Ctrl+Enter");
        assertThat(Shortcuts.SETTINGS.caps(/* mac= */ false)).containsExactly("Ctrl", ",");
        assertThat(Shortcuts.MOVE_UP.text(/* mac= */ true)).isEqualTo("⌥↑");
    }
}
