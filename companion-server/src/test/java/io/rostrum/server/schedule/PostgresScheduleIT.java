package io.rostrum.server.schedule;

import io.rostrum.server.data.DatabaseConfig;
import io.rostrum.server.data.Postgres;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

@Tag("peer")
class PostgresScheduleIT extends ScheduleContract {
    @Override
    DatabaseConfig config() {
        return new DatabaseConfig(Optional.of(Postgres.freshDatabase()), 0);
    }
}
