package io.rostrum.server.webhook;

import io.rostrum.server.data.DatabaseConfig;
import io.rostrum.server.data.Postgres;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

@Tag("peer")
class PostgresWebhooksIT extends WebhooksContract {
    @Override
    DatabaseConfig config() {
        return new DatabaseConfig(Optional.of(Postgres.freshDatabase()), 0);
    }
}
