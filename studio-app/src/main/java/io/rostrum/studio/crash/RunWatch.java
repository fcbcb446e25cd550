package io.rostrum.studio.crash;

import io.rostrum.push.log.Redaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows whether the last run of a studio on a folder ended properly, and writes reports of what went wrong. Nothing of
/// a report goes anywhere by itself. Thread-safe.
///
/// While a studio runs, the file `running` in its folder says which process it is. One that ends properly takes the
/// file
/// away; one that is found there, of a process that is no more, was left by a crash, a power cut or `kill -9`.
public final class RunWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunWatch.class);
    private static final int MOST_REPORTS = 20;
    private static final int MOST_A_RUN = 5;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final String version;
    private final Redaction redaction;
    private final RecentLines lines;
    private int written;

    /// @param folder  of the studio, which it has to itself
    /// @param version of the program
    /// @param secrets those of now, which no report may have
    public RunWatch(Path folder, String version, Supplier<Collection<String>> secrets) {
        this.folder = folder;
        this.version = version;
        this.redaction = new Redaction(secrets);
        try {
            Files.deleteIfExists(logFile(folder)); // it is of the run before
            Files.writeString(marker(folder), identity(ProcessHandle.current()));
        } catch (IOException e) {
            log.warn("[studio] the next start will not know how this run ended: {}", e.getMessage());
        }
        this.lines = RecentLines.listening(logFile(folder), redaction);
    }

    private static Path marker(Path folder) {
        return folder.resolve("running");
    }

    private static Path logFile(Path folder) {
        return folder.resolve("last-run.log");
    }

    private static Path reports(Path folder) {
        return folder.resolve("reports");
    }

    /// A number alone may be another process after the machine was started anew.
    private static String identity(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Instant::toString).orElse("");
    }

    /// Looks whether the last run ended properly, before another begins; writes a report of one that did not, if it
    /// left none.
    ///
    /// @return the report; empty where all was well, or the studio is still running
    public static Optional<Path> left(Path folder, String version) {
        try {
            String before = Files.readString(marker(folder)).strip();
            if (runs(before)) {
                return Optional.empty();
            }
            Instant began = Files.getLastModifiedTime(marker(folder)).toInstant();
            Optional<Path> own =
                    newest(folder).filter(report -> report.toFile().lastModified() >= began.toEpochMilli());
            return own.isPresent() ? own : Optional.of(ended(folder, version, began));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            log.warn("[studio] how the last run ended is not known: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean runs(String identity) {
        String pid = identity.split(" ", 2)[0];
        return pid.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> identity(process).strip().equals(identity))
                        .isPresent();
    }

    private static Optional<Path> newest(Path folder) throws IOException {
        return all(folder).stream().findFirst();
    }

    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(reports(folder))) {
            return files.sorted(java.util.Comparator.comparing(Path::toString).reversed())
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /// The run said nothing: it was killed, the power went, or native code failed.
    private static Path ended(Path folder, String version, Instant began) throws IOException {
        Redaction redaction = new Redaction(List::of);
        String last = Files.exists(logFile(folder)) ? Files.readString(logFile(folder)) : "";
        List<String> lastLines = last.lines().toList();
        StringBuilder text = new StringBuilder(head(version));
        text.append("The studio that was started at ")
                .append(began)
                .append(" did not end properly. It said nothing: ")
                .append("it was killed, the power went, or a driver or codec failed.\n");
        text.append("\nLast lines of its log\n");
        lastLines.stream()
                .skip(Math.max(0, lastLines.size() - RecentLines.MOST_LINES))
                .forEach(line -> text.append(line).append('\n'));
        return write(folder, redaction.of(text.toString()));
    }

    private static String head(String version) {
        return "Rostrum " + version + "\nwritten " + Instant.now() + "\nJava " + Runtime.version() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors()
                + " processors\n\n";
    }

    private static Path write(Path folder, String text) throws IOException {
        Files.createDirectories(reports(folder));
        Path report = reports(folder).resolve("report-" + TIME.format(Instant.now()) + ".txt");
        Files.writeString(report, text);
        for (Path old : all(folder).stream().skip(MOST_REPORTS).toList()) {
            Files.delete(old);
        }
        return report;
    }

    /// Writes a report of a failure that nobody caught; a few a run, for the first say most.
    ///
    /// @return the report; empty where none was written
    public synchronized Optional<Path> report(Thread thread, Throwable failure) {
        if (written >= MOST_A_RUN) {
            return Optional.empty();
        }
        written++;
        StringBuilder text = new StringBuilder(head(version));
        text.append("A mistake in this program, on the thread “")
                .append(thread.getName())
                .append("”\n");
        text.append(stack(failure)).append("\nAll threads\n");
        Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
        stacks.forEach((one, stack) -> text.append(one.getName())
                .append(" (")
                .append(one.getState())
                .append(")\n")
                .append(Stream.of(stack).map(at -> "    at " + at + "\n").collect(Collectors.joining())));
        text.append("\nLast lines of the log\n");
        lines.lines().forEach(line -> text.append(line).append('\n'));
        try {
            return Optional.of(write(folder, redaction.of(text.toString())));
        } catch (IOException e) {
            log.warn("[studio] no report could be written: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static String stack(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /// The run ended properly.
    @Override
    public void close() {
        lines.end();
        try {
            Files.deleteIfExists(marker(folder));
        } catch (IOException e) {
            log.warn("[studio] the next start will ask how this run ended: {}", e.getMessage());
        }
    }
}
