package io.rostrum.server.webhook;

import io.rostrum.server.data.DatabaseConfig;

class SqliteWebhooksTest extends WebhooksContract {
    @Override
    DatabaseConfig config() {
        return DatabaseConfig.DEFAULT;
    }
}
