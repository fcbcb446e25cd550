package io.rostrum.testing.bench;

import com.google.gson.JsonObject;
import io.rostrum.testing.Child;
import io.rostrum.testing.ReceivedMedia;
import io.rostrum.testing.peer.NetworkNamespace;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.Broadcast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// A target behind a link that is cut to half, broken, and made a black hole, beside others that must not notice.
///
/// The narrow target has an encoder of its own, whose bit rate follows its uplink.
final class UplinkBench {
    private static final int RATE = 2_400_000;
    /// Of the link while it is narrow: half of pictures and sound.
    private static final int HALF = 1_280_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double STALL_MILLIS = 1_000;
    private static final double GAP_MILLIS = 100;

    private UplinkBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        Optional<NetworkNamespace> namespace = NetworkNamespace.open();
        if (namespace.isEmpty()) {
            report.note("skipped", "network namespaces with tc are not allowed here (root on Linux is needed)");
            return;
        }
        Path film = noise();
        try (NetworkNamespace link = namespace.get();
                NginxRtmp far = NginxRtmp.startIn(link);
                NginxRtmp near = NginxRtmp.start()) {
            List<String> arguments =
                    new ArrayList<>(List.of("--video", film.toString(), "--loop", "--bitrate", "2500k"));
            arguments.addAll(List.of("--keyint", "2s"));
            for (String name : List.of("a", "b", "c", "d")) {
                arguments.addAll(List.of("--to", near.live(name)));
            }
            arguments.addAll(List.of("--to", far.live("far"), "--own-bitrate", RATE / 1000 + "k", "--adapt", "always"));
            try (Broadcast broadcast = Broadcast.start(Map.of(), arguments);
                    ReceivedMedia atFar = new ReceivedMedia(() -> far.received("far"));
                    ReceivedMedia atA = new ReceivedMedia(() -> near.received("a"));
                    ReceivedMedia atB = new ReceivedMedia(() -> near.received("b"));
                    ReceivedMedia atC = new ReceivedMedia(() -> near.received("c"));
                    ReceivedMedia atD = new ReceivedMedia(() -> near.received("d"))) {
                broadcast.awaitLive();
                await(() -> flows(atFar, 2));
                TargetsBench.pass(Duration.ofSeconds(10));
                List<ReceivedMedia> others = List.of(atA, atB, atC, atD);
                halved(report, length, link, broadcast, atFar, others);
                off(report, link, atFar, others);
                blackHoled(report, length, link, others);
                report.note("last statistics", "%s", broadcast.stats().getLast());
                broadcast.stop();
            }
        } finally {
            Files.delete(film);
        }
    }

    /// {@return a film that needs every bit it may have: a still picture would fit through any link}
    private static Path noise() throws IOException, InterruptedException {
        Path film = Files.createTempFile("noise", ".mp4");
        String command = "ffmpeg -y -hide_banner -nostdin -loglevel error"
                + " -f lavfi -i testsrc2=size=1280x720:rate=30,noise=alls=30:allf=t -f lavfi -i sine=sample_rate=48000"
                + " -t 10 -c:v libx264 -preset ultrafast -b:v 12M -g 30 -pix_fmt yuv420p -c:a aac " + film;
        try (Child ffmpeg = Child.start("ffmpeg", List.of(command.split(" ", -1)), Map.of())) {
            if (!ffmpeg.awaitExit(Duration.ofMinutes(2)).equals(Optional.of(0))) {
                throw new IllegalStateException("ffmpeg made no film: " + ffmpeg.tail());
            }
        }
        return film;
    }

    private static void halved(
            Report report,
            Bench.Length length,
            NetworkNamespace link,
            Broadcast broadcast,
            ReceivedMedia atFar,
            List<ReceivedMedia> others) {
        long begun = System.nanoTime();
        double before = others.getFirst().videoRate(begun - 10_000_000_000L, begun);
        link.limit(HALF);
        boolean followed =
                await(() -> broadcast.process().lines().stream().anyMatch(line -> line.contains("is lowered")));
        double after = (System.nanoTime() - begun) / 1e9;
        TargetsBench.pass(length.of(60).minusNanos(System.nanoTime() - begun));
        long end = System.nanoTime();
        report.judge(
                "uplink halved: the bit rate follows",
                followed ? "%.2f s".formatted(after) : "never",
                "<= 2 s",
                followed && after <= 2);
        report.atMost(
                "uplink halved: longest time without sound",
                atFar.longestGapMillis(begun, end, false),
                STALL_MILLIS,
                "ms");
        report.atMost(
                "uplink halved: longest time without a picture",
                atFar.longestGapMillis(begun, end, true),
                STALL_MILLIS,
                "ms");
        report.note(
                "uplink halved: bit rates of the encoder, each second",
                "%s",
                rates(broadcast, length.of(60).toSeconds()));
        others(report, "uplink halved", others, begun, end);
        double rate = others.getFirst().videoRate(begun, end);
        report.judge(
                "uplink halved: quality of another target",
                "%.0f kbit/s".formatted(rate / 1000),
                ">= 0.9 x %.0f".formatted(before / 1000),
                rate >= 0.9 * before);
        link.unlimited();
        long free = System.nanoTime();
        boolean back = await(() -> broadcast.process().lines().stream()
                .anyMatch(line -> line.contains("sent at") && line.contains("again")));
        report.note(
                "uplink free again: full bit rate " + (back ? "after" : "not within"),
                "%.1f s",
                (System.nanoTime() - free) / 1e9);
    }

    /// {@return what the statistics said in each of the last seconds of the far target, kbit/s}
    private static List<Long> rates(Broadcast broadcast, long seconds) {
        List<JsonObject> stats = broadcast.stats();
        return stats.subList((int) Math.max(0, stats.size() - seconds), stats.size()).stream()
                .map(line -> line.getAsJsonArray("targets").asList().stream()
                                .map(target -> target.getAsJsonObject())
                                .filter(target ->
                                        target.get("url").getAsString().contains("10.231"))
                                .findFirst()
                                .orElseThrow()
                                .get("bits_per_second")
                                .getAsLong()
                        / 1000)
                .toList();
    }

    private static void off(Report report, NetworkNamespace link, ReceivedMedia atFar, List<ReceivedMedia> others) {
        long begun = System.nanoTime();
        link.linkOff();
        TargetsBench.pass(Duration.ofSeconds(15));
        link.linkOn();
        long on = System.nanoTime();
        boolean back = await(() -> atFar.between(on, Long.MAX_VALUE).stream().anyMatch(ReceivedMedia.Arrival::video));
        double after = (System.nanoTime() - on) / 1e9;
        report.judge(
                "link off for 15 s: live again",
                back ? "%.2f s".formatted(after) : "never",
                "<= 5 s",
                back && after <= 5);
        others(report, "link off", others, begun, System.nanoTime());
    }

    private static void blackHoled(
            Report report, Bench.Length length, NetworkNamespace link, List<ReceivedMedia> others) {
        long begun = System.nanoTime();
        link.blackHole();
        TargetsBench.pass(length.of(300));
        others(report, "one of five black-holed", others, begun, System.nanoTime());
        link.unlimited();
    }

    private static void others(Report report, String when, List<ReceivedMedia> others, long from, long to) {
        double longest = others.stream()
                .mapToDouble(other -> other.longestGapMillis(from, to, true))
                .max()
                .orElseThrow();
        report.atMost(when + ": longest gap at the others", longest, GAP_MILLIS, "ms");
    }

    private static boolean flows(ReceivedMedia media, int seconds) {
        long now = System.nanoTime();
        return media.between(now - seconds * 1_000_000_000L, now).size() > 30 * seconds;
    }

    private static boolean await(BooleanSupplier condition) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(condition::getAsBoolean);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
