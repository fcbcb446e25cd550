package io.rostrum.installer.setup.work;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SystemCommandsTest {
    @Test
    void aCommandThatHangsIsEndedAtTheLimit() {
        SystemCommands commands = new SystemCommands(Duration.ofMillis(100));

        assertThatThrownBy(() -> commands.run(List.of("sleep", "600")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("`sleep 600` did not end within");
    }

    @Test
    void whatACommandSaidLastIsTold() {
        assertThatThrownBy(() -> new SystemCommands().run(List.of("sh", "-c", "echo first; echo last; exit 3")))
                .hasMessageEndingWith("failed with code 3: last");
    }

    @Test
    void aCommandHasEndedAlthoughWhatItStartedHoldsItsOutput() {
        assertThatThrownBy(() -> new SystemCommands().run(List.of("sh", "-c", "sleep 20 & exit 3")))
                .hasMessageContaining("failed with code 3");
    }
}
