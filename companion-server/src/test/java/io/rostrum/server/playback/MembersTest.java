package io.rostrum.server.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseConfig;
import io.rostrum.server.data.DatabaseException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembersTest {
    private static final int SESSIONS = 300;

    private final ExecutorService reader = Executors.newSingleThreadExecutor();

    @TempDir
    private Path directory;

    private Database database;
    private Members members;

    @BeforeEach
    void open() throws DatabaseException {
        database = Database.open(directory, DatabaseConfig.DEFAULT, Clock.systemUTC());
        database.write(transaction ->
                transaction.change("INSERT INTO accounts (id, name, name_key, role, password, disabled, created_at)"
                        + " VALUES ('ada', 'Ada', 'ada', 'viewer', '', 0, 0)"));
        members = new Members(database);
        members.load();
    }

    @AfterEach
    void close() {
        reader.close();
        database.close();
    }

    private void begin(String session) throws DatabaseException {
        database.write(transaction -> transaction.change(
                "INSERT INTO sessions (id, account_id, token_hash, created_at, seen_at, address, program)"
                        + " VALUES (?, 'ada', ?, 0, 0, '', '')",
                session,
                session));
    }

    @Test
    void aSessionThatEndsIsSeenToHaveEndedWhenTheyAreRead() throws DatabaseException {
        SignedIn by = new SignedIn("ada", "one");
        begin(by.sessionId());
        assertThat(members.isSignedIn(by)).isTrue();
        database.write(transaction -> transaction.change("DELETE FROM sessions"));
        members.load();

        assertThat(members.isSignedIn(by)).isFalse();
    }

    @Test
    void aSessionThatBeginsWhileTheyAreReadGoesOn() throws DatabaseException, ExecutionException, InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Future<Void> reading = reader.submit(() -> {
            while (!over.get()) {
                members.load();
            }
            return null;
        });
        try {
            SignedIn before = new SignedIn("ada", "before");
            begin(before.sessionId());
            for (int i = 0; i < SESSIONS; i++) {
                SignedIn by = new SignedIn("ada", "session " + i);
                begin(by.sessionId());
                assertThat(members.isSignedIn(by)).isTrue();
                assertThat(members.isSignedIn(before)).as("session %d", i - 1).isTrue();
                before = by;
            }
        } finally {
            over.set(true);
            reading.get();
        }
    }
}
