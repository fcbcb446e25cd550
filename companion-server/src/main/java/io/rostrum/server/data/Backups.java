package io.rostrum.server.data;

import io.rostrum.push.file.OwnedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/// Copies of the file of SQLite, in `backups` of the data folder: whole and consistent, also while the
/// server runs (sqlite.org/lang_vacuum.html#vacuuminto). Blocks.
public final class Backups {
    private static final Logger log = LoggerFactory.getLogger(Backups.class);
    private static final String FOLDER = "backups";
    private static final String PREFIX = "rostrum-";
    private static final String ENDING = ".db";
    private static final String ASIDE = "backup";
    private static final String UNFINISHED = ".tmp";
    /// No copy takes as long.
    private static final Duration UNFINISHED_FOR = Duration.ofHours(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);
    private static final Duration DAY = Duration.ofDays(1);
    /// What SQLite keeps beside its file.
    private static final List<String> BESIDE = List.of("", "-wal", "-shm");

    private final Path directory;
    private final Path database;
    private final Path folder;
    private final Clock clock;
    private final AtomicReference<@Nullable Statement> copying = new AtomicReference<>();
    private volatile boolean abandoned;

    /// One copy.
    ///
    /// @param madeAt to the second
    public record Backup(Path file, Instant madeAt) {}

    /// @param directory the data folder
    public Backups(Path directory, Clock clock) {
        this.directory = directory;
        this.database = Database.file(directory);
        this.folder = directory.resolve(FOLDER);
        this.clock = clock;
    }

    /// {@return the copies there are, the newest first}
    public List<Backup> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> backup(file).stream())
                    .sorted(Comparator.comparing(Backup::madeAt).reversed())
                    .toList();
        }
    }

    private static Optional<Backup> backup(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(PREFIX) || !name.endsWith(ENDING)) {
            return Optional.empty();
        }
        try {
            String time = name.substring(PREFIX.length(), name.length() - ENDING.length());
            return Optional.of(new Backup(file, LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private String stamp() {
        return TIME.format(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /// Makes a copy now.
    ///
    /// @throws IOException if there is no database yet, it is damaged, or the disk refuses; in words
    public Backup make() throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(PREFIX + stamp() + ENDING);
        copy(file);
        return backup(file).orElseThrow(() -> new IOException("backup: " + file + " is gone"));
    }

    /// @param to is written anew
    public void copy(Path to) throws IOException {
        if (!Files.exists(database)) {
            throw new IOException("database: " + database + " is not there (expected: made by a server that has run)");
        }
        Path parent = to.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException("backup: " + to + " (expected: a file in a folder)");
        }
        Path aside = Files.createTempFile(parent, ASIDE, UNFINISHED, OwnedFile.ownerOnly(parent));
        try {
            try (Connection connection = SqliteStore.config().createConnection("jdbc:sqlite:" + database);
                    PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
                vacuum.setString(1, aside.toString());
                copying.set(vacuum);
                if (!abandoned) {
                    vacuum.execute();
                }
            } catch (SQLException e) {
                if (!abandoned) {
                    throw Failures.of(e);
                }
            } finally {
                copying.set(null);
            }
            if (abandoned) {
                throw new IOException("the copy was given up, as the server stops; the next start makes it");
            }
            check(aside);
            force(aside);
            Files.move(aside, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /// Gives up the copy that is being made, which leaves nothing behind, and makes no more. Does not wait.
    public void abandon() {
        abandoned = true;
        Statement running = copying.get();
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException e) {
                log.debug("[data] giving a copy up: {}", e.getMessage());
            }
        }
    }

    private static void check(Path file) throws DatabaseException {
        SQLiteConfig reading = new SQLiteConfig();
        reading.setReadOnly(true);
        try (Connection connection = reading.createConnection("jdbc:sqlite:" + file)) {
            SqliteStore.check(connection);
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /// Makes a copy where the newest is a day old, and deletes those that are older than `days`, but for
    /// the newest. Trouble is logged.
    public void keep(int days) {
        try {
            Instant now = clock.instant();
            List<Backup> there = list();
            boolean due =
                    there.isEmpty() || !there.getFirst().madeAt().plus(DAY).isAfter(now);
            if (days == 0 || !due || !Files.exists(database)) {
                return;
            }
            removeHalves(now);
            log.info("[data] backup {}", make().file().getFileName());
            for (Backup old : there) {
                if (old.madeAt().isBefore(now.minus(Duration.ofDays(days)))) {
                    Files.deleteIfExists(old.file());
                }
            }
        } catch (IOException e) {
            if (abandoned) {
                log.info("[data] {}", e.getMessage());
            } else {
                log.error("[data] no backup was made: {}", e.getMessage());
            }
        }
    }

    /// Deletes what a process left that was killed while it made a copy.
    private void removeHalves(Instant now) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(folder, ASIDE + "*" + UNFINISHED)) {
            for (Path half : halves) {
                if (Files.getLastModifiedTime(half).toInstant().isBefore(now.minus(UNFINISHED_FOR))) {
                    Files.deleteIfExists(half);
                }
            }
        }
    }

    /// Puts a copy in the database's place, which is kept beside it. No server may run with the folder
    /// meanwhile.
    ///
    /// @param backup is looked at first: one that is damaged changes nothing
    /// @return where the database before is now; empty if there was none
    public Optional<Path> restore(Path backup) throws IOException {
        if (!Files.isRegularFile(backup)) {
            throw new IOException("backup: " + backup + " (expected: a file that rostrum server backup made)");
        }
        try {
            check(backup);
        } catch (DatabaseException e) {
            throw new IOException("backup: " + backup + " is damaged or no database; nothing was changed", e);
        }
        if (!Database.isOurs(backup)) {
            throw new IOException("backup: " + backup
                    + " is no database of Rostrum's (expected: a file that rostrum server backup made);"
                    + " nothing was changed");
        }
        Path fresh = Files.createTempFile(directory, "restore", ".tmp", OwnedFile.ownerOnly(directory));
        try {
            Files.copy(backup, fresh, StandardCopyOption.REPLACE_EXISTING);
            force(fresh);
            Optional<Path> before = setAside();
            Files.move(fresh, database, StandardCopyOption.ATOMIC_MOVE);
            return before;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private Optional<Path> setAside() throws IOException {
        boolean there = Files.exists(database);
        String name = database.getFileName() + ".before-" + stamp();
        Path aside = database.resolveSibling(name);
        for (int i = 2; Files.exists(aside); i++) {
            aside = database.resolveSibling(name + "-" + i);
        }
        for (String ending : BESIDE) {
            Path from = database.resolveSibling(database.getFileName() + ending);
            if (Files.exists(from)) {
                Files.move(from, aside.resolveSibling(aside.getFileName() + ending));
            }
        }
        return there ? Optional.of(aside) : Optional.empty();
    }
}
