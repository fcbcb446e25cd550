package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.target.Resolver;
import io.rostrum.push.target.UplinkMeasure;
import io.rostrum.push.target.UplinkMeasure.Result;
import io.rostrum.testing.Child;
import io.rostrum.testing.peer.NetworkNamespace;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.Rostrum;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// nginx-rtmp behind a link that Linux' token bucket filter narrows: what is measured is what it lets through.
///
/// It is measured for as long as users do: such a link drops packets, and one that is sent again after a
/// timeout is much of a measurement of two seconds.
final class UplinkIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int NARROW = 1_500_000;
    private static final int WIDER = 4_000_000;

    @Test
    void whatALinkTakesIsMeasured() throws Exception {
        Optional<NetworkNamespace> namespace = NetworkNamespace.open();
        Assumptions.assumeTrue(
                namespace.isPresent(), "network namespaces with tc are not allowed here (root on Linux is needed)");
        try (NetworkNamespace link = namespace.orElseThrow();
                NginxRtmp far = NginxRtmp.startIn(link)) {
            link.limit(NARROW);
            assertThat(measured(far.live("narrow"), UplinkMeasure.Plan.DEFAULT).bitsPerSecond())
                    .isCloseTo(NARROW, withinPercentage(15));
            link.limit(WIDER);
            assertThat(byTheCommandLine(far.live("wider"))
                            .get("bits_per_second")
                            .getAsLong())
                    .isCloseTo(WIDER, withinPercentage(15));
            assertThat(far.received("narrow")).as("published").isEmpty();
            assertThat(far.received("wider")).as("published").isEmpty();
            link.unlimited();
            published(far);
        }
    }

    private static Result.Measured measured(String url, UplinkMeasure.Plan plan) {
        try (PushLoops loops = PushLoops.open();
                UplinkMeasure measure =
                        UplinkMeasure.begin(PushUrl.parse(url), plan, Resolver.SYSTEM, loops, _ -> {})) {
            return (Result.Measured) measure.result().join();
        }
    }

    private static JsonObject byTheCommandLine(String url) throws InterruptedException {
        try (Child doctor = Rostrum.start(Map.of(), List.of("doctor", "--uplink", url, "--json"))) {
            assertThat(doctor.awaitExit(SOON.multipliedBy(2))).as(doctor.tail()).contains(0);
            return JsonParser.parseString(String.join("\n", doctor.lines()))
                    .getAsJsonObject()
                    .getAsJsonArray("uplinks")
                    .get(0)
                    .getAsJsonObject();
        }
    }

    /// What is published while it is measured is a stream that others decode.
    private static void published(NginxRtmp far) throws Exception {
        UplinkMeasure.Plan plan = UplinkMeasure.Plan.DEFAULT
                .upTo(2_000_000)
                .publishing(true)
                .lasting(Duration.ofMillis(700), Duration.ofSeconds(2));
        assertThat(measured(far.live("seen"), plan).atCeiling()).isTrue();
        Path file = await().atMost(SOON)
                .until(
                        () -> far.received("seen").stream().findFirst().orElse(null),
                        found -> found != null && found.toFile().length() > 100_000);
        List<String> command = List.of(
                "ffprobe",
                "-v",
                "error",
                "-count_frames",
                "-show_entries",
                "stream=codec_name,width,nb_read_frames",
                "-of",
                "csv=p=0",
                file.toString());
        try (Child ffprobe = Child.start("ffprobe", command, Map.of())) {
            assertThat(ffprobe.awaitExit(SOON)).contains(0);
            assertThat(ffprobe.lines())
                    .as("no errors, and pictures")
                    .singleElement()
                    .asString()
                    .matches("h264,128,\\d\\d+");
        }
    }
}
