package io.rostrum.server.chat;

import io.rostrum.server.data.DatabaseConfig;
import io.rostrum.server.data.Postgres;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

@Tag("peer")
class PostgresChatIT extends ChatContract {
    @Override
    DatabaseConfig config() {
        return new DatabaseConfig(Optional.of(Postgres.freshDatabase()), 0);
    }
}
