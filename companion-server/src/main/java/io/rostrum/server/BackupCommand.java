package io.rostrum.server;

import io.rostrum.server.config.ConfigException;
import io.rostrum.server.config.ServerConfig;
import io.rostrum.server.data.Backups;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
    private static final String CALLED_IN = "rostrum.called.in";

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
        Path file = named(to);
        if (Files.exists(file)) {
            System.err.println("rostrum server backup: " + file + " is there already (expected: a new file)");
            return Main.FAILED;
        }
        try {
            backups.copy(file);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "backup: " + file + ": " + System.getProperty("user.name")
                            + ", as whom the server runs, may not write there (expected: a folder of that user's)",
                    e);
        }
        System.out.println(file);
        return Main.DONE;
    }

    /// {@return a file as whoever called meant it: the installed command works in another folder and says where it was
    /// called}
    static Path named(Path file) {
        return Path.of(System.getProperty(CALLED_IN, "")).resolve(file);
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
