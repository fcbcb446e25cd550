package io.rostrum.server.classroom;

import io.rostrum.server.data.DatabaseConfig;

class SqliteClassTest extends ClassContract {
    @Override
    DatabaseConfig config() {
        return DatabaseConfig.DEFAULT;
    }
}
