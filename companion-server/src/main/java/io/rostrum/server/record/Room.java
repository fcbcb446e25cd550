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
    /// What a recording leaves of the quota when it stops for it, so that all of them together stay within.
    private static final long MOST_RESERVE = 64 * MEBI;

    private final RecordConfig config;
    private final RecordingFolder folder;
    private final RecordCounters counters;

    Room(RecordConfig config, RecordingFolder folder, RecordCounters counters) {
        this.config = config;
        this.folder = folder;
        this.counters = counters;
    }

    /// Deletes what is beyond the quota, and, below the low watermark, as much as it takes to reach the high one.
    void make() throws IOException {
        make(config.quotaBytes());
    }

    /// Does so for a recording that wants to begin or to go on, which needs [#isFull()] to be false.
    void makeForMore() throws IOException {
        make(config.quotaBytes() - reserve());
    }

    private synchronized void make(long most) throws IOException {
        long quota = config.quotaBytes();
        while (quota > 0 && folder.totalBytes() > most) {
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

    /// {@return whether recordings take all of their quota, but for a reserve}
    boolean isQuotaReached() {
        return config.quotaBytes() > 0 && folder.totalBytes() > config.quotaBytes() - reserve();
    }

    /// {@return whether nothing more is to be written}
    boolean isFull() throws IOException {
        return isLow() || isQuotaReached();
    }

    private long reserve() {
        return Math.min(config.quotaBytes() / 16, MOST_RESERVE);
    }

    /// {@return whether recordings that stopped for want of space can go on}
    boolean isBack() throws IOException {
        boolean withinQuota = config.quotaBytes() == 0 || folder.totalBytes() <= config.quotaBytes() - 2 * reserve();
        return withinQuota && folder.usableBytes() >= config.highSpace();
    }
}
