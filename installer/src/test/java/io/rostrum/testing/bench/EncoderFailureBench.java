package io.rostrum.testing.bench;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.testing.FailingBroadcast;
import io.rostrum.testing.FaultyEncoders.Fault;
import io.rostrum.testing.PictureArrivals;
import io.rostrum.testing.PictureArrivals.Arrival;
import io.rostrum.testing.PlayerWatch;
import io.rostrum.testing.product.CompanionServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The encoder fails ten times and hangs ten times in one broadcast of 720p30, while Chromium watches over
/// HTTP-FLV and HLS.
///
/// The gap is the longest time between two pictures at a viewer of the server, from the fault on.
final class EncoderFailureBench {
    private static final PictureSize SIZE = new PictureSize(1280, 720);
    private static final int BITS_PER_SECOND = 2_500_000;
    private static final Duration BETWEEN = Duration.ofSeconds(8);
    private static final Pattern LEFT_BEFORE = Pattern.compile("#EXT-X-DISCONTINUITY-SEQUENCE:(\\d+)");

    private EncoderFailureBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        int rounds = length.times(10);
        List<Double> failed = new ArrayList<>();
        List<Double> hung = new ArrayList<>();
        try (CompanionServer companion = CompanionServer.start();
                FailingBroadcast broadcast = new FailingBroadcast(
                        companion.rtmp("encoder"), SIZE, BITS_PER_SECOND, 2 * rounds + 1, List.of());
                PictureArrivals arrivals = PictureArrivals.on(companion.flv("encoder"))) {
            TargetsBench.pass(BETWEEN);
            try (PlayerWatch flv = PlayerWatch.open(companion.http("/watch/encoder?muted&mode=flv"));
                    PlayerWatch hls = PlayerWatch.open(companion.http("/watch/encoder?muted&mode=hls"))) {
                TargetsBench.pass(BETWEEN);
                double flvBegan = flv.mediaSeconds();
                double hlsBegan = hls.mediaSeconds();
                long began = System.nanoTime();
                for (int round = 0; round < rounds; round++) {
                    failed.add(gapMillis(broadcast, arrivals, Fault.FAILS));
                    hung.add(gapMillis(broadcast, arrivals, Fault.HANGS));
                    report.note(
                            "round " + (round + 1) + ": gap after failing, after hanging",
                            "%.0f ms, %.0f ms",
                            failed.getLast(),
                            hung.getLast());
                }
                double seconds = (System.nanoTime() - began) / 1e9;
                report.atMost("longest gap after failing", largest(failed), 1000, "ms");
                report.atMost("longest gap after hanging", largest(hung), 1000, "ms");
                report.note("median gaps", "%.0f ms, %.0f ms", TargetsBench.median(failed), TargetsBench.median(hung));
                report.note(
                        "pictures lost in encoders", "%d", broadcast.encoder().lost());
                long discontinuities = discontinuities(companion);
                report.judge(
                        "discontinuities in HLS",
                        String.valueOf(discontinuities),
                        String.valueOf(2 * rounds),
                        discontinuities == 2L * rounds);
                long disorder = disorder(arrivals.pictures());
                report.judge("pictures out of order, or no key frame first", disorder + "", "0", disorder == 0);
                player(report, "HTTP-FLV", flv, flv.mediaSeconds() - flvBegan, seconds);
                player(report, "HLS", hls, hls.mediaSeconds() - hlsBegan, seconds);
            }
        }
    }

    private static double gapMillis(FailingBroadcast broadcast, PictureArrivals arrivals, Fault fault) {
        int before = arrivals.pictures().size();
        broadcast.order(fault);
        TargetsBench.pass(BETWEEN);
        List<Arrival> pictures = arrivals.pictures();
        long gap = 0;
        for (int i = Math.max(1, before - 1); i < pictures.size(); i++) {
            gap = Math.max(
                    gap, pictures.get(i).arrivedNanos() - pictures.get(i - 1).arrivedNanos());
        }
        return gap / 1e6;
    }

    private static double largest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    private static long disorder(List<Arrival> pictures) {
        long found = 0;
        for (int i = 1; i < pictures.size(); i++) {
            Arrival last = pictures.get(i - 1);
            Arrival now = pictures.get(i);
            found += now.millis() <= last.millis() || (now.headers() != last.headers() && !now.keyFrame()) ? 1 : 0;
        }
        return found;
    }

    private static void player(Report report, String way, PlayerWatch player, double played, double seconds) {
        List<String> troubles = new ArrayList<>(player.troubles());
        troubles.addAll(player.errors());
        report.judge(
                "Chromium over " + way + ": errors, new beginnings",
                troubles.isEmpty() ? "0" : troubles.toString(),
                "0",
                troubles.isEmpty());
        report.atLeast("Chromium over " + way + ": played of the time", 100 * played / seconds, 90, "%");
        report.note("Chromium over " + way + ": ran dry", "%d times", player.stalls());
    }

    private static long discontinuities(CompanionServer companion) throws IOException, InterruptedException {
        String multivariant = get(companion.hls("encoder"));
        String media = get(
                companion.http("/live/encoder/" + multivariant.lines().toList().getLast()));
        Matcher left = LEFT_BEFORE.matcher(media);
        return (left.find() ? Long.parseLong(left.group(1)) : 0)
                + media.lines().filter("#EXT-X-DISCONTINUITY"::equals).count();
    }

    private static String get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
