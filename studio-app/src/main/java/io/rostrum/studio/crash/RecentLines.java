package io.rostrum.studio.crash;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.rostrum.push.log.Redaction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/// The last lines of the log, without secrets: in memory, and in a file that outlives the process. The file is begun
/// anew when it is as long as [#MOST_CHARS].
final class RecentLines extends AppenderBase<ILoggingEvent> {
    static final int MOST_LINES = 200;
    static final int MOST_CHARS = 200_000;

    private final Path file;
    private final Redaction redaction;
    private final Deque<String> lines = new ArrayDeque<>();
    private int written = MOST_CHARS;

    private RecentLines(Path file, Redaction redaction) {
        this.file = file;
        this.redaction = redaction;
    }

    /// Listens to the log of this process.
    static RecentLines listening(Path file, Redaction redaction) {
        RecentLines lines = new RecentLines(file, redaction);
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            lines.setContext(context);
            lines.start();
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(lines);
        }
        return lines;
    }

    /// Called under the lock of its base.
    @Override
    protected void append(ILoggingEvent event) {
        String line = redaction.of(Instant.ofEpochMilli(event.getTimeStamp()) + " " + event.getLevel() + " "
                + event.getFormattedMessage() + thrown(event.getThrowableProxy()));
        lines.addLast(line);
        if (lines.size() > MOST_LINES) {
            lines.removeFirst();
        }
        write(line);
    }

    private static String thrown(@org.jspecify.annotations.Nullable IThrowableProxy thrown) {
        return thrown == null ? "" : " (" + thrown.getClassName() + ": " + thrown.getMessage() + ")";
    }

    private void write(String line) {
        boolean anew = written >= MOST_CHARS;
        try (BufferedWriter out = anew
                ? Files.newBufferedWriter(file, StandardCharsets.UTF_8)
                : Files.newBufferedWriter(
                        file,
                        StandardCharsets.UTF_8,
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.APPEND)) {
            out.write(line);
            out.newLine();
            written = anew ? line.length() : written + line.length();
        } catch (IOException e) {
            addWarn("the log's last lines are not kept", e);
        }
    }

    List<String> lines() {
        synchronized (this) {
            return List.copyOf(lines);
        }
    }

    void end() {
        if (getContext() instanceof LoggerContext context) {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(this);
        }
        stop();
    }
}
