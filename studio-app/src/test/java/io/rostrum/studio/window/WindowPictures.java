package io.rostrum.studio.window;

import io.rostrum.capture.audio.mixer.Monitoring;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.load.LoadStep;
import io.rostrum.capture.scene.Transition;
import io.rostrum.studio.engine.ChannelSetting;
import io.rostrum.studio.engine.ChannelSound;
import io.rostrum.studio.engine.DeliverySetting;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.FilterSetting;
import io.rostrum.studio.engine.LibraryDesk;
import io.rostrum.studio.engine.Lint;
import io.rostrum.studio.engine.Place;
import io.rostrum.studio.engine.Preflight;
import io.rostrum.studio.engine.RemoteState;
import io.rostrum.studio.engine.SourceDraft;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.Statistics;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.engine.TransitionSetting;
import io.rostrum.studio.engine.WatermarkSetting;
import io.rostrum.studio.engine.WindowSetting;
import io.rostrum.studio.overlay.Theme;
import io.rostrum.studio.words.Language;
import io.rostrum.studio.words.Wording;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/// Opens the window in many states one after the other and leaves a picture of the screen for each, for eyes to
/// judge. Run it on a display: `WindowPictures FOLDER PREFIX [STATE [LANGUAGE [THEME]]]`, STATE for those whose
/// names begin so, `""` for all, LANGUAGE as [Language] has them, THEME `DARK` or `LIGHT` for that one only, with
/// `-Dglass.gtk.uiScale=200%` for a fine screen.
public final class WindowPictures {
    private WindowPictures() {}

    /// @param then done in the window before the picture is taken
    record Shot(
            String name,
            int width,
            int height,
            WindowSetting.Theme theme,
            FakeStudio studio,
            Consumer<StudioWindow> then) {
        Shot(String name, int width, int height, WindowSetting.Theme theme, FakeStudio studio) {
            this(name, width, height, theme, studio, _ -> {});
        }
    }

    public static void main(String[] arguments) {
        Application.launch(Shower.class, arguments);
    }

    /// Shows one state after the other.
    public static final class Shower extends Application {
        private final Queue<Shot> shots = new ArrayDeque<>();

        @Override
        public void start(Stage unused) {
            Platform.setImplicitExit(false);
            Theme.loadLetters();
            argument(3).map(Language::valueOf).ifPresent(Wording::speak);
            List<WindowSetting.Theme> themes = argument(4)
                    .map(WindowSetting.Theme::valueOf)
                    .map(List::of)
                    .orElse(List.of(WindowSetting.Theme.DARK, WindowSetting.Theme.LIGHT));
            for (WindowSetting.Theme theme : themes) {
                shots.add(new Shot("busy", 1360, 840, theme, FakeStudio.busy()));
                shots.add(new Shot("empty", 1360, 840, theme, FakeStudio.empty()));
                shots.add(new Shot("trouble", 1360, 840, theme, trouble()));
                shots.add(new Shot("small", 1024, 600, theme, trouble()));
                shots.add(new Shot("first", 1360, 840, theme, first()));
                shots.add(new Shot("destination", 1360, 840, theme, tracks(), Shower::editDestination));
                shots.add(new Shot("output", 1360, 840, theme, tracks(), StudioWindow::settings));
                shots.add(new Shot("statistics", 1360, 840, theme, measured(), StudioWindow::statistics));
                shots.add(new Shot("statistics-small", 1024, 600, theme, measured(), StudioWindow::statistics));
                shots.add(new Shot("check", 1360, 840, theme, checked(), StudioWindow::check));
                shots.add(new Shot("lint", 1360, 840, theme, checked(), StudioWindow::settings));
                shots.add(new Shot("missing", 1360, 840, theme, missing()));
                shots.add(new Shot("library-small", 1024, 600, theme, missing()));
                shots.add(new Shot("tracks", 1024, 600, theme, tracks()));
                shots.add(new Shot("sound", 1360, 840, theme, sound(), Shower::shapeSound));
                shots.add(new Shot("sound-small", 1024, 600, theme, sound(), Shower::shapeSound));
                shots.add(new Shot(
                        "multiview",
                        1360,
                        840,
                        theme,
                        manyScenes(),
                        w -> w.views().multiview()));
                shots.add(transition("wipe", Transition.Kind.WIPE, theme));
                shots.add(transition("stinger", Transition.Kind.STINGER, theme));
                shots.add(new Shot("colours", 1360, 840, theme, coloured()));
                shots.add(new Shot("remote", 1360, 840, theme, controlled(), Shower::remote));
                shots.add(new Shot("remote-small", 1024, 600, theme, controlled(), Shower::remote));
                for (int step = 0; step < SetUpShots.STEPS; step++) {
                    FakeStudio setUp = SetUpShots.studio();
                    shots.add(new Shot("setup" + step, 1360, 840, theme, setUp, SetUpShots.at(setUp, step)));
                    FakeStudio small = SetUpShots.studio();
                    shots.add(new Shot("setup-small" + step, 1024, 600, theme, small, SetUpShots.at(small, step)));
                }
                shots.add(change("playlist", 1360, 840, theme, "playlist"));
                shots.add(change("playlist-small", 1024, 600, theme, "playlist"));
                shots.add(change("text", 1360, 840, theme, "text"));
                shots.add(change("text-small", 1024, 600, theme, "text"));
                shots.add(change("countdown", 1024, 600, theme, "countdown"));
                shots.add(change("slideshow", 1024, 600, theme, "slideshow"));
                shots.add(new Shot("slides", 1024, 600, theme, drawn()));
                shots.add(new Shot("add-text", 1024, 600, theme, drawn(), Shower::addText));
                shots.addAll(WindowStates.of(theme));
            }
            String begins = argument(2).orElse("");
            shots.removeIf(shot -> !shot.name().startsWith(begins));
            next();
        }

