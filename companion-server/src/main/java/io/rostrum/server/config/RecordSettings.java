package io.rostrum.server.config;

import io.rostrum.server.dvr.DvrConfig;
import io.rostrum.server.record.Container;
import io.rostrum.server.record.FileTemplate;
import io.rostrum.server.record.RecordConfig;
import io.rostrum.server.snapshot.SnapshotConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// Reads what is kept of streams: `record`, `dvr` and `snapshot`.
final class RecordSettings {
    private static final long MOST_BYTES = 1L << 50;

    private RecordSettings() {}

    static RecordConfig read(Settings settings) throws ConfigException {
        RecordConfig otherwise = RecordConfig.DEFAULT;
        List<String> streams = settings.texts("record.streams");
        if (!streams.stream().allMatch(RecordConfig::isPattern)) {
            throw settings.refuse("record.streams", RecordConfig.PATTERN_GRAMMAR);
        }
        String name = settings.text("record.file_name", otherwise.fileName().text());
        long low = settings.disk("record.low_space", otherwise.lowSpace(), 0, MOST_BYTES);
        long high = settings.disk("record.high_space", Math.max(low, otherwise.highSpace()), 0, MOST_BYTES);
        if (high < low) {
            throw settings.refuse("record.high_space", "at least record.low_space");
        }
        return new RecordConfig(
                streams,
                container(settings, otherwise.container()),
                settings.optionalPath("record.folder"),
                FileTemplate.parse(name).orElseThrow(() -> settings.refuse("record.file_name", FileTemplate.GRAMMAR)),
                settings.duration("record.split_time", otherwise.splitTime(), Duration.ZERO, Duration.ofDays(2)),
                settings.disk("record.split_size", otherwise.splitBytes(), 0, MOST_BYTES),
                new RecordConfig.QueueLimits(
                        settings.duration(
                                "record.queue", otherwise.queue().span(), Duration.ofSeconds(1), Duration.ofMinutes(2)),
                        settings.bytes("record.queue_bytes", otherwise.queue().bytes(), 1 << 20, 1 << 30)),
                settings.disk("record.quota", otherwise.quotaBytes(), 0, MOST_BYTES),
                low,
                high,
                settings.truth("record.delete_oldest", otherwise.deleteOldest()));
    }

    private static Container container(Settings settings, Container otherwise) throws ConfigException {
        String text = settings.text("record.container", otherwise.extension());
        for (Container container : Container.values()) {
            if (container.extension().equals(text)) {
                return container;
            }
        }
        throw settings.refuse(
                "record.container",
                "one of "
                        + String.join(
                                ", ",
                                Arrays.stream(Container.values())
                                        .map(Container::extension)
                                        .toList()));
    }

    static DvrConfig dvr(Settings settings) throws ConfigException {
        DvrConfig otherwise = DvrConfig.DEFAULT;
        return new DvrConfig(
                settings.truth("dvr.enabled", otherwise.enabled()),
                settings.duration("dvr.window", otherwise.window(), Duration.ofMinutes(1), Duration.ofDays(2)),
                settings.disk("dvr.stream_disk", otherwise.streamBytes(), 16 << 20, MOST_BYTES),
                settings.disk("dvr.keep_free", otherwise.keepFreeBytes(), 0, MOST_BYTES));
    }

    static SnapshotConfig snapshot(Settings settings) throws ConfigException {
        SnapshotConfig otherwise = SnapshotConfig.DEFAULT;
        return new SnapshotConfig(
                settings.truth("snapshot.enabled", otherwise.enabled()),
                settings.duration("snapshot.every", otherwise.every(), Duration.ofSeconds(1), Duration.ofHours(1)),
                settings.number("snapshot.width", otherwise.width(), 64, 1920),
                settings.number("snapshot.max_streams", otherwise.maxStreams(), 1, 1_000));
    }
}
