package io.rostrum.server.audience;

import com.sun.management.OperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// How the server stands, and stood in each second of the last minutes. Thread-safe.
final class Overview {
    static final Duration KEPT = Duration.ofMinutes(10);
    private static final double UNKNOWN = -1;

    private final Path data;
    private final Deque<Point> points = new ArrayDeque<>();
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private List<StreamNow> streams = List.of();

    /// One second. Rates and viewers are of all streams together, jitter is the worst.
    ///
    /// @param atMillis     since 1970
    /// @param frames       pictures a second of the slowest stream; 0 where none is live
    /// @param cpu          share of all processors that is busy, 0 to 1; -1 where the system does not say
    /// @param ownCpu       of that, this server's
    /// @param memoryBytes  that this server uses for objects and buffers
    /// @param diskFree     bytes where the server keeps its data; -1 where the system does not say
    record Point(
            long atMillis,
            int viewers,
            long bitsIn,
            int frames,
            int jitterMillis,
            long bitsOut,
            double cpu,
            double ownCpu,
            long memoryBytes,
            long diskFree) {}

    /// One stream.
    ///
    /// @param state    `live` or `interrupted`
    /// @param warnings what its viewers suffer from, in words
    /// @param viewing  viewers by protocol
    record StreamNow(
            String name,
            String state,
            String startedAt,
            int viewers,
            Map<String, Long> viewing,
            long bitsIn,
            int frames,
            int jitterMillis,
            long bitsOut,
            List<String> warnings,
            PlayerHealth.Health players) {}

    /// @param nowMillis   of the server's clock
    /// @param memoryMost  bytes that the server may use for objects
    /// @param diskBytes   size of the disk; -1 where the system does not say
    record View(
            long nowMillis,
            int processors,
            long memoryMost,
            long diskBytes,
            List<Point> points,
            List<StreamNow> streams) {}

    /// @param data the data folder
    Overview(Path data) {
        this.data = data;
    }

    /// A second is over.
    void add(Instant now, List<StreamNow> all) {
        Runtime runtime = Runtime.getRuntime();
        Point point = new Point(
                now.toEpochMilli(),
                all.stream().mapToInt(StreamNow::viewers).sum(),
                all.stream().mapToLong(StreamNow::bitsIn).sum(),
                all.stream().mapToInt(StreamNow::frames).min().orElse(0),
                all.stream().mapToInt(StreamNow::jitterMillis).max().orElse(0),
                all.stream().mapToLong(StreamNow::bitsOut).sum(),
                share(system.getCpuLoad()),
                share(system.getProcessCpuLoad()),
                runtime.totalMemory() - runtime.freeMemory() + Math.max(0, PlatformDependent.usedDirectMemory()),
                diskFree());
        synchronized (this) {
            streams = List.copyOf(all);
            points.addLast(point);
            while (points.size() > KEPT.toSeconds()) {
                points.removeFirst();
            }
        }
    }

    private static double share(double load) {
        return load >= 0 && load <= 1 ? Math.round(load * 1_000) / 1_000.0 : UNKNOWN;
    }

    private long diskFree() {
        try {
            return Files.getFileStore(data).getUsableSpace();
        } catch (IOException e) {
            return (long) UNKNOWN;
        }
    }

    private long diskBytes() {
        try {
            return Files.getFileStore(data).getTotalSpace();
        } catch (IOException e) {
            return (long) UNKNOWN;
        }
    }

    /// {@return how it stands, with what came after that time}
    View since(long afterMillis, Instant now) {
        long disk = diskBytes();
        Runtime runtime = Runtime.getRuntime();
        synchronized (this) {
            return new View(
                    now.toEpochMilli(),
                    runtime.availableProcessors(),
                    runtime.maxMemory(),
                    disk,
                    points.stream()
                            .filter(point -> point.atMillis() > afterMillis)
                            .toList(),
                    streams);
        }
    }
}
