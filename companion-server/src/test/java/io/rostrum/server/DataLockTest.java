package io.rostrum.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers in processes of their own on one data folder.
@Timeout(120)
class DataLockTest {
    @TempDir
    private Path data;

    /// A server's process, killed at the end.
    private static final class Server implements AutoCloseable {
        final Process process;
        private final BufferedReader out;

        Server(Path data) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.rostrum.server.Main",
                            "--data",
                            data.toString(),
                            "--http",
                            "0",
                            "--rtmp",
                            "0")
                    .redirectErrorStream(true)
                    .start();
            out = process.inputReader();
        }

        /// {@return what it says up to a line with `word`, or to its end}
        String saysUpTo(String word) throws IOException {
            StringBuilder said = new StringBuilder();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.append(line).append('\n');
                if (line.contains(word)) {
                    break;
                }
            }
            return said.toString();
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            process.onExit().join();
            out.close();
        }
    }

    @Test
    void theSecondEndsWith1AndNamesTheFirst() throws Exception {
        try (Server first = new Server(data);
                Server second = startAfter(first)) {
            String said = second.saysUpTo("[server] ready");

            assertThat(said)
                    .contains("rostrum server: data folder " + data + ": another server, process " + first.process.pid()
                            + ", uses it. Stop that one, or choose another folder with --data.");
            assertThat(second.process.waitFor()).isEqualTo(Main.FAILED);
            assertThat(first.process.isAlive()).isTrue();
        }
    }

    private Server startAfter(Server first) throws IOException {
        assertThat(first.saysUpTo("[server] ready")).contains("[server] ready");
        return new Server(data);
    }

    @Test
    void oneThatWasKilledLeavesTheFolderToTheNext() throws Exception {
        try (Server first = new Server(data)) {
            assertThat(first.saysUpTo("[server] ready")).contains("[server] ready");
        }
        try (Server second = new Server(data)) {
            assertThat(second.saysUpTo("[server] ready")).contains("[server] ready");
            assertThat(data.resolve(DataLock.FILE)).hasContent(second.process.pid() + "\n");
        }
    }

    @Test
    void aFileThatCannotBeOpenedSaysWhatToDo() throws IOException {
        Files.createDirectory(data.resolve(DataLock.FILE));

        assertThatThrownBy(() -> DataLock.take(data))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("remove it or choose a folder with --data");
    }
}
