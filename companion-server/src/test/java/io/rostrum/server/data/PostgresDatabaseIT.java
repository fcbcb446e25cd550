package io.rostrum.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.server.auth.Secret;
import java.time.Clock;
import java.util.Optional;
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
}
