package io.rostrum.server.relay;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.rostrum.push.file.OwnedFile;
import io.rostrum.server.auth.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the operator's forward rules in the data folder, in a file for its owner only: it holds other servers' stream
/// keys. Blocks on the disk.
public final class ForwardStore {
    private static final String FILE = "forwards.json";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path directory;

    /// One rule as it is written.
    private record Stored(
            @Nullable String id,
            @Nullable String streams,
            @Nullable String url,
            int tries,
            boolean enabled) {}

    /// @param directory the data directory, which must exist
    public ForwardStore(Path directory) {
        this.directory = directory;
    }

    List<ForwardRule> read() throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Stored[] stored = GSON.fromJson(Files.readString(file), Stored[].class);
            List<ForwardRule> rules = new ArrayList<>();
            for (Stored one : stored == null ? new Stored[0] : stored) {
                if (one == null || one.id == null || one.streams == null || one.url == null) {
                    throw new IllegalArgumentException("a rule lacks its id, streams or url");
                }
                rules.add(new ForwardRule(one.id, one.streams, new Secret(one.url), one.tries, one.enabled, false));
            }
            return rules;
        } catch (JsonParseException | IllegalArgumentException e) {
            throw new IOException(
                    file
                            + ": not readable (expected: the forwards that the server has written; delete it to begin anew)",
                    e);
        }
    }

    /// @param rules those that stand in rostrum.yaml are left out
    void write(List<ForwardRule> rules) throws IOException {
        List<Stored> stored = rules.stream()
                .filter(rule -> !rule.fixed())
                .map(rule -> new Stored(rule.id(), rule.streams(), rule.url().reveal(), rule.tries(), rule.enabled()))
                .toList();
        OwnedFile.write(directory.resolve(FILE), GSON.toJson(stored).getBytes(StandardCharsets.UTF_8));
    }
}
