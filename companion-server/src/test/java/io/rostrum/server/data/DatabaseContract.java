package io.rostrum.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.server.data.DatabaseException.Kind;
import io.rostrum.server.data.Migrations.Migration;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What both kinds of database must do.
abstract class DatabaseContract {
    private static final Migration FIRST =
            new Migration(1, "first", "CREATE TABLE first (id TEXT PRIMARY KEY, n BIGINT);\n");
    private static final Migration SECOND = new Migration(
            2, "second", "CREATE TABLE second (id TEXT PRIMARY KEY);\nINSERT INTO second (id) VALUES ('made');\n");

    @TempDir
    Path directory;

    /// {@return a store of the same, empty database at each call within a test}
    abstract Store store();

    private Database database(Migration... migrations) {
        return new Database(store(), new Migrations(List.of(migrations), Clock.systemUTC()));
    }

    private static void add(Database database, String id, long n) throws DatabaseException {
        database.write(transaction -> transaction.change("INSERT INTO first (id, n) VALUES (?, ?)", id, n));
    }

    private static List<String> ids(Database database) throws DatabaseException {
        return database.read(
                transaction -> transaction.list("SELECT id FROM first ORDER BY id", row -> row.text("id")));
    }

    @Test
    void whatWasWrittenIsThereForAnother() throws Exception {
        try (Database one = database(FIRST)) {
            add(one, "a", 1);
        }
        try (Database other = database(FIRST)) {
            assertThat(ids(other)).containsExactly("a");
        }
    }

    @Test
    void aTransactionThatFailsChangesNothing() throws Exception {
        try (Database database = database(FIRST)) {
            add(database, "a", 1);

            assertThatThrownBy(() -> database.write(transaction -> {
                        transaction.change("UPDATE first SET n = 2");
                        return transaction.change("INSERT INTO first (id, n) VALUES ('a', 3)");
                    }))
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
            assertThatThrownBy(() -> database.write(transaction -> {
                        transaction.change("UPDATE first SET n = 4");
                        throw new IllegalArgumentException("taken back");
                    }))
                    .hasMessage("taken back");

            assertThat(database.<Optional<Long>>read(
                            transaction -> transaction.one("SELECT n FROM first", row -> row.number("n"))))
                    .hasValue(1L);
        }
    }

    @Test
    void valuesComeBackAsTheyWere() throws Exception {
        Instant now = Instant.ofEpochMilli(1_800_000_000_123L);
        try (Database database = database(FIRST)) {
            database.write(transaction -> {
                transaction.change("INSERT INTO first (id, n) VALUES (?, ?)", "'; DROP TABLE first; --", now);
                transaction.change("INSERT INTO first (id, n) VALUES (?, ?)", "empty", Optional.empty());
                return transaction.change("INSERT INTO first (id, n) VALUES (?, ?)", "true", true);
            });

            List<Optional<Instant>> times = database.read(
                    transaction -> transaction.list("SELECT n FROM first ORDER BY id", row -> row.optionalTime("n")));
            assertThat(times).containsExactly(Optional.of(now), Optional.empty(), Optional.of(Instant.ofEpochMilli(1)));
        }
    }

    @Test
    void tablesAreBroughtUpToDateOnce() throws Exception {
        try (Database before = database(FIRST)) {
            add(before, "a", 1);
        }
        for (int start = 0; start < 2; start++) {
            try (Database after = database(FIRST, SECOND)) {
                assertThat(ids(after)).containsExactly("a");
                List<String> made =
                        after.read(transaction -> transaction.list("SELECT id FROM second", row -> row.text("id")));
                assertThat(made).containsExactly("made");
            }
        }
    }

    @Test
    void serversThatStartAtOnceDoNotGetInEachOthersWay() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> starts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String id = "s" + i;
                starts.add(() -> {
                    try (Database database = database(FIRST, SECOND)) {
                        add(database, id, 1);
                    }
                    return true;
                });
            }
            for (Future<Boolean> started : threads.invokeAll(starts)) {
                assertThat(started.get()).isTrue();
            }
        }
        try (Database database = database(FIRST, SECOND)) {
            assertThat(ids(database)).containsExactly("s0", "s1", "s2", "s3");
        }
    }

    @Test
    void aDatabaseOfANewerServerIsLeftAlone() throws Exception {
        try (Database newer = database(FIRST, SECOND)) {
            add(newer, "a", 1);
        }
        try (Database older = database(FIRST)) {
            assertThatThrownBy(() -> ids(older)).hasMessageContaining("used by a newer server (change 2)");
        }
    }

    @Test
    void aChangeThatWasEditedIsRefusedAndNothingIsDone() throws Exception {
        try (Database before = database(FIRST)) {
            add(before, "a", 1);
        }
        Migration edited = new Migration(1, "first", "CREATE TABLE first (id TEXT PRIMARY KEY, n TEXT);\n");
        try (Database database = database(edited, SECOND)) {
            assertThatThrownBy(() -> ids(database)).hasMessageContaining("change 1 (first) is not the one");
        }
        try (Database database = database(FIRST)) {
            assertThat(ids(database)).containsExactly("a");
        }
    }

    @Test
    void theServersOwnTablesAreMade() throws Exception {
        try (Database database = new Database(store(), Migrations.own(Clock.systemUTC()))) {
            List<String> accounts =
                    database.read(transaction -> transaction.list("SELECT id FROM accounts", row -> row.text("id")));
            assertThat(accounts).isEmpty();
            assertThat(database.problem()).isEmpty();
        }
    }
}
