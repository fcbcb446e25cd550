package io.rostrum.server.account;

import io.rostrum.server.data.DatabaseConfig;

class SqliteDevicesTest extends DevicesContract {
    @Override
    DatabaseConfig config() {
        return DatabaseConfig.DEFAULT;
    }
}
