package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings as they were, and the newest of them in the place of a damaged file.
final class SettingsBackupsTest {
    @TempDir
    Path folder;

    private long count() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
            return files.count();
        }
    }

    private static StudioSettings numbered(long id) {
        StudioSettings fresh = StudioSettings.fresh();
        return new StudioSettings(
                fresh.schema(),
                fresh.sources(),
                fresh.scenes(),
                fresh.showing(),
                fresh.channels(),
                fresh.programme(),
                fresh.destinations(),
                fresh.output(),
                fresh.window(),
                fresh.network(),
                id,
                fresh.remote(),
                fresh.monitor(),
                fresh.replaySeconds(),
                fresh.library());
    }

    private static byte[] bytes(StudioSettings settings) {
        return SettingsFile.text(settings).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theNewestTenAreKeptSomeMinutesApart() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
        SettingsBackups backups = new SettingsBackups(folder.resolve("backups"), now::get);
        assertThat(backups.newestGood()).isEmpty();
        backups.offer(bytes(numbered(1)));
        backups.offer(bytes(numbered(2)));
        assertThat(count()).isEqualTo(1);
        assertThat(backups.newestGood().orElseThrow().settings().lastId()).isEqualTo(1);
        for (int i = 3; i < 20; i++) {
            now.updateAndGet(at -> at.plus(SettingsBackups.APART).plus(Duration.ofMillis(1)));
            backups.offer(bytes(numbered(i)));
        }
        assertThat(count()).isEqualTo(SettingsBackups.MOST);
        SettingsBackups.Good newest = backups.newestGood().orElseThrow();
        assertThat(newest.settings().lastId()).isEqualTo(19);
        Files.writeString(newest.file(), "{\"cut");
        assertThat(backups.newestGood().orElseThrow().settings().lastId())
                .as("the newest that can be used")
                .isEqualTo(18);
    }

    @Test
    void aDamagedFileGivesWayToTheNewestGoodCopyAndIsKept() throws Exception {
        Path file = folder.resolve("settings.json");
        new SettingsFile(file).save(numbered(7));
        Files.writeString(file, "{\"schema\": 2, \"sour");
        SettingsFile.Loaded loaded = new SettingsFile(file).load();
        assertThat(loaded.settings()).isEqualTo(numbered(7));
        assertThat(loaded.trouble())
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("The settings file is damaged, so the studio begins with the newest good copy, ")
                        .contains("backups")
                        .contains("settings.json.unreadable"));
        assertThat(folder.resolve("settings.json.unreadable")).hasContent("{\"schema\": 2, \"sour");
    }
}
