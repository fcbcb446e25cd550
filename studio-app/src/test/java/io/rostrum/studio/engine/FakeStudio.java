package io.rostrum.studio.engine;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import io.rostrum.studio.engine.StudioSnapshot.Film;
import io.rostrum.studio.engine.StudioSnapshot.FilterView;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.Level;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import io.rostrum.studio.engine.StudioSnapshot.Replay;
import io.rostrum.studio.engine.StudioSnapshot.Seen;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// A studio without devices: it remembers what it is told, refuses what the real one refuses, and its meters move.
/// What cannot be brought about from the window (a camera unplugged, a refused key) is set by the test.
public final class FakeStudio implements Studio {
    public static final URI PAGE = URI.create("http://192.168.1.20:8080/watch/studio");

    private static final int PREVIEW_PERIOD_MILLIS = 33;
    public static final PictureSize CANVAS = new PictureSize(1280, 720);

    private final FakePages pages = new FakePages();
    private final FakeSetUp setUp = new FakeSetUp();
    private final FakePreview preview = new FakePreview();
    private final FakePreview onAir = new FakePreview();
    private final FakeViews views = new FakeViews();
    private final FakeScenes scenes = new FakeScenes();
    private final FakeMonitor monitor = new FakeMonitor();
    private final FakeLibrary library = new FakeLibrary();
    private final RemoteDesk remote = new RemoteDesk(RemoteSetting.OFF);
    private final ScheduleDesk schedule = new ScheduleDesk(() -> {});
    private final List<FilterView> programmeFilters = new ArrayList<>();
    private final List<ChannelView> channels = new ArrayList<>();
    private final List<DestinationView> destinations = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<AvailableSource> available = new ArrayList<>();
    private Live live = new Live.Off();
    private Recording recording = new Recording.Off();
    private Replay replay = new Replay(Replay.USUAL_SECONDS, false, Duration.ZERO, 0, Optional.empty());
    private Figures figures = new Figures(30, 30, 0, 0, 0, 0.42, 0, "", "processor", LoadState.FULL);
    private Server server = new Server.Running(PAGE, /* network= */ false, /* watchers= */ 0);
    private Statistics statistics = Statistics.NONE;
    private CompletableFuture<Preflight> check = CompletableFuture.completedFuture(Preflight.CLEAR);
    private List<Lint> lints = List.of();
    private OutputSetting output = new OutputSetting("1280x720", "30", 2_500_000, 2, "auto", "/home/me/Videos", 1);
    private WindowSetting window = WindowSetting.DEFAULT.withGuideDone();
    private boolean comparing;
    private boolean quit;
    private boolean serverKept;
    private boolean still;
    private long lastId;

    /// {@return a studio as it is before anything was added: the bundled server is its only destination}
    public static FakeStudio empty() {
        FakeStudio studio = new FakeStudio();
        studio.destinations.add(new DestinationView(
                new DestinationSetting(
                        DestinationSetting.OWN_SERVER, "My server", "rtmp://127.0.0.1:1935/live", "k", true),
                new DestinationState.Off(),
                Optional.empty()));
        studio.available.addAll(List.of(
                new AvailableSource(AvailableSource.Kind.CAMERA, "HD Webcam", "1280x720", "camera:/dev/video0"),
                new AvailableSource(AvailableSource.Kind.SCREEN, "Screen 1", "1920x1080", "screen:0"),
                new AvailableSource(AvailableSource.Kind.WINDOW, "Slides", "1024x768", "window:0x3c00007"),
                new AvailableSource(AvailableSource.Kind.MICROPHONE, "Built-in microphone", "stereo", "device:mic"),
                new AvailableSource(AvailableSource.Kind.DESKTOP_SOUND, "Desktop sound", "", "desktop"),
                new AvailableSource(AvailableSource.Kind.TEST, "Test card", "", "testcard")));
        return studio;
    }

    /// {@return a studio with two sources, filters, two channels and two destinations, all well, not live}
    public static FakeStudio busy() {
        FakeStudio studio = empty();
        String screen = studio.addSource(new SourceSetting("Slides", "screen:0"));
        String camera = studio.addSource(new SourceSetting("Camera", "camera:/dev/video0"));
        studio.filters(
                camera,
                List.of(new FilterSetting("beauty=0.6", true), new FilterSetting("blur=background,radius=24", true)));
        studio.filters(screen, List.of());
        studio.filters(
                StudioSnapshot.PROGRAMME,
                List.of(new FilterSetting("watermark=text:HELLO,corner=top-right,opacity=0.8,size=0.05", true)));
        studio.addChannel(new ChannelSetting("Mic", "device:mic"));
        studio.addChannel(new ChannelSetting("Desktop", "desktop"));
        studio.destination(new DestinationSetting("twitch", "Twitch", "rtmp://live.twitch.tv/app", "secret", true));
        return studio;
    }

