package io.rostrum.studio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerJarTest {
    @TempDir
    Path home;

    private Path make(String file) throws IOException {
        Path made = home.resolve(file);
        Files.createDirectories(made.resolveSibling(""));
        return Files.createFile(made);
    }

    @Test
    void findsTheServerOfTheBuildAndOfAnInstallation() throws IOException {
        Path built = make("companion-server/target/companion-server.jar");
        assertThat(ServerJar.find(home)).isEqualTo(built);

        Path installed = make("server/companion-server.jar");
        assertThat(ServerJar.find(home)).isEqualTo(installed);
    }

    @Test
    void saysWhatToDoWhereItIsMissing() throws IOException {
        assertThatThrownBy(() -> ServerJar.find(home)).hasMessageContaining("rostrum setup");

        Files.createDirectories(home.resolve("companion-server"));
        assertThatThrownBy(() -> ServerJar.find(home)).hasMessageContaining("./rostrum build");
    }
}
