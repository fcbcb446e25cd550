package io.rostrum.studio.engine;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.rostrum.push.file.OwnedFile;
import io.rostrum.studio.engine.ScheduleDesk.Kept;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import io.rostrum.studio.engine.ScheduleDesk.Start;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps which server the studio was paired with: in a file of its own, with the token apart from it,
/// where stream keys are. Thread-safe; writes on threads of its own.
final class ScheduleKeeper {
    private static final Logger log = LoggerFactory.getLogger(ScheduleKeeper.class);
    private static final Gson GSON = new Gson();
    private static final String TOKEN = "device-token";

    private final Path file;
    private final StoredSecrets secrets;
    private final ScheduleDesk desk = new ScheduleDesk(this::keep);

    /// The token that lies with the secrets; null for none.
    private @Nullable String stored;

    private record Written(
            @Nullable String server,
            @Nullable String stream,
            @Nullable String start,
            @Nullable String destination) {}

    /// @param folder of the studio
    ScheduleKeeper(Path folder, StoredSecrets secrets) {
        this.file = folder.resolve("schedule.json");
        this.secrets = secrets;
    }

    ScheduleDesk desk() {
        return desk;
    }

    private void keep() {
        Thread.ofVirtual().name("schedule").start(this::write);
    }

    private synchronized void write() {
        Kept kept = desk.kept();
        try {
            kept.paired().ifPresentOrElse(this::keepToken, this::forgetToken);
            Written written = new Written(
                    kept.paired().map(paired -> paired.base().toString()).orElse(null),
                    kept.paired().map(Paired::stream).orElse(null),
                    kept.start().name(),
                    kept.paired().map(Paired::destination).orElse(null));
            OwnedFile.write(file, GSON.toJson(written).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.warn("[schedule] the server that was paired is not remembered: {}", e.getMessage());
        }
    }

    private void keepToken(Paired paired) {
        try {
            if (!paired.token().equals(stored)) {
                secrets.put(TOKEN, paired.token());
                stored = paired.token();
            }
        } catch (IOException e) {
            log.warn("[schedule] the token of this studio is not remembered: {}", e.getMessage());
        }
    }

    private void forgetToken() {
        String known = stored;
        if (known != null) {
            secrets.forget(TOKEN, known);
            stored = null;
        }
    }

    private synchronized void read(Paired paired, Start start) {
        if (stored == null) {
            stored = paired.token();
        }
        desk.read(new Kept(Optional.of(paired), start));
    }

    /// Reads what was kept, and the token on a thread of its own.
    void fetch() {
        try {
            if (!Files.exists(file)) {
                return;
            }
            Written written = GSON.fromJson(Files.readString(file), Written.class);
            if (written != null && written.server() != null && written.stream() != null) {
                URI base = URI.create(written.server());
                String stream = written.stream();
                Start start = Start.BY_ITSELF.name().equals(written.start()) ? Start.BY_ITSELF : Start.ASK;
                String destination = written.destination() == null ? "" : written.destination();
                secrets.fetch(
                        List.of(TOKEN),
                        (_, token) ->
                                token.ifPresent(found -> read(new Paired(base, stream, found, destination), start)));
            }
        } catch (IOException | JsonParseException | IllegalArgumentException e) {
            log.warn("[schedule] {} cannot be read; pair the server again: {}", file.getFileName(), e.getMessage());
        }
    }
}