    private synchronized String nextId(String kind) {
        lastId++;
        return kind + lastId;
    }

    @Override
    public synchronized StudioSnapshot snapshot() {
        List<ChannelView> sounding = channels.stream()
                .map(channel -> withLevel(channel, channels.indexOf(channel)))
                .toList();
        double peak = sounding.stream()
                .filter(channel -> !channel.muted())
                .mapToDouble(channel -> channel.level().peakLeft() + channel.gainDecibels())
                .max()
                .orElse(-96);
        Level mix = peak <= -60 ? Level.SILENCE : new Level(peak, peak - 1, peak - 9, peak - 10);
        return new StudioSnapshot(
                scenes.sources(),
                scenes.view(output),
                programmeFilters,
                sounding,
                mix,
                destinations,
                live,
                recording,
                replay,
                figures,
                server,
                output,
                List.of("auto", "x264", "openh264"),
                window,
                notices);
    }

    private ChannelView withLevel(ChannelView channel, int index) {
        if (still || !(channel.health() instanceof Health.Running)) {
            return channel;
        }
        double seconds = System.nanoTime() / 1e9;
        double peak = -16 - 6 * index + 10 * Math.sin(seconds * (2.1 + index));
        return new ChannelView(
                channel.id(),
                channel.name(),
                channel.input(),
                channel.health(),
                channel.gainDecibels(),
                channel.muted(),
                channel.tracks(),
                new Level(peak, peak - 2, peak - 8, peak - 10),
                channel.sound(),
                channel.solo(),
                channel.reductions());
    }

    @Override
    public FakePreview preview() {
        return preview;
    }

    @Override
    public FakeViews views() {
        return views;
    }

    @Override
    public FakePreview onAir() {
        return onAir;
    }

    @Override
    public synchronized void pauseRecording(boolean paused) {
        if (recording instanceof Recording.On on) {
            recording = new Recording.On(
                    on.since(), on.file(), on.bytes(), paused ? Optional.of(Instant.now()) : Optional.empty());
        }
    }

    @Override
    public synchronized void replay(boolean on) {
        replay = on
                ? new Replay(replay.seconds(), true, Duration.ofSeconds(7), 2_000_000, replay.saved())
                : new Replay(replay.seconds(), false, Duration.ZERO, 0, replay.saved());
    }

    @Override
    public synchronized void replaySeconds(int seconds) {
        replay = new Replay(seconds, replay.on(), replay.held(), replay.bytes(), replay.saved());
    }

    @Override
    public synchronized CompletableFuture<Path> saveReplay() {
        if (!replay.on()) {
            return CompletableFuture.failedFuture(new IOException("The replay buffer is off. Switch it on first."));
        }
        Path file = Path.of(output.recordFolder(), "Replay.mp4");
        replay = new Replay(replay.seconds(), true, replay.held(), replay.bytes(), Optional.of(file.toString()));
        return CompletableFuture.completedFuture(file);
    }

    @Override
    public FakeLibrary library() {
        return library;
    }

    @Override
    public ScheduleDesk schedule() {
        return schedule;
    }

    @Override
    public RemoteDesk remote() {
        return remote;
    }

    @Override
    public MonitorDesk monitor() {
        return monitor;
    }

    @Override
    public CompletableFuture<Void> settled() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public SceneDesk scenes() {
        return scenes;
    }

    /// Lets pictures come by themselves, thirty a second, until the studio is closed.
    public void play() {
        ScheduledExecutorService painter = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("fake preview").factory());
        painter.scheduleAtFixedRate(
                () -> {
                    if (hasQuit()) {
                        painter.shutdown();
                    } else {
                        preview.next();
                        onAir.next();
                        views.next();
                    }
                },
                0,
                PREVIEW_PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /// Stops the meters at silence or at what [#channel(String, UnaryOperator)] says.
    public synchronized void holdStill() {
        still = true;
    }

    @Override
    public synchronized CompletableFuture<List<AvailableSource>> discover() {
        return CompletableFuture.completedFuture(List.copyOf(available));
    }

    /// Says what [#discover()] finds from now on.
    public synchronized void available(List<AvailableSource> found) {
        available.clear();
        available.addAll(found);
    }

    @Override
    public CompletableFuture<Thumbnail> thumbnail(SourceSetting source, int width, int height) {
        if (source.input().contains("broken")) {
            return CompletableFuture.failedFuture(new IOException("the camera is used by another program"));
        }
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, 0xFF000000 | (source.input().hashCode() & 0xFFFFFF));
        return CompletableFuture.completedFuture(new Thumbnail(width, height, pixels));
    }

