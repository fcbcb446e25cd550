package io.rostrum.server.audience;

import io.rostrum.server.data.DatabaseConfig;
import io.rostrum.server.data.Postgres;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

@Tag("peer")
class PostgresAudienceIT extends AudienceContract {
    @Override
    DatabaseConfig config() {
        return new DatabaseConfig(Optional.of(Postgres.freshDatabase()), 0);
    }
}
