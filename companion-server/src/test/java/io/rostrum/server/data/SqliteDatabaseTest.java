package io.rostrum.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.FastThreadLocalThread;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.DatabaseException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SqliteDatabaseTest extends DatabaseContract {
    @Override
    Store store() {
        return new SqliteStore(directory, "rostrum.db");
    }

    private Database own() {
        return Database.open(directory, DatabaseConfig.DEFAULT, Clock.systemUTC());
    }

    private static void invite(Database database, String id) throws DatabaseException {
        database.write(transaction -> transaction.change(
                "INSERT INTO invitations (id, code_hash, role, invited_by, created_at, expires_at)"
                        + " VALUES (?, ?, 'viewer', 'x', 0, 0)",
                id,
                id));
    }

    private static List<String> invited(Database database) throws DatabaseException {
        return database.read(
                transaction -> transaction.list("SELECT id FROM invitations ORDER BY id", row -> row.text("id")));
    }

    /// Writes rows until it is killed, and says which are in.
    static final class Writer {
        public static void main(String[] args) throws Exception {
            try (Database database = Database.open(Path.of(args[0]), DatabaseConfig.DEFAULT, Clock.systemUTC())) {
                for (int i = 0; ; i++) {
                    invite(database, "%08d".formatted(i));
                    System.out.println(i);
                }
            }
        }
    }

    @Test
    void noRowThatWasCommittedIsLostWhenTheProcessIsKilled() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int last = -1;
        try (BufferedReader out = writer.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.matches("\\d+")) {
                    last = Integer.parseInt(line);
                    if (last == 50) {
                        writer.toHandle().destroyForcibly(); // the process itself would close its output too
                    }
                }
            }
        }
        writer.waitFor();

        assertThat(last).isGreaterThanOrEqualTo(50);
        try (Database database = own()) {
            assertThat(invited(database)).hasSizeGreaterThan(last);
        }
    }

    @Test
    void theFileIsForItsOwner() throws Exception {
        try (Database database = own()) {
            invite(database, "a");
            for (String name : List.of("rostrum.db", "rostrum.db-wal")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aDatabaseThatIsLockedIsRefusedWithWordsAndUsedAgainAfterwards() throws Exception {
        try (Database database = own()) {
            invite(database, "a");
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + Database.file(directory));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(() -> invite(database, "b"))
                        .hasMessageStartingWith("The database is locked by another program")
                        .isInstanceOfSatisfying(
                                DatabaseException.class,
                                e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
                assertThat(database.problem()).isPresent();
                assertThat(invited(database)).as("reading goes on").containsExactly("a");
                statement.execute("ROLLBACK");
            }
            invite(database, "b");
            assertThat(database.problem()).isEmpty();
        }
    }

    @Test
    void aDamagedFileIsLeftAsItIsAndABackupTakesItsPlace() throws Exception {
        Path file = Database.file(directory);
        Backups backups = new Backups(directory, Clock.systemUTC());
        try (Database database = own()) {
            invite(database, "a");
            backups.make();
            invite(database, "after the backup");
        }
        byte[] damaged = Files.readAllBytes(file);
        for (int i = 0; i < damaged.length; i += 7) {
            damaged[i] ^= 0x55;
        }
        Files.write(file, damaged);

        try (Database database = own()) {
            assertThatThrownBy(() -> invited(database))
                    .hasMessageContaining("rostrum server restore")
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
        }
        assertThat(file).hasBinaryContent(damaged);

        Path kept = backups.restore(backups.list().getFirst().file()).orElseThrow();
        assertThat(kept).hasBinaryContent(damaged);
        try (Database database = own()) {
            assertThat(invited(database)).containsExactly("a");
        }
    }

    @Test
    void aBackupThatIsDamagedReplacesNothing() throws Exception {
        try (Database database = own()) {
            invite(database, "a");
        }
        Path broken =
                Files.writeString(directory.resolve("broken.db"), "no database at all, but long enough to be one");
        assertThatThrownBy(() -> new Backups(directory, Clock.systemUTC()).restore(broken))
                .hasMessageContaining("is damaged or no database; nothing was changed");
        try (Database database = own()) {
            assertThat(invited(database)).containsExactly("a");
        }
    }

    @Test
    void aDatabaseOfSomethingElseReplacesNothing() throws Exception {
        try (Database database = own()) {
            invite(database, "a");
        }
        Path foreign = directory.resolve("foreign.db");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + foreign);
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE photos (id TEXT)");
        }
        assertThatThrownBy(() -> new Backups(directory, Clock.systemUTC()).restore(foreign))
                .hasMessageContaining("is no database of Rostrum's");
        try (Database database = own()) {
            assertThat(invited(database)).containsExactly("a");
        }
    }

    @Test
    void aCopyThatIsGivenUpLeavesNothingAndHalvesOfAKilledProcessAreDeleted() throws Exception {
        try (Database database = own()) {
            invite(database, "a");
        }
        Instant now = Instant.parse("2026-11-01T12:00:00Z");
        Path folder = Files.createDirectories(directory.resolve("backups"));
        Path half = Files.writeString(folder.resolve("backup123.tmp"), "half");
        Files.setLastModifiedTime(half, FileTime.from(now.minus(Duration.ofHours(2))));
        Backups backups = new Backups(directory, Clock.fixed(now, ZoneOffset.UTC));
        backups.keep(3);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
        assertThat(backups.list()).hasSize(1);

        Backups stopping = new Backups(directory, Clock.fixed(now.plus(Duration.ofDays(2)), ZoneOffset.UTC));
        stopping.abandon();
        stopping.keep(3);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
        assertThat(backups.list()).as("no copy was made").hasSize(1);
    }

    @Test
    void aCopyThatIsBeingMadeIsGivenUpAtOnce() throws Exception {
        try (Database database = own()) {
            invite(database, "a");
        }
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + Database.file(directory));
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE bulk AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                    + " WHERE i < 60000) SELECT i, randomblob(1000) AS b FROM n");
        }
        Backups backups = new Backups(directory, Clock.systemUTC());
        Path folder = directory.resolve("backups");
        Thread copying = Thread.ofVirtual().start(() -> backups.keep(3));
        await().pollInterval(Duration.ofMillis(1)).until(() -> size(folder) > 1_000_000);
        backups.abandon();
        copying.join();
        assertThat(backups.list()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    private static long size(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void aBackupIsMadeOnceADayAndKeptForSomeDays() throws Exception {
        try (Database database = own()) {
            invite(database, "a");
        }
        Instant begin = Instant.parse("2026-11-01T12:00:00Z");
        for (int hours = 0; hours < 24 * 8; hours += 6) {
            Clock then = Clock.fixed(begin.plus(Duration.ofHours(hours)), ZoneOffset.UTC);
            new Backups(directory, then).keep(3);
        }
        assertThat(new Backups(directory, Clock.systemUTC()).list())
                .extracting(backup -> backup.madeAt().toString().substring(0, 10))
                .containsExactly("2026-11-08", "2026-11-07", "2026-11-06", "2026-11-05");
    }

    @Test
    void noEventLoopWaitsForIt() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (Database database = own()) {
            Thread loop = new FastThreadLocalThread(() -> {
                try {
                    invited(database);
                } catch (DatabaseException | IllegalStateException e) {
                    thrown.set(e);
                }
            });
            loop.start();
            loop.join();
        }
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("event loop");
    }

    @Test
    void aPasswordInAnAddressIsTakenOutOfIt() {
        PostgresAddress address = PostgresAddress.parse(
                        new Secret("postgresql://rostrum:a%40b%2Fc@db.school.example/live?sslmode=require"))
                .orElseThrow();

        assertThat(address.jdbc()).isEqualTo("jdbc:postgresql://db.school.example:5432/live?sslmode=require");
        assertThat(address.password().reveal()).isEqualTo("a@b/c");
        assertThat(address.toString()).doesNotContain("a@b", "a%40b");
    }
}
