package io.rostrum.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.session.VideoPart;
import io.rostrum.capture.source.color.ColorSource;
import io.rostrum.effects.filter.FilterChain;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is typed while a broadcast of one colour runs.
final class BroadcastRunTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final PictureSize SIZE = new PictureSize(160, 96);

    private final List<String> said = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private static VideoPart colour() {
        return new VideoPart(
                "colour",
                pool -> ColorSource.of("#336699", SIZE, pool),
                () -> FilterChain.create(List.of(), GpuMode.OFF),
                "x264",
                VideoSettings.live(SIZE, new Rational(30, 1), 500_000, Duration.ofSeconds(1)));
    }

    private static JsonObject encoder(Broadcast broadcast) {
        return JsonParser.parseString(broadcast.report(0).json())
                .getAsJsonObject()
                .getAsJsonObject("encoder");
    }

    @Test
    void bitRateAndEncoderChangeWhileItRuns() throws Exception {
        Broadcast broadcast = new Broadcast(
                colour(), null, List.of(), Optional.of(folder.resolve("a.mp4")), 1, Optional.empty(), said::add);
        try (EndBySignal signal = new EndBySignal();
                BroadcastRun run = new BroadcastRun(broadcast, BroadcastCommand.Stats.none, said::add, signal);
                PipedOutputStream typed = new PipedOutputStream()) {
            run.listen(new PipedInputStream(typed));

            type(typed, "bitrate 300k");
            await().atMost(SOON)
                    .until(() -> encoder(broadcast).get("bits_per_second").getAsInt() == 300_000);
            type(typed, "encoder openh264");
            await().atMost(SOON)
                    .until(() -> encoder(broadcast).get("name").getAsString().equals("openh264"));
            type(typed, "bitrate 400k");
            await().atMost(SOON)
                    .until(() -> encoder(broadcast).get("bits_per_second").getAsInt() == 400_000);
            type(typed, "encoder nosuch\nbitrate much\nbitrate 1k");
            await().atMost(SOON).until(() -> said.size() >= 6);

            assertThat(said)
                    .startsWith("bit rate of the pictures: 300k", "encoder: openh264", "bit rate of the pictures: 400k")
                    .anySatisfy(words -> assertThat(words).startsWith("encoder: nosuch (expected: one of "))
                    .contains("bit rate: much (expected: like 2500k or 2.5M)")
                    .contains("bit rate: 1000 (expected: at least 50000 bits a second)");
            assertThat(encoder(broadcast).getAsJsonArray("left")).isEmpty();
        }
        assertThat(broadcast.failed()).isFalse();
    }

    private static void type(PipedOutputStream to, String line) throws Exception {
        to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
    }
}
