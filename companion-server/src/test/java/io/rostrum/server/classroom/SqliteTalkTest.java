package io.rostrum.server.classroom;

import io.rostrum.server.data.DatabaseConfig;

class SqliteTalkTest extends TalkContract {
    @Override
    DatabaseConfig config() {
        return DatabaseConfig.DEFAULT;
    }
}