    @Override
    public synchronized String addSource(SourceSetting source) {
        String id = nextId("source");
        SourceView view = new SourceView(
                id,
                source.name(),
                source.input(),
                /* visible= */ true,
                /* locked= */ false,
                Place.WHOLE,
                Layout.WHOLE,
                new Health.Running(),
                List.of(),
                Optional.of(new Seen(CANVAS, PictureRect.of(CANVAS), PictureRect.of(CANVAS))),
                source.input().startsWith("camera")
                        ? List.of(
                                new CameraControl("Brightness", 0, 255, 128, 140, List.of()),
                                new CameraControl("Focus, Auto", 0, 1, 1, 1, List.of()),
                                new CameraControl(
                                        "Power Line Frequency", 0, 2, 1, 1, List.of("Disabled", "50 Hz", "60 Hz")))
                        : List.of(),
                source.input().endsWith(".pdf") ? "page 1 of 12" : "",
                Optional.empty(),
                source.input().endsWith(".mp4")
                        ? Optional.of(new Film(Duration.ZERO, Duration.ofMinutes(4)))
                        : Optional.empty());
        scenes.edit(list -> {
            list.addFirst(view);
            return list;
        });
        return id;
    }

    @Override
    public synchronized String addChannel(ChannelSetting channel) {
        String id = nextId("channel");
        channels.add(new ChannelView(
                id,
                channel.name(),
                channel.input(),
                new Health.Running(),
                0,
                false,
                TrackSet.FIRST_ONLY,
                Level.SILENCE,
                ChannelSound.AS_IT_COMES,
                false,
                List.of()));
        return id;
    }

    @Override
    public synchronized void seek(String id, Duration to) {
        source(
                id,
                old -> SourceDraft.with(old, draft -> draft.film = draft.film.map(film -> new Film(to, film.whole()))));
    }

    @Override
    public synchronized void open(String id) {
        source(id, old -> SourceDraft.with(old, draft -> draft.health = new Health.Running()));
    }

    @Override
    public synchronized void remove(String id) {
        if (scenes.sources().stream().anyMatch(source -> source.id().equals(id))) {
            scenes.edit(list ->
                    list.stream().filter(source -> !source.id().equals(id)).toList());
        }
        channels.removeIf(channel -> channel.id().equals(id));
        destinations.removeIf(
                destination -> destination.setting().id().equals(id) && !id.equals(DestinationSetting.OWN_SERVER));
    }

    @Override
    public synchronized void rename(String id, String name) {
        if (name.isBlank()) {
            return;
        }
        source(id, old -> SourceDraft.with(old, draft -> draft.name = name));
        channel(
                id,
                old -> new ChannelView(
                        id,
                        name,
                        old.input(),
                        old.health(),
                        old.gainDecibels(),
                        old.muted(),
                        old.tracks(),
                        old.level(),
                        old.sound(),
                        old.solo(),
                        old.reductions()));
    }

    @Override
    public synchronized void input(String id, String input) {
        source(id, old -> SourceDraft.with(old, draft -> draft.input = input));
    }

    @Override
    public synchronized void turn(String id, int pages) {
        source(
                id,
                old -> SourceDraft.with(
                        old,
                        draft -> draft.caption =
                                "page " + (Integer.parseInt(old.caption().split(" ", -1)[1]) + pages) + " of 12"));
    }

    @Override
    public FakePages pages() {
        return pages;
    }

    @Override
    public FakeSetUp setUp() {
        return setUp;
    }

    @Override
    public synchronized void show(String id, boolean visible) {
        item(id, old -> SourceDraft.with(old, draft -> draft.visible = visible));
    }

    private void item(String id, UnaryOperator<SourceView> change) {
        scenes.edit(list -> {
            list.replaceAll(old -> old.id().equals(id) ? change.apply(old) : old);
            return list;
        });
    }

