package io.rostrum.server.classroom;

import io.rostrum.server.data.DatabaseConfig;
import io.rostrum.server.data.Postgres;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

@Tag("peer")
class PostgresTalkIT extends TalkContract {
    @Override
    DatabaseConfig config() {
        return new DatabaseConfig(Optional.of(Postgres.freshDatabase()), 0);
    }
}
