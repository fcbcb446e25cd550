package io.rostrum.server;

import io.rostrum.server.config.ConfigException;
import io.rostrum.server.config.ServerConfig;
import io.rostrum.server.data.Backups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `backup [FILE]`: a copy of the database, also while the server runs.
@Command(
        name = "backup",
        description = "Copies the database of accounts, whole, also while the server runs.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable Main server;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "where to; otherwise a file in backups of the data folder")
    private @Nullable Path to;

    @Override
    public Integer call() throws ConfigException, IOException {
        Backups backups = of(server);
        if (to == null) {
            System.out.println(backups.make().file());
            return Main.DONE;
        }
        if (Files.exists(to)) {
            System.err.println("rostrum server backup: " + to + " is there already (expected: a new file)");
            return Main.FAILED;
        }
        backups.copy(to);
        System.out.println(to);
        return Main.DONE;
    }

    /// {@return the backups of the configured data folder}
    ///
    /// @throws IOException if the database is not SQLite, in words
    static Backups of(@Nullable Main server) throws ConfigException, IOException {
        if (server == null) {
            throw new IllegalStateException("backup command: no parent (expected: run below the server's command)");
        }
        ServerConfig config = server.serverConfig();
        if (config.database().url().isPresent()) {
            throw new IOException("the database is PostgreSQL; use pg_dump and pg_restore");
        }
        return new Backups(DataDirectory.open(config.data()).path(), Clock.systemUTC());
    }
}