    @Override
    public synchronized void move(String id, int index) {
        scenes.edit(list -> {
            list.stream().filter(source -> source.id().equals(id)).findFirst().ifPresent(source -> {
                list.remove(source);
                list.add(Math.clamp(index, 0, list.size()), source);
            });
            return list;
        });
    }

    @Override
    public synchronized void place(String id, Place place) {
        item(
                id,
                old -> old.locked()
                        ? old
                        : SourceDraft.with(old, draft -> {
                            draft.place = place;
                            draft.layout = Layout.of(place, CANVAS);
                        }));
    }

    @Override
    public synchronized void filters(String id, List<FilterSetting> filters) {
        List<FilterView> views = new ArrayList<>();
        for (FilterSetting filter : filters) {
            try {
                FilterSpec.parse(filter.spec());
                views.add(new FilterView(filter, filter.enabled() ? 2.4 : 0, Optional.empty()));
            } catch (IllegalArgumentException refused) {
                notice(true, String.valueOf(refused.getMessage()));
                return;
            }
        }
        if (id.equals(StudioSnapshot.PROGRAMME)) {
            programmeFilters.clear();
            programmeFilters.addAll(views);
        } else {
            source(id, old -> SourceDraft.with(old, draft -> draft.filters = views));
        }
    }

    @Override
    public synchronized void control(String id, String control, int value) {
        source(
                id,
                old -> SourceDraft.with(
                        old,
                        draft -> draft.controls = old.controls().stream()
                                .map(each -> each.name().equals(control) ? at(each, value) : each)
                                .toList()));
    }

    private static CameraControl at(CameraControl old, int value) {
        return new CameraControl(old.name(), old.minimum(), old.maximum(), old.defaultValue(), value, old.choices());
    }

    @Override
    public synchronized void compare(boolean without) {
        comparing = without;
    }

    public synchronized boolean comparing() {
        return comparing;
    }

    @Override
    public synchronized void gain(String id, double decibels) {
        channel(
                id,
                old -> new ChannelView(
                        id,
                        old.name(),
                        old.input(),
                        old.health(),
                        decibels,
                        old.muted(),
                        old.tracks(),
                        old.level(),
                        old.sound(),
                        old.solo(),
                        old.reductions()));
    }

    @Override
    public synchronized void mute(String id, boolean muted) {
        channel(
                id,
                old -> new ChannelView(
                        id,
                        old.name(),
                        old.input(),
                        old.health(),
                        old.gainDecibels(),
                        muted,
                        old.tracks(),
                        old.level(),
                        old.sound(),
                        old.solo(),
                        old.reductions()));
    }

    @Override
    public synchronized void tracks(String id, TrackSet tracks) {
        channel(
                id,
                old -> new ChannelView(
                        id,
                        old.name(),
                        old.input(),
                        old.health(),
                        old.gainDecibels(),
                        old.muted(),
                        tracks,
                        old.level(),
                        old.sound(),
                        old.solo(),
                        old.reductions()));
    }

    @Override
    public synchronized void sound(String id, ChannelSound sound) {
        channel(
                id,
                old -> new ChannelView(
                        id,
                        old.name(),
                        old.input(),
                        old.health(),
                        old.gainDecibels(),
                        old.muted(),
                        old.tracks(),
                        old.level(),
                        sound,
                        old.solo(),
                        sound.filters().stream()
                                .map(filter -> filter.enabled() ? 4.5 : 0.0)
                                .toList()));
    }

    @Override
    public synchronized void solo(String id, boolean on) {
        channel(
                id,
                old -> new ChannelView(
                        id,
                        old.name(),
                        old.input(),
                        old.health(),
                        old.gainDecibels(),
                        old.muted(),
                        old.tracks(),
                        old.level(),
                        old.sound(),
                        on,
                        old.reductions()));
    }

    @Override
    public synchronized void destination(DestinationSetting setting) {
        String id = setting.id().isBlank() ? nextId("destination") : setting.id();
        DestinationView view = new DestinationView(
                new DestinationSetting(
                        id, setting.name(), setting.address(), setting.key(), setting.enabled(), setting.sending()),
                stateFor(setting.enabled()),
                Optional.empty());
        for (int i = 0; i < destinations.size(); i++) {
            if (destinations.get(i).setting().id().equals(id)) {
                destinations.set(i, view);
                return;
            }
        }
        destinations.add(view);
    }

