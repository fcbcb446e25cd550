package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.testing.BrowserProbe;
import io.rostrum.testing.Child;
import io.rostrum.testing.CounterReport;
import io.rostrum.testing.MediaReading;
import io.rostrum.testing.ReferenceCard;
import io.rostrum.testing.SyncReport;
import io.rostrum.testing.peer.Chromium;
import io.rostrum.testing.product.CompanionServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// FFmpeg publishes a card of known content to the server; FFmpeg and Chromium play it back by every way the server
/// offers.
@Tag("together")
class ServerStreamIT {
    @TempDir
    static Path folder;

    private static CompanionServer server;
    private static Child publisher;

    @BeforeAll
    static void publishTheCard() {
        server = CompanionServer.start();
        Path card = folder.resolve("card.flv");
        new ReferenceCard(640, 384, 75).write(card, 0, List.of("-g", "60"));
        String command = "ffmpeg -hide_banner -nostdin -nostats -loglevel error -re -stream_loop -1 -i " + card
                + " -c copy -f flv " + server.rtmp("card");
        publisher = Child.start("publisher", List.of(command.split(" ", -1)), Map.of());
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest playlist =
                    HttpRequest.newBuilder(URI.create(server.hls("card"))).build();
            Awaitility.await("playlist")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> client.send(playlist, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
        }
    }

    @AfterAll
    static void end() {
        publisher.close();
        server.close();
    }

    @Test
    void everyPictureComesInOrderAndInStepWithTheSound() throws InterruptedException {
        List<Thread> readers = new ArrayList<>();
        Map<String, MediaReading> readings = new ConcurrentHashMap<>();
        for (String url : List.of(server.rtmp("card"), server.flv("card"), server.hls("card"))) {
            readers.add(Thread.ofVirtual()
                    .start(() -> readings.put(
                            url, MediaReading.ofPictures(url, MediaReading.Tracks.BOTH, 200, Duration.ofSeconds(60)))));
        }
        for (Thread reader : readers) {
            reader.join();
        }

        assertThat(readings).hasSize(3).allSatisfy((_, reading) -> {
            CounterReport counters = CounterReport.of(reading.frames());
            assertThat(counters.frames()).as("%s", reading.log()).isGreaterThan(90);
            assertThat(counters.unreadable()).isZero();
            SyncReport sync = SyncReport.of(reading);
            assertThat(sync.pairs()).isGreaterThan(2);
            assertThat(Math.abs(sync.medianMillis())).isLessThanOrEqualTo(5);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"flv", "hls"})
    void chromiumPlaysThePage(String mode) throws InterruptedException {
        try (Chromium chromium = Chromium.start()) {
            chromium.open(server.http("/watch/card?muted&mode=" + mode));
            BrowserProbe probe = BrowserProbe.attach(chromium, Duration.ofSeconds(40));

            Awaitility.await("pictures and sound; the page said " + chromium.console())
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> probe.seen().counters().stream().distinct().count() > 60
                            && probe.seen().audioBytes() > 0);
        }
    }

    @Test
    void aStreamThatNobodyPublishesIsNotFound() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String url : List.of(server.flv("nobody"), server.hls("nobody"))) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .as(url)
                        .isEqualTo(404);
            }
        }
    }
}