        private Optional<String> argument(int index) {
            return getParameters().getRaw().stream().skip(index).findFirst();
        }

        private static Shot transition(String name, Transition.Kind kind, WindowSetting.Theme theme) {
            FakeStudio studio = manyScenes();
            studio.scenes().transition(new TransitionSetting(kind, 700, 0));
            String scene = studio.snapshot().scenes().shown();
            Optional<String> one = kind == Transition.Kind.WIPE ? Optional.of(scene) : Optional.empty();
            one.ifPresent(id -> studio.scenes()
                    .arrival(id, Optional.of(studio.snapshot().scenes().transition())));
            return new Shot(name, 1360, 840, theme, studio, window -> window.transition(one));
        }

        private static FakeStudio manyScenes() {
            FakeStudio studio = FakeStudio.busy();
            String first = studio.snapshot().scenes().shown();
            for (String name :
                    List.of("Slides", "Interview with two cameras and the slides beside them", "Break", "End")) {
                studio.scenes().rename(studio.scenes().duplicate(first), name);
            }
            studio.scenes().show(first);
            studio.scenes().studio(true);
            return studio;
        }

        private static FakeStudio measured() {
            FakeStudio studio = trouble();
            Instant now = Instant.now();
            List<Statistics.Second> seconds = new ArrayList<>();
            for (int i = 290; i >= 0; i--) {
                boolean slow = i > 60 && i < 110;
                seconds.add(new Statistics.Second(
                        now.minusSeconds(i),
                        slow ? 24 + 3 * Math.sin(i) : 30,
                        30,
                        slow ? 1.9 : 0.9 + 0.1 * Math.sin(i / 9.0),
                        List.of(
                                new Statistics.Sent("My server", 2_600_000, Duration.ofMillis(20)),
                                new Statistics.Sent(
                                        "Twitch",
                                        slow ? 1_400_000 : 2_600_000,
                                        Duration.ofMillis(slow ? 2400 : 60 + i % 40))),
                        slow
                                ? Map.of(Statistics.Cause.RENDER, 2L, Statistics.Cause.UPLINK, (long) (i % 7))
                                : Map.of()));
            }
            studio.statistics(new Statistics(
                    seconds,
                    List.of(
                            new Statistics.Event(now.minusSeconds(60), "done again: mask less often"),
                            new Statistics.Event(
                                    now.minusSeconds(109),
                                    "uplink to Twitch: 143 pictures dropped, the connection takes 1.4 of 2.6 Mbit/s"),
                            new Statistics.Event(
                                    now.minusSeconds(109),
                                    "render: 98 pictures left out, a picture takes 41.0 of 33.3 ms"))));
            return studio;
        }