    private DestinationState stateFor(boolean enabled) {
        return enabled && live instanceof Live.On
                ? new DestinationState.Sending(Instant.now(), 2_500_000, Duration.ofMillis(120), 0)
                : new DestinationState.Off();
    }

    @Override
    public synchronized void enable(String id, boolean enabled) {
        destination(id, old -> {
            DestinationSetting setting = old.setting();
            return new DestinationView(
                    new DestinationSetting(id, setting.name(), setting.address(), setting.key(), enabled),
                    stateFor(enabled),
                    old.watchers());
        });
    }

    @Override
    public synchronized void retry(String id) {
        destination(id, old -> new DestinationView(old.setting(), new DestinationState.Connecting(1), old.watchers()));
    }

    @Override
    public synchronized Statistics statistics() {
        return statistics;
    }

    public synchronized void statistics(Statistics now) {
        statistics = now;
    }

    @Override
    public synchronized CompletableFuture<Preflight> check() {
        return check;
    }

    public synchronized void check(CompletableFuture<Preflight> result) {
        check = result;
    }

    @Override
    public synchronized List<Lint> lint() {
        return lints;
    }

    public synchronized void lint(List<Lint> said) {
        lints = said;
    }

    @Override
    public synchronized void goLive() {
        live = new Live.On(Instant.now());
        figures = new Figures(29.9, 30, 4, 0, 2, 0.87, 4.1, "x264", "processor", LoadState.FULL);
        destinations.replaceAll(old -> new DestinationView(
                old.setting(),
                stateFor(old.setting().enabled()),
                old.setting().id().equals(DestinationSetting.OWN_SERVER) ? Optional.of(12) : Optional.empty()));
    }

    @Override
    public synchronized void endLive() {
        live = new Live.Off();
        figures = new Figures(30, 30, 4, 0, 0, 0.42, 0, "", "processor", LoadState.FULL);
        destinations.replaceAll(
                old -> new DestinationView(old.setting(), new DestinationState.Off(), Optional.empty()));
    }

    @Override
    public synchronized void record(boolean on) {
        recording = on
                ? new Recording.On(Instant.now(), output.recordFolder() + "/2026-11-21 18-30.mp4", 12_400_000)
                : new Recording.Off();
    }

    @Override
    public synchronized void output(OutputSetting setting) {
        output = setting;
    }

    @Override
    public synchronized void restartServer() {
        server = new Server.Running(PAGE, /* network= */ false, /* watchers= */ 0);
    }

    @Override
    public synchronized void openToNetwork(boolean open) {
        server = new Server.Running(PAGE, open, /* watchers= */ 0);
    }

    @Override
    public synchronized void window(WindowSetting setting) {
        window = setting;
    }

    @Override
    public synchronized void dismiss(long notice) {
        notices.removeIf(shown -> shown.id() == notice);
    }

    @Override
    public synchronized void quit(boolean keepServer) {
        quit = true;
        serverKept = keepServer;
    }

    public synchronized boolean hasQuit() {
        return quit;
    }

    public synchronized boolean serverKept() {
        return serverKept;
    }

    // --- what only happens to a studio ------------------------------------------------------------------------------

    public synchronized void notice(boolean grave, String text) {
        lastId++;
        notices.add(new Notice(lastId, grave, text));
    }

    public synchronized void live(Live state) {
        live = state;
    }

    public synchronized void recording(Recording state) {
        recording = state;
    }

    public synchronized void figures(Figures state) {
        figures = state;
    }

    public synchronized void server(Server state) {
        server = state;
    }

    public synchronized void source(String id, UnaryOperator<SourceView> change) {
        scenes.everywhere(id, change);
    }

    public synchronized void channel(String id, UnaryOperator<ChannelView> change) {
        channels.replaceAll(old -> old.id().equals(id) ? change.apply(old) : old);
    }

    public synchronized void destination(String id, UnaryOperator<DestinationView> change) {
        destinations.replaceAll(old -> old.setting().id().equals(id) ? change.apply(old) : old);
    }

    private volatile CompletableFuture<TestReport> rehearsal =
            CompletableFuture.completedFuture(new TestReport("1280x720", 30, 30, 2_500_000, 0, "x264"));

    /// Sets what the next rehearsal measures.
    public void rehearsal(CompletableFuture<TestReport> next) {
        rehearsal = next;
    }

    @Override
    public CompletableFuture<TestReport> rehearse() {
        return rehearsal;
    }
}
