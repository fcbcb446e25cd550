package io.rostrum.studio.cli;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.audio.source.GeneratedAudioSource;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.session.AudioPart;
import io.rostrum.capture.session.VideoPart;
import io.rostrum.capture.source.testcard.TestCardSource;
import io.rostrum.effects.filter.FilterChain;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.push.target.PushUrl;
import io.rostrum.studio.server.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rostrum demo`: the companion server and a broadcast of the test card with the three filters, on loopback.
@Command(
        name = "demo",
        description = "Starts the server and broadcasts the test card with the three filters; prints the page to open.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class DemoCommand implements Callable<Integer> {
    private static final String STREAM = "demo";
    /// The watermark beside the card's clock, and blur on the right one of its two gratings, so that each can
    /// be told.
    private static final List<String> FILTERS = List.of(
            "beauty=0.5", "watermark=text:ROSTRUM,at=1010:137,size=0.05,opacity=0.8", "blur=1200,225,80,270,radius=12");

    @Option(
            names = "--http",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "port of the page; the next free one if taken")
    private int http;

    @Option(
            names = "--rtmp",
            paramLabel = "PORT",
            defaultValue = "1935",
            description = "port of the ingest; the next free one if taken")
    private int rtmp;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the server's data (default: rostrum/demo in the user's data folder)")
    private @Nullable Path data;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            description = "end after this time; without it Ctrl-C ends")
    private @Nullable Duration duration;

    @Option(
            names = "--stats",
            paramLabel = "none|text|json",
            defaultValue = "none",
            description = "print figures each second")
    private BroadcastCommand.Stats stats = BroadcastCommand.Stats.none;

    @Override
    public Integer call() throws IOException, InterruptedException {
        int httpPort = FreePort.from(http);
        int rtmpPort = FreePort.from(rtmp);
        try (EndBySignal signal = new EndBySignal();
                ServerProcess server =
                        ServerProcess.start(data != null ? data : dataFolder(), httpPort, rtmpPort, signal);
                BroadcastRun run = new BroadcastRun(
                        broadcast(server, Optional.ofNullable(duration)), stats, DemoCommand::say, signal)) {
            System.out.println("The demo is live. Open " + server.watchPage(STREAM));
            System.out.println("Ctrl-C ends it.");
            System.out.flush();
            return run.untilDone(server::trouble);
        }
    }

    private static Broadcast broadcast(ServerProcess server, Optional<Duration> length) throws IOException {
        VideoSettings settings =
                VideoSettings.live(new PictureSize(1280, 720), new Rational(30, 1), 2_500_000, Duration.ofSeconds(1));
        List<FilterSpec> filters = FILTERS.stream().map(FilterSpec::parse).toList();
        VideoPart video = new VideoPart(
                "test card",
                pool -> new TestCardSource(settings.size(), settings.frameRate(), pool),
                () -> FilterChain.create(filters, GpuMode.AUTO),
                VideoEncoders.AUTO,
                settings);
        AudioPart audio = new AudioPart(GeneratedAudioSource::testCardBeep, AudioSettings.DEFAULT);
        return new Broadcast(
                video,
                audio,
                List.of(WantedTarget.of(PushUrl.parse(server.publishAddress(STREAM)))),
                Optional.empty(),
                TrackSet.FIRST,
                length,
                DemoCommand::say);
    }

    private static void say(String sentence) {
        System.err.println("rostrum demo: " + sentence);
    }

    private static Path dataFolder() {
        String xdg = System.getenv("XDG_DATA_HOME");
        Path base = xdg != null && !xdg.isBlank()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("rostrum").resolve(STREAM);
    }
}
