package io.rostrum.studio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are a shell's")
@Timeout(60)
final class ServerProgramsTest {
    @Test
    void givesWhatAProgramPrinted() throws Exception {
        assertThat(ServerPrograms.output(List.of("/bin/echo", "key"), Duration.ofSeconds(20)))
                .isEqualTo("key\n");
    }

    @Test
    void oneThatPrintsAndHangsIsGivenUp() {
        assertThatThrownBy(() -> ServerPrograms.output(
                        List.of("/bin/sh", "-c", "echo key; exec sleep 600"), Duration.ofMillis(200)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not answer");
    }
}
