package io.rostrum.server.auth;

import io.rostrum.push.file.OwnedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When and from where each stream key was last used: the file `stream-keys.used`, a line a key. It is written some
/// seconds after the use, and what a crash loses of it is not missed. Thread-safe.
final class KeyUses {
    private static final Logger log = LoggerFactory.getLogger(KeyUses.class);
    private static final String FILE = "stream-keys.used";

    private final Path file;
    private final Map<String, Use> byId = new HashMap<>();
    private boolean read;
    private boolean changed;

    /// The last time.
    public record Use(Instant at, String from) {}

    KeyUses(Path directory) {
        this.file = directory.resolve(FILE);
    }

    /// Does not block.
    synchronized void used(String id, Use use) {
        byId.put(id, use);
        changed = true;
    }

    /// {@return the last use of a key}. Blocks on the disk the first time.
    synchronized Optional<Use> of(String id) {
        read();
        return Optional.ofNullable(byId.get(id));
    }

    private void read() {
        if (read) {
            return;
        }
        read = true;
        try {
            if (!Files.exists(file)) {
                return;
            }
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String[] fields = line.split("\t", -1);
                if (fields.length == 3) {
                    byId.putIfAbsent(fields[0], new Use(Instant.parse(fields[1]), fields[2]));
                }
            }
        } catch (IOException | DateTimeParseException e) {
            log.warn("[auth] {}: when keys were used is not known: {}", file, e.getMessage());
        }
    }

    /// Writes what has changed, of the keys there are. Blocks on the disk.
    synchronized void save(Set<String> ids) throws IOException {
        if (!changed) {
            return;
        }
        read();
        byId.keySet().retainAll(ids);
        StringBuilder text = new StringBuilder();
        byId.forEach((id, use) -> text.append(id)
                .append('\t')
                .append(use.at())
                .append('\t')
                .append(use.from())
                .append('\n'));
        OwnedFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        changed = false;
    }
}
