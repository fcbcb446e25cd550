package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rostrum.studio.engine.ChannelSetting;
import io.rostrum.studio.engine.DeliverySetting;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.FilterSetting;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.Place;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.StudioEngine;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.engine.TestReport;
import io.rostrum.testing.Child;
import io.rostrum.testing.MediaReading;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine behind the window, with the real server, encoders and files.
class StudioEngineIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private StudioEngine open() throws Exception {
        StudioEngine studio = StudioEngine.open(folder.resolve("studio"));
        OutputSetting output = studio.snapshot().output();
        studio.output(new OutputSetting(
                output.size(),
                output.frameRate(),
                output.bitsPerSecond(),
                1,
                "x264",
                folder.resolve("recordings").toString(),
                /* recordTrack= */ 1));
        return studio;
    }

    private static void awaitState(StudioEngine studio, Predicate<StudioSnapshot> state) {
        await().atMost(LIMIT).until(() -> state.test(studio.snapshot()));
    }

    private static Server.Running server(StudioEngine studio) {
        awaitState(studio, now -> now.server() instanceof Server.Running);
        return (Server.Running) studio.snapshot().server();
    }

    private static DestinationState ownState(StudioSnapshot snapshot) {
        return snapshot.destinations().getFirst().state();
    }

    @Test
    void aNewUserIsLiveOnTheBundledServerWithPicturesAndSound() throws Exception {
        try (StudioEngine studio = open()) {
            studio.addSource(new SourceSetting("Card", "testcard"));
            studio.addChannel(new ChannelSetting("Beep", "testcard"));
            URI page = server(studio).page();
            assertThat(page.getHost()).isEqualTo("127.0.0.1");

            studio.goLive();
            awaitState(studio, now -> ownState(now) instanceof DestinationState.Sending);
            studio.record(true);
            MediaReading seen = MediaReading.ofPictures(
                    page.resolve("/live/live.flv").toString(), MediaReading.Tracks.BOTH, 150, LIMIT);

            assertThat(seen.frames().stream().filter(frame -> frame.counter().isPresent()))
                    .hasSizeGreaterThan(60);
            assertThat(seen.beepNanos()).isNotEmpty();
            awaitState(studio, now -> now.recording() instanceof Recording.On on && on.bytes() > 0);
            studio.endLive();
            awaitState(studio, now -> now.live() instanceof Live.Off);
            assertThat(studio.snapshot().recording()).isInstanceOf(Recording.On.class);
            studio.record(false);
            awaitState(studio, now -> now.recording() instanceof Recording.Off);
            assertThat(studio.snapshot().notices()).isEmpty();
        }
        try (Stream<Path> files = Files.list(folder.resolve("recordings"))) {
            Path recording = files.findFirst().orElseThrow();
            MediaReading recorded = MediaReading.of(recording, MediaReading.Tracks.BOTH);
            List<Integer> counters = recorded.frames().stream()
                    .map(MediaReading.Frame::counter)
                    .flatMapToInt(OptionalInt::stream)
                    .boxed()
                    .toList();
            assertThat(counters).hasSizeGreaterThan(60).isSorted();
        }
    }

    @Test
    void whatWasArrangedIsThereAgainAndSoIsTheServerThatWentOn() throws Exception {
        Server.Running before;
        try (StudioEngine studio = open()) {
            String card = studio.addSource(new SourceSetting("Card", "testcard"));
            String channel = studio.addChannel(new ChannelSetting("Tone", "tone"));
            studio.rename(card, "Bars");
            studio.place(card, Place.TOP_LEFT);
            studio.filters(card, List.of(new FilterSetting("blur=all,radius=9", true)));
            studio.filters(
                    StudioSnapshot.PROGRAMME,
                    List.of(new FilterSetting("watermark=text:HELLO", true), new FilterSetting("sepia=1", true)));
            studio.gain(channel, -6);
            studio.mute(channel, true);
            studio.destination(new DestinationSetting("mine", "Elsewhere", "rtmp://127.0.0.1:1/live", "k", false));
            awaitState(
                    studio,
                    now -> now.sources().size() == 1 && now.sources().getFirst().health() instanceof Health.Running);
            awaitState(studio, now -> now.programmeFilters().stream().anyMatch(filter -> filter.millis() > 0));
            before = server(studio);
            studio.quit(/* keepServer= */ true);
        }
        try (StudioEngine studio = open()) {
            StudioSnapshot again = studio.snapshot();
            assertThat(again.sources()).singleElement().satisfies(source -> {
                assertThat(source.name()).isEqualTo("Bars");
                assertThat(source.place()).isEqualTo(Place.TOP_LEFT);
                assertThat(source.filters())
                        .singleElement()
                        .satisfies(filter -> assertThat(filter.setting().spec()).isEqualTo("blur=all,radius=9"));
            });
            assertThat(again.programmeFilters()).hasSize(2);
            assertThat(again.programmeFilters().getLast().trouble())
                    .hasValueSatisfying(why -> assertThat(why).contains("sepia"));
            assertThat(again.channels()).singleElement().satisfies(channel -> {
                assertThat(channel.gainDecibels()).isEqualTo(-6);
                assertThat(channel.muted()).isTrue();
            });
            assertThat(again.destinations())
                    .extracting(destination -> destination.setting().name())
                    .containsExactly("My server", "Elsewhere");
            assertThat(server(studio).page()).isEqualTo(before.page());
        }
        assertThat(Files.readString(folder.resolve("studio/settings.json"))).contains("\"schema\": 3");
    }

    @Test
    void theServerSendsOnWhatIsUploadedOnce() throws Exception {
        try (TestServer platform = TestServer.start();
                StudioEngine studio = open()) {
            studio.addSource(new SourceSetting("Card", "testcard"));
            studio.addChannel(new ChannelSetting("Beep", "testcard"));
            String address = platform.rtmp("its-key");
            studio.destination(new DestinationSetting(
                    "platform",
                    "Platform",
                    address.substring(0, address.lastIndexOf('/')),
                    "its-key",
                    true,
                    new DeliverySetting(
                            DeliverySetting.AUTO,
                            0,
                            "",
                            "",
                            0,
                            /* byServer= */ true,
                            0,
                            DeliverySetting.AS_SWITCHED,
                            0,
                            /* watermark= */ null,
                            /* track= */ 1)));
            studio.enable(DestinationSetting.OWN_SERVER, false);
            server(studio);

            studio.goLive();
            awaitState(studio, now -> now.destinations().getLast().state() instanceof DestinationState.Sending);
            MediaReading seen =
                    MediaReading.ofPictures(platform.url("/live/its-key.flv"), MediaReading.Tracks.BOTH, 60, LIMIT);
            assertThat(seen.frames().stream().filter(frame -> frame.counter().isPresent()))
                    .hasSizeGreaterThan(40);
            assertThat(ownState(studio.snapshot())).isInstanceOf(DestinationState.Sending.class);

            studio.endLive();
            awaitState(studio, now -> now.live() instanceof Live.Off);
            Path forwards = folder.resolve("studio/server/forwards.json");
            await().atMost(LIMIT).until(() -> !Files.readString(forwards).contains("its-key"));
        }
    }

    @Test
    void aSecondStudioIsKeptOutOfTheFolder() throws Exception {
        try (StudioEngine studio = open()) {
            server(studio);
            assertThatThrownBy(() -> StudioEngine.open(folder.resolve("studio")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("running already");
        }
    }

    @Test
    void damagedSettingsAreKeptAsideAndTheStudioBeginsAnew() throws Exception {
        Path settings = Files.createDirectories(folder.resolve("studio")).resolve("settings.json");
        Files.writeString(settings, "{\"schema\": 1, \"sources\": [");
        try (StudioEngine studio = open()) {
            assertThat(studio.snapshot().notices())
                    .singleElement()
                    .satisfies(notice ->
                            assertThat(notice.text()).contains("damaged").contains("settings.json.unreadable"));
        }
        assertThat(folder.resolve("studio/settings.json.unreadable")).hasContent("{\"schema\": 1, \"sources\": [");
    }

    @Test
    void settingsThatLackSomethingAreKeptAsideToo() throws Exception {
        Path settings = Files.createDirectories(folder.resolve("studio")).resolve("settings.json");
        try (StudioEngine studio = open()) {
            studio.addSource(new SourceSetting("Card", "testcard"));
            awaitState(studio, now -> now.sources().size() == 1);
        }
        String whole = Files.readString(settings);
        Files.writeString(settings, whole.replace("\"place\": \"WHOLE\"", "\"place\": \"NOWHERE\""));

        try (StudioEngine studio = open()) {
            assertThat(studio.snapshot().notices())
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.text()).contains("not complete", "copy"));
            assertThat(studio.snapshot().sources())
                    .as("from the newest good copy")
                    .extracting(SourceView::name)
                    .containsExactly("Card");
        }
        assertThat(folder.resolve("studio/settings.json.unreadable")).content().contains("NOWHERE");
    }

    @Test
    void whatIsEndedTogetherBeginsAnew() throws Exception {
        try (StudioEngine studio = open()) {
            studio.addSource(new SourceSetting("Card", "testcard"));
            server(studio);
            for (int round = 0; round < 2; round++) {
                studio.goLive();
                studio.record(true);
                awaitState(
                        studio,
                        now -> ownState(now) instanceof DestinationState.Sending sending
                                && sending.bitsPerSecond() > 0);
                studio.endLive();
                studio.record(false);
                awaitState(studio, now -> now.live() instanceof Live.Off && now.recording() instanceof Recording.Off);
                awaitState(studio, now -> now.figures().encoder().isEmpty());
            }
        }
    }

    @Test
    void aServerThatIsKilledIsBackAndTheBroadcastReachesItAgain() throws Exception {
        try (StudioEngine studio = open()) {
            studio.addSource(new SourceSetting("Card", "testcard"));
            server(studio);
            studio.goLive();
            awaitState(studio, now -> ownState(now) instanceof DestinationState.Sending);
            long killed = serverPid();
            ProcessHandle process = ProcessHandle.of(killed).orElseThrow();

            process.destroyForcibly();

            process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            await().atMost(LIMIT).until(() -> serverPid() != killed);
            String stream = server(studio).page().resolve("/live/live.flv").toString();
            await().atMost(LIMIT)
                    .until(() -> !MediaReading.ofPictures(stream, MediaReading.Tracks.VIDEO, 1, LIMIT)
                            .frames()
                            .isEmpty());
            assertThat(ownState(studio.snapshot())).isInstanceOf(DestinationState.Sending.class);
        }
        assertThat(ProcessHandle.of(serverPid()))
                .as("a server after the studio's end")
                .isEmpty();
    }

    private long serverPid() throws Exception {
        String note = Files.readString(folder.resolve("studio/server.json"));
        return Long.parseLong(note.replaceAll(".*\"pid\":(\\d+).*", "$1"));
    }

    @Test
    void aFilmBringsItsSoundAndComesBackWithoutItOnceThatWasRemoved() throws Exception {
        Path film = folder.resolve("opening film.mkv");
        try (Child ffmpeg = Child.start(
                "ffmpeg",
                List.of(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc=s=320x180:r=30:d=60",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=d=60",
                        "-c:v",
                        "libx264",
                        "-preset",
                        "ultrafast",
                        "-c:a",
                        "aac",
                        film.toString()),
                Map.of())) {
            assertThat(ffmpeg.awaitExit(LIMIT)).as(ffmpeg::tail).contains(0);
        }
        try (StudioEngine studio = open()) {
            String id = studio.addSource(new SourceSetting("Film", film.toString()));
            studio.rename(id, "Opening");
            awaitState(
                    studio,
                    now -> now.channels().size() == 1
                            && now.channels().getFirst().health() instanceof Health.Running
                            && now.sources().getFirst().health() instanceof Health.Running);
            assertThat(studio.snapshot().sources().getFirst().name()).isEqualTo("Opening");

            studio.remove(studio.snapshot().channels().getFirst().id());
            awaitState(studio, now -> now.channels().isEmpty());
            ProcessHandle decoder = decoder(film).orElseThrow();
            decoder.destroyForcibly();

            await().atMost(LIMIT)
                    .until(() -> decoder(film)
                            .filter(now -> now.pid() != decoder.pid())
                            .isPresent());
            awaitState(studio, now -> now.sources().getFirst().health() instanceof Health.Running);
        }
    }

    private static Optional<ProcessHandle> decoder(Path film) {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().commandLine().orElse("").contains(String.valueOf(film.getFileName())))
                .findFirst();
    }

    @Test
    void aRehearsalTellsHowTheMachineCopes() throws Exception {
        try (StudioEngine studio = open()) {
            studio.addSource(new SourceSetting("Card", "testcard"));

            TestReport report = studio.rehearse().get(LIMIT.toSeconds(), TimeUnit.SECONDS);

            assertThat(report.size()).isEqualTo("1280x720");
            assertThat(report.framesPerSecond()).isPositive().isLessThan(40);
            assertThat(report.bitsPerSecond()).isPositive();
            assertThat(studio.snapshot().live()).isInstanceOf(Live.Off.class);
        }
    }
}