        private static FakeStudio checked() {
            FakeStudio studio = FakeStudio.busy();
            Optional<Lint.Repair> repair = Optional.of(
                    new Lint.Repair.Output("Use 6000 kb/s", studio.snapshot().output()));
            String many = "Twitch takes 6000 kb/s at most, and is sent 8500 kb/s.";
            studio.lint(List.of(new Lint(true, many, repair)));
            studio.check(CompletableFuture.completedFuture(new Preflight(List.of(
                    new Preflight.Finding(
                            Preflight.Verdict.GOOD,
                            Preflight.Place.DESTINATION,
                            "",
                            "Twitch",
                            "live.twitch.tv:1935 answers after 84 ms. It looks at the key when you go live.",
                            Optional.empty()),
                    new Preflight.Finding(
                            Preflight.Verdict.BAD,
                            Preflight.Place.DESTINATION,
                            studio.snapshot().destinations().getLast().setting().id(),
                            "YouTube",
                            "The name a.rtmps.youtube.com is not known.",
                            Optional.empty()),
                    new Preflight.Finding(
                            Preflight.Verdict.NOTE,
                            Preflight.Place.OUTPUT,
                            "",
                            "Encoder",
                            "Which ones work here is still being tried.",
                            Optional.empty()),
                    new Preflight.Finding(
                            Preflight.Verdict.BAD, Preflight.Place.OUTPUT, "", "Settings", many, repair)))));
            return studio;
        }

        private static FakeStudio missing() {
            FakeStudio studio = FakeStudio.busy();
            studio.library()
                    .missing(List.of(
                            Path.of("/home/me/Videos/2025/opening of the summer term, with music.mp4"),
                            Path.of("/media/stick/logo.png")));
            studio.library().create(LibraryDesk.Shelf.COLLECTION, "Summer term");
            studio.library().create(LibraryDesk.Shelf.PROFILE, "School and town hall");
            return studio;
        }

        private static FakeStudio coloured() {
            FakeStudio studio = FakeStudio.busy();
            studio.filters(
                    studio.snapshot().sources().getFirst().id(),
                    List.of(
                            new FilterSetting("chromakey=green", true),
                            new FilterSetting("color=saturation=1.2,temperature=0.2", true)));
            return studio;
        }

        private void next() {
            Shot shot = shots.poll();
            if (shot == null) {
                Platform.exit();
                return;
            }
            FakeStudio studio = shot.studio();
            WindowSetting before = studio.snapshot().window();
            studio.window(before.withTheme(shot.theme()).withPlace(shot.width(), shot.height(), false));
            studio.play();
            Stage stage = new Stage();
            stage.setX(0);
            stage.setY(0);
            StudioWindow window = new StudioWindow(studio, stage);
            window.show();
            studio.snapshot().sources().stream()
                    .findFirst()
                    .ifPresent(source -> window.sources().select(source.id()));
            shot.then().accept(window);
            PauseTransition wait = new PauseTransition(javafx.util.Duration.seconds(2.5));
            wait.setOnFinished(_ -> {
                take(shot);
                window.stop();
                stage.hide();
                studio.quit(false);
                next();
            });
            wait.play();
        }

