package io.rostrum.server.chat;

import io.rostrum.server.data.DatabaseConfig;

class SqliteChatTest extends ChatContract {
    @Override
    DatabaseConfig config() {
        return DatabaseConfig.DEFAULT;
    }
}
