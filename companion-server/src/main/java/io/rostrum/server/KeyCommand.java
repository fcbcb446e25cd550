package io.rostrum.server;

import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamKey;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.config.ConfigException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `key add|list|revoke`: the stream keys of the data folder. A running server sees the change at once
/// and ends within seconds what is published with a key that was revoked.
@Command(name = "key", description = "Makes, lists and revokes stream keys.", mixinStandardHelpOptions = true)
final class KeyCommand {
    private static final DateTimeFormatter CREATED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    @ParentCommand
    private @Nullable Main server;

    private StreamKeys keys() throws ConfigException, IOException {
        if (server == null) {
            throw new IllegalStateException("key command: no parent (expected: run below the server's command)");
        }
        return new StreamKeys(DataDirectory.open(server.serverConfig().data()).path(), Clock.systemUTC());
    }

    private static Optional<StreamName> name(String text) {
        Optional<StreamName> name = StreamName.parse(text);
        if (name.isEmpty()) {
            System.err.println("rostrum server key: this is no stream name (expected: " + StreamName.GRAMMAR + ")");
        }
        return name;
    }

    @Command(description = "Makes a key that publishes the stream NAME, and prints it, this once.")
    int add(
            @Parameters(paramLabel = "NAME") String text,
            @Option(
                            names = "--label",
                            paramLabel = "TEXT",
                            description = "what the key is for; with it, a stream gets one more key")
                    @Nullable
                    String label)
            throws ConfigException, IOException {
        Optional<StreamName> name = name(text);
        if (name.isEmpty()) {
            return Main.WRONG_USAGE;
        }
        Optional<Secret> key = label == null ? keys().add(name.get()) : another(name.get(), label);
        if (key.isEmpty()) {
            System.err.println("rostrum server key: " + name.get()
                    + " has a key already. Revoke it first if it is lost: rostrum server key revoke " + name.get()
                    + "; or make one more: rostrum server key add " + name.get() + " --label TEXT");
            return Main.FAILED;
        }
        System.out.println(key.get().reveal());
        System.err.println(
                "This is the stream key of " + name.get() + ". It is stored only as a hash, so keep it now.");
        return Main.DONE;
    }

    private Optional<Secret> another(StreamName stream, String label) throws ConfigException, IOException {
        StreamKey.Wanted wanted =
                new StreamKey.Wanted(stream, label.strip(), Optional.empty(), List.of(), Optional.empty());
        Optional<String> objection = wanted.objection(Instant.now());
        if (objection.isPresent()) {
            throw new IOException(objection.get());
        }
        return keys().add(wanted).map(StreamKeys.Made::secret);
    }

    @Command(description = "Lists the streams that have a key, and when it was made in local time.")
    int list() throws ConfigException, IOException {
        List<StreamKey> entries = keys().list();
        int width = entries.stream()
                .mapToInt(entry -> entry.stream().toString().length())
                .reduce("NAME".length(), Math::max);
        boolean labels = entries.stream().anyMatch(entry -> !entry.label().isEmpty());
        String row = "%-" + width + "s  %s%s%n";
        System.out.printf(row, "NAME", "CREATED", labels ? "           LABEL" : "");
        entries.forEach(entry -> System.out.printf(
                row,
                entry.stream(),
                CREATED.format(entry.createdAt().atZone(ZoneId.systemDefault())),
                entry.label().isEmpty() ? "" : "  " + entry.label()));
        return Main.DONE;
    }

    @Command(description = "Takes away all keys of the stream NAME.")
    int revoke(@Parameters(paramLabel = "NAME") String text) throws ConfigException, IOException {
        Optional<StreamName> name = name(text);
        if (name.isEmpty()) {
            return Main.WRONG_USAGE;
        }
        if (!keys().revoke(name.get())) {
            System.err.println(
                    "rostrum server key: " + name.get() + " has no key. `rostrum server key list` shows which have.");
            return Main.FAILED;
        }
        System.err.println("The stream key of " + name.get()
                + " is revoked. A running server ends what is published with it within seconds.");
        return Main.DONE;
    }
}
