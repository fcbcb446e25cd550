package io.rostrum.studio.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What a run leaves behind that ended properly, that did not, and that still goes on.
final class RunWatchTest {
    @TempDir
    Path folder;

    private Optional<Path> left() {
        return RunWatch.left(folder, "9.9");
    }

    /// A process that is no more.
    private void endHard() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        long pid = gone.pid();
        gone.waitFor();
        Files.writeString(folder.resolve("running"), pid + " 2026-11-22T10:00:00Z");
    }

    @Test
    void aProperEndLeavesNothing() throws Exception {
        assertThat(left()).isEmpty();
        try (RunWatch watch = new RunWatch(folder, "9.9", List::of)) {
            assertThat(watch.report(Thread.currentThread(), new IllegalStateException("x")))
                    .isPresent();
            assertThat(left()).as("it is still running").isEmpty();
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void ofARunThatWasKilledTheLastLinesAreLeft() throws Exception {
        RunWatch watch = new RunWatch(folder, "9.9", () -> List.of("s3cret-key"));
        LoggerFactory.getLogger("test").error("[live] the server at rtmp://h/app/abcd refused s3cret-key");
        Files.copy(folder.resolve("last-run.log"), folder.resolve("copy"));
        watch.close();
        Files.move(
                folder.resolve("copy"),
                folder.resolve("last-run.log"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        endHard();
        Path report = left().orElseThrow();
        assertThat(report)
                .content()
                .startsWith("Rostrum 9.9\n")
                .contains("did not end properly", "Java ", "ERROR [live] the server at rtmp://h/app/*** refused ***")
                .doesNotContain("s3cret-key", "abcd");
        assertThat(left()).as("it is written once").contains(report);
    }

    @Test
    void aMistakeIsReportedWithAllStacksAndNoSecretAndIsTheReportOfItsRun() throws Exception {
        RunWatch watch = new RunWatch(folder, "9.9", () -> List.of("s3cret-key"));
        endHard();
        Path report = watch.report(Thread.currentThread(), new IllegalStateException("no key s3cret-key"))
                .orElseThrow();
        assertThat(report)
                .content()
                .contains("IllegalStateException: no key ***", "RunWatchTest", "All threads", "Last lines of the log")
                .doesNotContain("s3cret-key");
        assertThat(left()).contains(report);
        for (int i = 0; i < 10; i++) {
            watch.report(Thread.currentThread(), new IllegalStateException("again"));
        }
        try (java.util.stream.Stream<Path> reports = Files.list(folder.resolve("reports"))) {
            assertThat(reports).as("the first of a run say most").hasSize(5);
        }
        watch.close();
        assertThat(left()).isEmpty();
    }
}
