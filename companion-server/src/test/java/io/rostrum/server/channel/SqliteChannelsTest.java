package io.rostrum.server.channel;

import io.rostrum.server.data.DatabaseConfig;

class SqliteChannelsTest extends ChannelsContract {
    @Override
    DatabaseConfig config() {
        return DatabaseConfig.DEFAULT;
    }
}
