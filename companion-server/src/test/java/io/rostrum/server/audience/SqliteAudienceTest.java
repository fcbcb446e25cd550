package io.rostrum.server.audience;

import io.rostrum.server.data.DatabaseConfig;

class SqliteAudienceTest extends AudienceContract {
    @Override
    DatabaseConfig config() {
        return DatabaseConfig.DEFAULT;
    }
}
