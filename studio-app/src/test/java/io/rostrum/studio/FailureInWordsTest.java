package io.rostrum.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Trouble is told in a sentence that says what, where and what to do; only a mistake of the program shows its stack.
final class FailureInWordsTest {
    @Command(name = "rostrum")
    private record Failing(Exception why) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw why;
        }
    }

    private static String said(Exception why) {
        StringWriter said = new StringWriter();
        int code = new CommandLine(new Failing(why))
                .setErr(new PrintWriter(said))
                .setExecutionExceptionHandler(new FailureInWords())
                .execute();
        assertThat(code).isEqualTo(1);
        return said.toString();
    }

    @Test
    void saysWhichFileAndWhatToDo() {
        assertThat(said(new NoSuchFileException("/data/x"))).isEqualToIgnoringNewLines("""
                rostrum: /data/x: there is no such file or folder; check the name""");
        assertThat(said(new AccessDeniedException("/data/x"))).isEqualToIgnoringNewLines("""
                rostrum: /data/x: this user has no right to it; give another place, or the user the right""");
        assertThat(said(new UncheckedIOException(new FileSystemException("/data/x", null, "Input/output error"))))
                .isEqualToIgnoringNewLines("""
                rostrum: /data/x: Input/output error; check the disk, or give another place""");
    }

    @Test
    void leavesWhatIsASentenceAlready() {
        assertThat(said(new IOException("ports 1 to 9 are all taken")))
                .isEqualToIgnoringNewLines("rostrum: ports 1 to 9 are all taken");
    }

    @Test
    void asksForAReportOfAMistakeOfTheProgram() {
        assertThat(said(new IllegalStateException("closed")))
                .startsWith("rostrum: ended by a mistake in this program. Please report it")
                .contains("java.lang.IllegalStateException: closed")
                .contains("at " + FailureInWordsTest.class.getName());
    }
}
