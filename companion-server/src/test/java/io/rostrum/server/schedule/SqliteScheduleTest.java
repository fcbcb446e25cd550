package io.rostrum.server.schedule;

import io.rostrum.server.data.DatabaseConfig;

class SqliteScheduleTest extends ScheduleContract {
    @Override
    DatabaseConfig config() {
        return DatabaseConfig.DEFAULT;
    }
}
