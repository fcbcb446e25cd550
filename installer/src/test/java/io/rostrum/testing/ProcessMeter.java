package io.rostrum.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// CPU time and memory of a process and all its descendants, from `/proc` (proc(5)); Linux only.
///
/// A descendant that ended and was waited for is counted with its parent, so nothing gets lost between two readings.
///
/// @param pid the process at the head
public record ProcessMeter(long pid) {
    /// Clock ticks per second of `/proc/PID/stat` as Linux reports them to user space (USER_HZ).
    private static final double TICKS_PER_SECOND = 100;

    /// One look at a process.
    ///
    /// @param atNanos    `System.nanoTime()` of the look
    /// @param cpuSeconds user and system time since its start
    /// @param rssMiB     resident memory
    public record Reading(long atNanos, double cpuSeconds, double rssMiB) {
        /// {@return mean number of cores used since an earlier reading}
        public double coresSince(Reading earlier) {
            return (cpuSeconds - earlier.cpuSeconds) / ((atNanos - earlier.atNanos) / 1e9);
        }
    }

    /// @throws IllegalStateException if the process is gone
    public Reading read() {
        List<Long> pids = Stream.concat(
                        Stream.of(pid),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid))
                .toList();
        double cpu = 0;
        double rss = 0;
        for (long each : pids) {
            try {
                cpu += cpuSeconds(each, each == pid);
                rss += rssMiB(each);
            } catch (IOException e) {
                if (each == pid) {
                    throw new IllegalStateException("process " + pid + " is gone", e);
                }
            }
        }
        return new Reading(System.nanoTime(), cpu, rss);
    }

    /// {@return resident memory of the process at the head, without its descendants}
    ///
    /// @throws IllegalStateException if the process is gone
    public double rssMiBAlone() {
        try {
            return rssMiB(pid);
        } catch (IOException e) {
            throw new IllegalStateException("process " + pid + " is gone", e);
        }
    }

    private static double cpuSeconds(long pid, boolean withWaitedFor) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        if (withWaitedFor) {
            ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static double rssMiB(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }
}
