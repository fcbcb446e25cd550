package io.rostrum.server.record;

import io.rostrum.server.record.RecordCounters.Deleted;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps recordings within their quota and the disk above its low watermark: the oldest finished one goes first, one
/// that
/// is being written never. Blocks on the disk. Thread-safe.
final class Room {
    private static final Logger log = LoggerFactory.getLogger(Room.class);
    private static final long MEBI = 1L << 20;

    private final RecordConfig config;
    private final RecordingFolder folder;
    private final RecordCounters counters;

    Room(RecordConfig config, RecordingFolder folder, RecordCounters counters) {
        this.config = config;
        this.folder = folder;
        this.counters = counters;
    }

    /// Deletes what is beyond the quota, and, below the low watermark, as much as it takes to reach the high one.
    synchronized void make() throws IOException {
        long quota = config.quotaBytes();
        while (quota > 0 && folder.totalBytes() > quota) {
            if (!deleteOldest(
                    Deleted.QUOTA, "recordings take " + folder.totalBytes() / MEBI + " of " + quota / MEBI + " MiB")) {
                break;
            }
        }
        if (!config.deleteOldest() || folder.usableBytes() >= config.lowSpace()) {
            return;
        }
        while (folder.usableBytes() < config.highSpace()) {
            if (!deleteOldest(Deleted.LOW_SPACE, folder.usableBytes() / MEBI + " MiB are free on the disk")) {
                return;
            }
        }
    }

    private boolean deleteOldest(Deleted why, String words) throws IOException {
        Optional<Recording> oldest = folder.list().stream()
                .filter(Recording::isFinished)
                .min(Comparator.comparing(Recording::startedAt).thenComparing(Recording::id));
        if (oldest.isEmpty()) {
            return false;
        }
        folder.delete(oldest.get());
        counters.deleted(why);
        log.warn("[record] deleted {}, the oldest recording: {}", oldest.get().fileName(), words);
        return true;
    }

    /// {@return whether less is free than recordings leave to others}
    boolean isLow() throws IOException {
        return folder.usableBytes() < config.lowSpace();
    }

    /// {@return whether recordings that stopped for want of space can go on}
    boolean isBack() throws IOException {
        return folder.usableBytes() >= config.highSpace();
    }
}
