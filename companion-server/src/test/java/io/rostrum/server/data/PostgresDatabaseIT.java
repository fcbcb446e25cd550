package io.rostrum.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.Migrations.Migration;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("peer")
class PostgresDatabaseIT extends DatabaseContract {
    private Secret url;

    @BeforeEach
    void make() {
        url = Postgres.freshDatabase();
    }

    @Override
    Store store() {
        return new PostgresStore(PostgresAddress.parse(url).orElseThrow());
    }

    @Test
    void aDatabaseThatIsNotThereIsRefusedWithWordsThatHaveNoPassword() {
        Secret nowhere = new Secret("postgresql://rostrum:very-secret@127.0.0.1:1/rostrum");
        try (Database database =
                Database.open(directory, new DatabaseConfig(Optional.of(nowhere), 0), Clock.systemUTC())) {
            assertThatThrownBy(() -> database.read(
                            transaction -> transaction.list("SELECT id FROM accounts", row -> row.text("id"))))
                    .isInstanceOfSatisfying(DatabaseException.class, e -> {
                        assertThat(e.kind()).isEqualTo(DatabaseException.Kind.UNAVAILABLE);
                        assertThat(e).hasMessageStartingWith("The database does not answer");
                        assertThat(String.valueOf(e.getCause())).doesNotContain("very-secret");
                    });
        }
    }

    @Test
    void twoWhoLookAndThenChangeDoNotBothGoByWhatWasThere() throws Exception {
        Migration seats = new Migration(1, "seats", "CREATE TABLE seats (id TEXT PRIMARY KEY);\n");
        CyclicBarrier bothHaveLooked = new CyclicBarrier(2);
        try (Database database = new Database(store(), new Migrations(List.of(seats), Clock.systemUTC()));
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> taken = new ArrayList<>();
            for (String name : List.of("ada", "tom")) {
                AtomicBoolean first = new AtomicBoolean(true);
                taken.add(people.submit(() -> database.write(transaction -> {
                    boolean free = transaction
                            .list("SELECT id FROM seats", row -> row.text("id"))
                            .isEmpty();
                    if (first.getAndSet(false)) {
                        meet(bothHaveLooked);
                    }
                    return free && transaction.change("INSERT INTO seats (id) VALUES (?)", name) == 1;
                })));
            }

            assertThat(List.of(taken.get(0).get(), taken.get(1).get())).containsExactlyInAnyOrder(true, false);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
