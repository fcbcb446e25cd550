package io.rostrum.testing.bench;

import io.rostrum.testing.Child;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.CompanionServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// One stream to a thousand viewers in each flush profile, joining, and two hundred publishers; nginx-rtmp beside it.
/// Medians of three rounds, ours and the peer in turn.
final class FanoutBench {
    private static final int ROUNDS = 3;
    private static final int VIEWERS = 1_000;
    private static final int PUBLISHERS = 200;
    private static final int JOINS = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration SETTLE = Duration.ofSeconds(4);
    private static final Duration AFTER = Duration.ofSeconds(60);

    /// What a configuration must show.
    ///
    /// @param profile of the server
    /// @param flv     HTTP-FLV, else RTMP
    /// @param cpu     at most, CPU-ms a viewer-second
    /// @param p99     at most, ms from the publisher's send to the viewer
    private record Bar(String name, String profile, boolean flv, double cpu, double p99) {}

    private static final List<Bar> BARS = List.of(
            new Bar("normal, HTTP-FLV", "normal", true, 0.18, 130),
            new Bar("low latency, HTTP-FLV", "low-latency", true, 0.27, 50),
            new Bar("low latency, RTMP", "low-latency", false, 0.30, 40));

    private final LiveLoad load;
    private final Bench.Length length;
    private final Map<String, List<LiveLoad.Result>> found = new LinkedHashMap<>();
    private final List<Double> idle = new ArrayList<>();
    private final List<Double> loaded = new ArrayList<>();
    private final List<Double> after = new ArrayList<>();

    private FanoutBench(LiveLoad load, Bench.Length length) {
        this.load = load;
        this.length = length;
    }

    static void run(Report report, Bench.Length length) throws Exception {
        FanoutBench bench = new FanoutBench(LiveLoad.prepare(), length);
        for (int round = 0; round < length.times(ROUNDS); round++) {
            bench.ours("normal");
            bench.ours("low-latency");
            bench.nginx();
        }
        bench.judge(report);
        bench.joins(report);
        bench.publishers(report);
    }

    /// Without lower qualities: what is measured is the way of the stream itself.
    private static CompanionServer server(String profile) throws IOException {
        Path config = Files.createTempFile("fanout", ".yaml");
        Files.writeString(
                config, "live: {flush: {profile: " + profile + "}}\ntranscode: {enabled: false}\nlog: {level: warn}\n");
        try {
            return CompanionServer.start("--config", config.toString());
        } finally {
            Files.delete(config); // it has been read
        }
    }

    private void ours(String profile) throws Exception {
        try (CompanionServer server = server(profile);
                Child _ = load.publish(server.rtmp("s"))) {
            TargetsBench.pass(SETTLE);
            double before = server.meter().read().rssMiB();
            long pid = server.process().pid();
            for (Bar bar : BARS) {
                if (bar.profile.equals(profile)) {
                    String url = bar.flv ? server.flv("s") : server.rtmp("s");
                    load.viewers(VIEWERS, length.of((int) WARM_UP.toSeconds()), pid, url);
                    LiveLoad.Result result = load.viewers(VIEWERS, length.of(30), pid, url);
                    add(bar.name, result);
                    loaded.add(result.number("srv_rss_mib"));
                }
            }
            TargetsBench.pass(AFTER);
            idle.add(before);
            after.add(server.meter().read().rssMiB());
        }
    }

    private void nginx() throws InterruptedException {
        try (NginxRtmp nginx = NginxRtmp.start();
                Child _ = load.publish(nginx.plain("s"))) {
            TargetsBench.pass(SETTLE);
            add("nginx-rtmp, RTMP", load.viewers(VIEWERS, length.of(30), nginx.pid(), nginx.plain("s")));
        }
    }

    private void add(String name, LiveLoad.Result result) {
        found.computeIfAbsent(name, _ -> new ArrayList<>()).add(result);
    }

    private double median(String name, String figure) {
        return TargetsBench.median(found.getOrDefault(name, List.of()).stream()
                .map(r -> r.number(figure))
                .toList());
    }

