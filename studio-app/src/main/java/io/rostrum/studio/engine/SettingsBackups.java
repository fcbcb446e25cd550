package io.rostrum.studio.engine;

import io.rostrum.push.file.OwnedFile;
import io.rostrum.studio.engine.SettingsFile.UnusableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settings as they were: the first that were saved in each run, and then some every [#APART], the newest [#MOST].
/// Confined to one thread.
final class SettingsBackups {
    static final int MOST = 10;
    static final Duration APART = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(SettingsBackups.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final InstantSource clock;
    private Optional<Instant> last = Optional.empty();

    SettingsBackups(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// What was good once.
    ///
    /// @param file where it lies
    record Good(Path file, StudioSettings settings) {}

    /// Takes note of settings that were saved, if it is time. A disk that refuses is no trouble here: the settings
    /// themselves were saved.
    void offer(byte[] saved) {
        Instant now = clock.instant();
        if (last.isPresent() && now.isBefore(last.get().plus(APART))) {
            return;
        }
        last = Optional.of(now);
        try {
            Files.createDirectories(folder);
            OwnedFile.write(folder.resolve("settings-" + TIME.format(now) + ".json"), saved);
            for (Path old : newestFirst().stream().skip(MOST).toList()) {
                Files.delete(old);
            }
        } catch (IOException e) {
            log.warn("[studio] no copy of the settings was kept: {}", e.getMessage());
        }
    }

    private List<Path> newestFirst() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("settings-[0-9-]+\\.json"))
                    .sorted(Comparator.comparing(Path::toString).reversed())
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /// Changes every copy that can be read.
    void rewrite(UnaryOperator<StudioSettings> change) throws IOException {
        for (Path file : newestFirst()) {
            try {
                StudioSettings before = SettingsFile.parse(Files.readString(file));
                StudioSettings after = change.apply(before);
                if (!after.equals(before)) {
                    OwnedFile.write(file, SettingsFile.text(after).getBytes(StandardCharsets.UTF_8));
                }
            } catch (UnusableException | java.nio.charset.CharacterCodingException e) {
                log.warn("[studio] {} is of no use: {}", file, e.getMessage());
            }
        }
    }

    /// {@return the newest that can be used}
    Optional<Good> newestGood() throws IOException {
        for (Path file : newestFirst()) {
            try {
                return Optional.of(new Good(file, SettingsFile.parse(Files.readString(file))));
            } catch (UnusableException | java.nio.charset.CharacterCodingException e) {
                log.warn("[studio] {} is of no use: {}", file, e.getMessage());
            }
        }
        return Optional.empty();
    }
}
