package io.rostrum.server;

import io.rostrum.server.config.ConfigException;
import io.rostrum.server.data.Backups;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `restore [FILE]`: puts a backup in the database's place, which is kept beside it.
@Command(
        name = "restore",
        description = "Puts a backup in the database's place; that one is kept beside it. The server must not run.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable Main server;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "which backup; otherwise the newest")
    private @Nullable Path from;

    @Option(names = "--list", description = "only list the backups, the newest first")
    private boolean list;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Backups backups = BackupCommand.of(server);
        List<Backups.Backup> there = backups.list();
        if (list) {
            Table table = new Table("MADE", "FILE");
            there.forEach(backup ->
                    table.row(backup.madeAt().toString(), backup.file().toString()));
            table.print();
            return Main.DONE;
        }
        if (from == null && there.isEmpty()) {
            System.err.println("rostrum server restore: there is no backup in the data folder; name a FILE");
            return Main.FAILED;
        }
        Path backup = from == null ? there.getFirst().file() : BackupCommand.named(from);
        if (server == null) {
            throw new IllegalStateException("restore command: no parent (expected: run below the server's command)");
        }
        try (DataLock _ = DataLock.take(server.serverConfig().data())) {
            Optional<Path> before = backups.restore(backup);
            System.out.println("Restored " + backup + "."
                    + before.map(kept -> " What was there is kept as " + kept + ".")
                            .orElse(""));
        }
        return Main.DONE;
    }
}
