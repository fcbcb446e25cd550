package io.rostrum.server.record;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What recording has done since the start. Thread-safe.
public final class RecordCounters {
    /// Why a recording ended before its stream did.
    public enum Stopped {
        DISK_FULL,
        DISK_FAILED,
        /// Recordings together take what they may, and no finished one is left to delete.
        QUOTA,
        /// What came could not be put into the file.
        UNREADABLE
    }

    /// Why a finished recording was deleted.
    public enum Deleted {
        QUOTA,
        LOW_SPACE
    }

    private final Map<Stopped, LongAdder> stopped = new EnumMap<>(Stopped.class);
    private final Map<Deleted, LongAdder> deleted = new EnumMap<>(Deleted.class);
    private final LongAdder resumed = new LongAdder();
    private final LongAdder recovered = new LongAdder();
    private final LongAdder droppedFrames = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final AtomicInteger running = new AtomicInteger();

    public RecordCounters() {
        for (Stopped why : Stopped.values()) {
            stopped.put(why, new LongAdder());
        }
        for (Deleted why : Deleted.values()) {
            deleted.put(why, new LongAdder());
        }
    }

    void stopped(Stopped why) {
        stopped.computeIfAbsent(why, _ -> new LongAdder()).increment();
    }

    void deleted(Deleted why) {
        deleted.computeIfAbsent(why, _ -> new LongAdder()).increment();
    }

    void resumed() {
        resumed.increment();
    }

    void recovered() {
        recovered.increment();
    }

    void dropped() {
        droppedFrames.increment();
    }

    void written(long count) {
        bytes.add(count);
    }

    void running(int change) {
        running.addAndGet(change);
    }

    /// {@return recordings that ended before their streams}
    public long stoppedTotal(Stopped why) {
        return stopped.getOrDefault(why, new LongAdder()).sum();
    }

    /// {@return finished recordings deleted to make room}
    public long deletedTotal(Deleted why) {
        return deleted.getOrDefault(why, new LongAdder()).sum();
    }

    /// {@return recordings that went on in a new file once there was space again}
    public long resumedTotal() {
        return resumed.sum();
    }

    /// {@return recordings made whole after the server was killed}
    public long recoveredTotal() {
        return recovered.sum();
    }

    /// {@return pictures and access units given up because the disk was too slow}
    public long droppedFramesTotal() {
        return droppedFrames.sum();
    }

    /// {@return bytes written}
    public long bytesTotal() {
        return bytes.sum();
    }

    /// {@return files being written now}
    public int runningNow() {
        return running.get();
    }
}