        private void take(Shot shot) {
            List<String> arguments = getParameters().getRaw();
            Path file = Path.of(
                    arguments.get(0),
                    arguments.get(1) + shot.name() + "-" + shot.theme().name().toLowerCase(Locale.ROOT) + ".png");
            try {
                Files.createDirectories(Path.of(arguments.get(0)));
                Process process = new ProcessBuilder(
                                "ffmpeg",
                                "-loglevel",
                                "error",
                                "-y",
                                "-f",
                                "x11grab",
                                "-draw_mouse",
                                "0",
                                "-i",
                                System.getenv("DISPLAY"),
                                "-frames:v",
                                "1",
                                file.toString())
                        .inheritIO()
                        .start();
                process.waitFor();
            } catch (IOException e) {
                throw new IllegalStateException("no picture", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /// Sources that are drawn here, one of them in trouble.
        private static FakeStudio drawn() {
            FakeStudio studio = FakeStudio.busy();
            String text = studio.addSource(new SourceSetting(
                    "Lower third", "text,size=48,color=#ffd84d,outline=2,align=left,valign=bottom:Jane Doe\nReporter"));
            studio.source(
                    text,
                    old -> SourceDraft.with(
                            old,
                            draft -> draft.health = new Health.Hampered(
                                    "the font “Futura” is not installed here, another one stands in; install it, or"
                                            + " choose one that is")));
            studio.addSource(new SourceSetting("Countdown", "countdown,text=We begin in {}:10m"));
            studio.addSource(new SourceSetting("Holiday", "slideshow,seconds=8:/home/me/holiday|/home/me/end.png"));
            studio.addSource(new SourceSetting("Deck", "pdf:/home/me/deck.pdf"));
            studio.addSource(new SourceSetting(
                    "Films", "playlist,order=shuffle:/home/me/talk.mp4|/home/me/Videos/summer term|/home/me/end.mkv"));
            return studio;
        }

        /// The first source of a kind, while it is changed.
        private static Shot change(String name, int width, int height, WindowSetting.Theme theme, String kind) {
            FakeStudio studio = drawn();
            return new Shot(
                    name,
                    width,
                    height,
                    theme,
                    studio,
                    window -> studio.snapshot().sources().stream()
                            .filter(source -> source.input().startsWith(kind))
                            .findFirst()
                            .ifPresent(window::changeSource));
        }

        private static void addText(StudioWindow window) {
            window.addSource();
            if (window.overlay().root().lookup("#category-text") instanceof ToggleButton text) {
                text.setSelected(true);
            }
        }

        private static void remote(StudioWindow window) {
            window.settings();
            if (window.overlay().root().lookup("#section-remote") instanceof ToggleButton section) {
                section.fire();
            }
        }

        /// A destination with a watermark that is there, seen from the middle of its settings on.
        private static void editDestination(StudioWindow window) {
            try {
                Path logo = Files.createTempDirectory("pictures").resolve("logo.png");
                ImageIO.write(new BufferedImage(64, 32, BufferedImage.TYPE_INT_ARGB), "png", logo.toFile());
                DeliverySetting sending = new DeliverySetting(
                        DeliverySetting.AUTO,
                        0,
                        "",
                        "",
                        0,
                        false,
                        0,
                        DeliverySetting.AS_SWITCHED,
                        0,
                        new WatermarkSetting(logo.toString(), "bottom-right", 12, 80),
                        3);
                window.editDestination(Optional.of(
                        new DestinationSetting("club", "Chess club", "rtmps://example.org/live", "k", true, sending)));
            } catch (IOException e) {
                throw new IllegalStateException("no logo", e);
            }
            PauseTransition laidOut = new PauseTransition(javafx.util.Duration.seconds(1));
            laidOut.setOnFinished(_ -> {
                if (window.overlay().root().lookup(".dialog-scroll") instanceof ScrollPane scroll) {
                    scroll.setVvalue(0.7);
                }
            });
            laidOut.play();
        }

        private static FakeStudio tracks() {
            FakeStudio studio = FakeStudio.busy();
            studio.tracks(studio.snapshot().channels().getFirst().id(), TrackSet.parse("1,3"));
            return studio;
        }

        /// A microphone with filters, on the monitor only.
        private static FakeStudio sound() {
            FakeStudio studio = FakeStudio.busy();
            String id = studio.snapshot().channels().getFirst().id();
            studio.sound(
                    id,
                    ChannelSound.AS_IT_COMES
                            .withBalance(-0.25)
                            .withMonitoring(Monitoring.ONLY)
                            .withFilters(List.of(
                                    new FilterSetting("denoise", true),
                                    new FilterSetting("compressor=threshold=-24,ratio=4", true),
                                    new FilterSetting("limiter", false))));
            return studio;
        }

        private static void shapeSound(StudioWindow window) {
            window.mixer().selected().ifPresent(window::shapeSound);
        }

        private static FakeStudio controlled() {
            FakeStudio studio = FakeStudio.busy();
            studio.replay(true);
            studio.record(true);
            studio.remote().set(studio.remote().setting().withOn(true));
            studio.remote()
                    .report(new RemoteState.Listening(
                            4455, List.of(new RemoteState.Client("127.0.0.1", Instant.now()))));
            return studio;
        }

        private static FakeStudio first() {
            FakeStudio studio = FakeStudio.empty();
            studio.window(WindowSetting.DEFAULT);
            return studio;
        }

        private static FakeStudio trouble() {
            FakeStudio studio = FakeStudio.busy();
            String lost = studio.addSource(new SourceSetting(
                    "A document camera with a name that is far too long for the list", "camera:/dev/video3"));
            studio.source(
                    lost,
                    old -> SourceDraft.with(old, draft -> {
                        draft.place = Place.BOTTOM_RIGHT;
                        draft.health = new Health.Lost("the camera was unplugged");
                    }));
            studio.filters(
                    lost,
                    List.of(
                            new FilterSetting("beauty=0.35", true),
                            new FilterSetting("blur=100,80,300,200,radius=20", false),
                            new FilterSetting("watermark=clock,corner=bottom-left,size=0.05", true)));
            studio.show(studio.snapshot().sources().get(2).id(), false);
            studio.scenes().lock(lost, true);
            String first = studio.snapshot().scenes().shown();
            for (String name : List.of("Slides", "The class from the back of the room", "Break", "Questions")) {
                studio.scenes().rename(studio.scenes().duplicate(first), name);
            }
            studio.scenes().show(first);
            studio.addChannel(new ChannelSetting("Guest over the network with a long name", "device:guest"));
            studio.mute(studio.snapshot().channels().get(1).id(), true);
            studio.gain(studio.snapshot().channels().get(0).id(), -8);
            for (String id : List.of("youtube", "club", "old", "school")) {
                studio.destination(new DestinationSetting(
                        id,
                        id.equals("club")
                                ? "Chess club of the university, second channel"
                                : id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1),
                        "rtmp://example.org/live",
                        "k",
                        !id.equals("old")));
            }
            studio.goLive();
            studio.live(new Live.On(Instant.now().minusSeconds(2467)));
            studio.record(true);
            studio.figures(new Figures(
                    26.4,
                    30,
                    41,
                    3,
                    187,
                    1.64,
                    11.8,
                    "x264",
                    "processor",
                    new LoadState(
                            List.of(LoadStep.MASK_RATE, LoadStep.PREVIEW_RATE),
                            Optional.of(LoadState.Cause.PROCESSOR))));
            studio.destination(
                    "youtube",
                    old -> in(
                            old,
                            new DestinationState.Sending(
                                    Instant.now().minusSeconds(600), 1_240_000, Duration.ofMillis(2700), 187)));
            studio.destination(
                    "club",
                    old -> in(
                            old,
                            new DestinationState.Waiting(
                                    Instant.now().plusSeconds(10),
                                    "the network connection was closed by the other side")));
            studio.destination(
                    "twitch",
                    old -> in(
                            old,
                            new DestinationState.Refused(
                                    "Twitch refused the stream key", "Copy the key again from the Twitch dashboard")));
            studio.destination("school", old -> in(old, new DestinationState.Connecting(3)));
            studio.server(new Server.Running(FakeStudio.PAGE, true, 12));
            studio.notice(false, "The screen was made smaller; Slides is shown at its new size.");
            studio.notice(
                    true,
                    "The disk is almost full: 1.2 GB are left, which is about 40 minutes of recording. Make room, or record to another disk.");
            return studio;
        }

        private static DestinationView in(DestinationView old, DestinationState state) {
            return new DestinationView(old.setting(), state, Optional.empty());
        }
    }
}
