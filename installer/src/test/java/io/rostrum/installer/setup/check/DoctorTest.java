package io.rostrum.installer.setup.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DoctorTest {
    @TempDir
    Path folder;

    /// {@return a program of these lines}
    private Path program(String lines) throws IOException {
        Path program = folder.resolve("rostrum");
        Files.writeString(program, "#!/bin/sh\n" + lines + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    @Test
    void readsWhatTheDoctorFoundAlsoWhenSomethingIsMissing() throws Exception {
        Path program = program("""
                [ "$*" = "doctor --json" ] || exit 9
                echo noise >&2
                cat <<'END'
                {"findings": [{"topic": "JDK", "health": "ok", "found": "25"},
                  {"topic": "port HTTP", "health": "lacking", "found": "8080 is taken"},
                  {"topic": "encoder x264", "health": "missing", "found": "not there", "remedy": "reinstall"}]}
                END
                exit 1""");

        assertThat(new Doctor(program).examine())
                .containsExactly(
                        new Finding("JDK", Finding.Health.GOOD, "25", ""),
                        new Finding("encoder x264", Finding.Health.MISSING, "not there", "reinstall"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "words",
                "{}",
                "{\"findings\": [{}]}",
                "{\"findings\": [{\"topic\": \"x\", \"health\": \"fine\"}]}"
            })
    void saysSoWhenTheAnswerCannotBeRead(String said) {
        assertThatThrownBy(() -> Doctor.parse(said, 3)).isInstanceOf(IOException.class);
    }

    @Test
    void canBeCancelledWhileItLooks() throws Exception {
        Path begun = folder.resolve("begun");
        Doctor doctor = new Doctor(program("touch '" + begun + "'; exec sleep 300"));
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                doctor.examine();
                end.complete(new AssertionError("it was not cancelled"));
            } catch (IOException | InterruptedException | CancellationException e) {
                end.complete(e);
            }
        });
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(begun));

        doctor.cancel();

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(end::isDone);
        assertThat(end.join()).isInstanceOf(CancellationException.class);
    }
}