    private void judge(Report report) {
        for (Bar bar : BARS) {
            report.atMost(bar.name + ": CPU", median(bar.name, "cpu_ms_per_conn_s"), bar.cpu, "ms/viewer-s");
            report.atMost(bar.name + ": latency p99", median(bar.name, "lat_p99"), bar.p99, "ms");
            report.note(
                    bar.name + ": latency p50, max",
                    "%.1f, %.1f ms",
                    median(bar.name, "lat_p50"),
                    median(bar.name, "lat_max"));
            report.atMost(bar.name + ": gaps over 500 ms", worst(bar.name, "gaps"), 0, "");
            report.atMost(bar.name + ": disconnects", worst(bar.name, "disconnects"), 0, "");
        }
        String peer = "nginx-rtmp, RTMP";
        report.note(peer + ": CPU", "%.3f ms/viewer-s", median(peer, "cpu_ms_per_conn_s"));
        report.note(peer + ": latency p50, p99", "%.1f, %.1f ms", median(peer, "lat_p50"), median(peer, "lat_p99"));
        report.note("RSS before the viewers", "%s MiB", TargetsBench.rounded(idle));
        report.atMost("RSS with 1000 viewers, largest", Collections.max(loaded), 220e6 / (1 << 20), "MiB");
        double left = IntStream.range(0, idle.size())
                .mapToDouble(i -> after.get(i) - idle.get(i))
                .max()
                .orElse(Double.NaN);
        report.atMost("RSS above that 60 s after they left, largest", left, 30e6 / (1 << 20), "MiB");
    }

    private double worst(String name, String figure) {
        return found.getOrDefault(name, List.of()).stream()
                .mapToDouble(r -> r.number(figure))
                .max()
                .orElse(Double.NaN);
    }

    private void joins(Report report) throws Exception {
        try (CompanionServer server = server("normal");
                Child _ = load.publish(server.rtmp("s"))) {
            TargetsBench.pass(SETTLE);
            for (String url : List.of(server.flv("s"), server.rtmp("s"))) {
                String name = "first key frame, " + (url.startsWith("rtmp") ? "RTMP" : "HTTP-FLV");
                load.viewers(VIEWERS, length.of(10), 0, url); // warms the way up
                LiveLoad.Joins joins = load.joins(length.times(JOINS), url);
                report.note(name + ": p50", "%.2f ms, while the host took %.2f cores", joins.p50(), joins.steal());
                report.atMost(name + ": p99 (asked for: p95)", joins.p99(), 3, "ms");
                report.atMost(name + ": max", joins.max(), 20, "ms");
            }
        }
    }

    private void publishers(Report report) throws Exception {
        List<LiveLoad.Result> ours = new ArrayList<>();
        List<LiveLoad.Result> theirs = new ArrayList<>();
        for (int round = 0; round < length.times(ROUNDS); round++) {
            try (CompanionServer server = server("normal")) {
                long pid = server.process().pid();
                load.publishers(PUBLISHERS, length.of((int) WARM_UP.toSeconds()), pid, server.rtmp("w%d"));
                ours.add(load.publishers(PUBLISHERS, length.of(30), pid, server.rtmp("s%d")));
            }
            try (NginxRtmp nginx = NginxRtmp.start()) {
                theirs.add(load.publishers(PUBLISHERS, length.of(30), nginx.pid(), nginx.plain("s%d")));
            }
        }
        report.atLeast("200 publishers: there at the end, fewest", fewest(ours), PUBLISHERS, "");
        report.atMost("200 publishers: CPU", perPublisher(ours), 0.8, "ms/publisher-s");
        report.note("nginx-rtmp, 200 publishers: there at the end, fewest", "%.0f", fewest(theirs));
        report.note("nginx-rtmp, 200 publishers: CPU", "%.3f ms/publisher-s", perPublisher(theirs));
    }

    private static double fewest(List<LiveLoad.Result> results) {
        return results.stream().mapToDouble(r -> r.number("alive")).min().orElse(Double.NaN);
    }

    private static double perPublisher(List<LiveLoad.Result> results) {
        return TargetsBench.median(
                results.stream().map(r -> r.number("cpu_ms_per_conn_s")).toList());
    }
}
