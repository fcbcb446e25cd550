package io.rostrum.server.account;

import io.rostrum.server.data.DatabaseConfig;

class SqliteAccountsTest extends AccountsContract {
    @Override
    DatabaseConfig config() {
        return DatabaseConfig.DEFAULT;
    }
}
