package io.rostrum.studio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.studio.server.BundledServer.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One studio after another, with a server's process that goes on.
@Timeout(120)
final class BundledServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final BundledServer.Patience PATIENCE =
            new BundledServer.Patience(Duration.ofMillis(20), Duration.ofMillis(200));

    @TempDir
    Path folder;

    private final List<Process> started = new CopyOnWriteArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(process -> process.destroyForcibly().onExit().join());
    }

    private Process start(Path data, String bind, int http, int rtmp, Path said) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeServer.class.getName(),
                        data.toString(),
                        Integer.toString(http))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        started.add(process);
        return process;
    }

    /// {@return a studio's, running}
    private BundledServer studio(boolean network) {
        BundledServer server = new BundledServer(folder, this::start, PATIENCE);
        server.start(network);
        await().atMost(LIMIT).until(() -> server.status() instanceof Status.Running);
        return server;
    }

    @Test
    void theNextStudioGoesOnWithAServerThatAnswersOnlyAtTheSecondTry() throws IOException {
        studio(false).close();
        Files.createFile(folder.resolve("server").resolve(FakeServer.BUSY));

        BundledServer next = studio(false);

        assertThat(started).singleElement().matches(Process::isAlive);
        next.stop();
        assertThat(started).singleElement().matches(process -> !process.isAlive());
    }

    @Test
    void aServerIsKnownByItsDataAloneAndEndedBeforeAnotherBegins() throws IOException {
        studio(false).close();
        Files.delete(folder.resolve("server.json"));

        studio(false).stop();

        assertThat(started).hasSize(2).noneMatch(Process::isAlive);
    }

    @Test
    void oneThatOthersMayReachIsStartedAnewForThatOnly() {
        studio(false).close();

        studio(true).stop();

        assertThat(started).hasSize(2).noneMatch(Process::isAlive);
    }

    @Test
    void aServerThatTakesConnectionsAndSaysNothingIsEndedAndStartedAnew() throws IOException {
        BundledServer server = studio(false);
        Files.createFile(folder.resolve("server").resolve(FakeServer.SILENT));

        await().atMost(LIMIT)
                .until(() -> started.size() == 2 && !started.getFirst().isAlive());
        await().atMost(LIMIT).until(() -> server.status() instanceof Status.Running);

        server.stop();
        assertThat(started).hasSize(2).noneMatch(Process::isAlive);
    }

    @Test
    void whatIsPublishedAndWatchedIsKnown() {
        BundledServer server = studio(false);

        await().atMost(LIMIT)
                .until(() -> server.status() instanceof Status.Running running
                        && running.watchers() == 5
                        && running.streams()
                                .equals(List.of(
                                        new BundledServer.Published("guest", 4),
                                        new BundledServer.Published("live", 1))));
        server.stop();
    }

    @Test
    void aNumberThatAnotherProcessHasNowIsNoServer() throws IOException {
        Files.writeString(
                folder.resolve("server.json"),
                "{\"pid\":%d,\"http\":1,\"rtmp\":1,\"network\":false}"
                        .formatted(ProcessHandle.current().pid()));
        Path data = Files.createDirectories(folder.resolve("server"));
        Files.writeString(data.resolve("server.lock"), ProcessHandle.current().pid() + "\n");

        studio(false).stop();

        assertThat(started).singleElement().matches(process -> !process.isAlive());
    }
}
