package io.rostrum.installer.setup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

final class ServerConfigTextTest {
    private static final Choices CHOICES = new Choices(
            EnumSet.allOf(Part.class), Path.of("/p"), Path.of("/home/o'hara/data"), 8081, 1936, true, ServiceKind.NONE);

    @Test
    void setsWhatTheUserChoseAndLeavesEveryOtherLine() {
        String text = """
                # Address to listen on
                bind: 127.0.0.1

                data:
                http:
                  # Port of pages
                  port: 8080
                  hosts: [live.school.example] # mine
                rtmp:
                  port: 1935
                  idle_timeout: 40s
                """;

        assertThat(ServerConfigText.with(text, CHOICES)).isEqualTo("""
                # Address to listen on
                bind: 0.0.0.0

                data: '/home/o''hara/data'
                http:
                  # Port of pages
                  port: 8081
                  hosts: [live.school.example] # mine
                rtmp:
                  port: 1936
                  idle_timeout: 40s
                """);
    }

    @Test
    void addsWhatTheUserHadLeftOutWithTheIndentationOfTheBlock() {
        assertThat(ServerConfigText.with("http:\n    hosts: []\nlog:\n  level: debug\n", CHOICES))
                .isEqualTo("""
                http:
                    port: 8081
                    hosts: []
                log:
                  level: debug
                bind: 0.0.0.0
                data: '/home/o''hara/data'
                rtmp:
                  port: 1936
                """);
    }

    @Test
    void doesNotMistakeAPortOfADeeperBlockForTheServers() {
        String text = "http:\n  proxy:\n    port: 99\n  port: 8080\n";

        assertThat(ServerConfigText.with(text, CHOICES)).startsWith("http:\n  proxy:\n    port: 99\n  port: 8081\n");
    }
}
