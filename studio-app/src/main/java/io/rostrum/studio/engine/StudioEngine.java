package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.audio.monitor.MonitorOutput;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.source.web.Chromium;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.input.WebPages;
import io.rostrum.studio.keys.SecretStore;
import io.rostrum.studio.words.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The studio: one programme that is always made, its sources, sound and destinations, the bundled server and
/// the settings.
///
/// Everything is changed on one thread, the engine's, in the order of the calls; what blocks (opening a device,
/// closing a target) happens on virtual threads and reports back to it. [#snapshot] reads what that thread has
/// published.
public final class StudioEngine implements Studio {
    private static final Logger log = LoggerFactory.getLogger(StudioEngine.class);
    private static final Duration TICK = Duration.ofMillis(250);

    private final FolderLock lock;
    private final SettingsKeeper keeper;
    private final StoredSecrets secrets;
    private final DestinationKeys keys;
    private final RemotePassword remotePassword;
    private final ScaledPreview preview = new ScaledPreview();
    private final ScaledPreview onAir = new ScaledPreview();
    private final Notices notices = new Notices();
    private final EngineThread engine = new EngineThread(notices);
    private final LiveViews views = new LiveViews(engine, () -> made().sources().showViews());
    private final OwnServer server;
    private final LiveDestinations destinations;
    private final Output output;
    private final FigureMeter meter = new FigureMeter(System::nanoTime);
    private final StatsHistory history = new StatsHistory();
    private final SettingsLint lint = new SettingsLint(ServicePreset.all());
    private final SafeStart safe;
    private final LiveScenes scenes;
    private final LiveLibrary library;
    private final RemoteDesk remote;
    private final ScheduleKeeper schedule;
    private final LiveMonitor monitor;
    private final Chromium browser;
    private volatile Arrangement made;
    private volatile OutputSetting wanted;
    private volatile WindowSetting window;
    private volatile boolean network;
    private final WorkingEncoders encoders = new WorkingEncoders();
    private final SetUpDesk setUp;
    private final Settling settling = new Settling(this::settle, System::nanoTime);
    private volatile boolean comparing;
    private final AtomicLong lastId;
    private final AtomicBoolean quitting = new AtomicBoolean();
    private final CountDownLatch gone = new CountDownLatch(1);

    private StudioEngine(
            Path folder,
            FolderLock lock,
            SettingsFile file,
            StudioSettings settings,
            Optional<SecretStore> system,
            SafeStart safe) {
        this.safe = safe;
        this.lock = lock;
        this.secrets = new StoredSecrets(folder, system);
        this.keys = new DestinationKeys(secrets);
        this.remotePassword = new RemotePassword(secrets);
        this.schedule = new ScheduleKeeper(folder, secrets);
        this.keeper = new SettingsKeeper(file, keys, remotePassword, settings, notices);
        this.wanted = settings.output();
        this.window = settings.window();
        this.network = settings.network();
        this.remote = new RemoteDesk(settings.remoteControl());
        this.monitor = new LiveMonitor(
                () -> made().programme().mixer(), settings.monitorDevice(), MonitorOutput::new, notices);
        this.lastId = new AtomicLong(settings.lastId());
        server = new OwnServer(folder);
        browser = new Chromium(folder.resolve("browser"));
        destinations = new LiveDestinations(
                server::ingest,
                new ForwardedDestinations(server::operator, StudioSettings.STREAM, "studio-"),
                notices,
                System::nanoTime);
        setUp = new LiveSetUp(encoders, destinations, engine);
        output = new Output(
                destinations,
                notices,
                engine,
                encoders.all(),
                this::applyOutput,
                settings.replaySeconds(),
                () -> made().second());
        scenes = new LiveScenes(
                settings.collection(), settings.showing(), engine, this::newId, this::made, this::refuse);
        made = arrangement(settings.programme());
        library = new LiveLibrary(new LibraryFiles(folder), settings.shelf(), contents(), this::newId, engine);
    }

    private StudioContents contents() {
        return new StudioContents(
                scenes,
                this::made,
                destinations,
                keys,
                new StudioContents.Encoding(() -> wanted, this::useOutput),
                () -> output.busy());
    }

    /// Encodes as another profile says, and reads the keys of its destinations.
    private void useOutput(OutputSetting setting) {
        output(setting);
        fetchKeys();
    }

    /// @param whole filters of the whole picture
    private Arrangement arrangement(List<FilterSetting> whole) {
        Arrangement.Views all = new Arrangement.Views(preview, onAir, views);
        return new Arrangement(wanted, whole, engine, scenes::sounds, all, safe, this::refuse, output::failed, browser);
    }

    private void refuse(String why) {
        notices.add(/* grave= */ true, why);
    }

    private Arrangement made() {
        return made;
    }

    /// Opens the studio on its folder, reads its settings and begins to show the programme.
    ///
    /// @param folder of its own; made if it is not there
    /// @throws IOException if the folder cannot be used, or another studio uses it; the message says so
    public static StudioEngine open(Path folder) throws IOException {
        return open(folder, Optional.empty(), /* safely= */ false);
    }

    /// {@return the language that was chosen for the window; readable before anything else is}
    public static Language language(Path folder) {
        return SettingsFile.language(settingsIn(folder));
    }

    private static Path settingsIn(Path folder) {
        return folder.resolve("settings.json");
    }

    /// As [#open(Path)].
    ///
    /// @param system where stream keys are kept; empty for the vault in the folder
    /// @param safely whether no source and no sound is opened before [#open(String)]
    /// @throws IOException if the folder cannot be used, or another studio uses it; the message says so
    public static StudioEngine open(Path folder, Optional<SecretStore> system, boolean safely) throws IOException {
        FolderLock lock = FolderLock.take(folder);
        SettingsFile file = new SettingsFile(settingsIn(folder));
        SettingsFile.Loaded loaded;
        try {
            loaded = file.load();
        } catch (IOException e) {
            lock.close();
            throw e;
        }
        StudioEngine studio = new StudioEngine(folder, lock, file, loaded.settings(), system, new SafeStart(safely));
        loaded.trouble().ifPresent(trouble -> studio.notices.add(/* grave= */ true, trouble));
        if (safely) {
            studio.notices.add(
                    /* grave= */ false,
                    tr("The studio was started safely: open sources and sound one by one, by the button beside each."));
        }
        studio.begin(loaded.settings());
        return studio;
    }

    private void begin(StudioSettings settings) {
        settings.destinations().forEach(destinations::set);
        expectKeys(settings.shelf().keyed());
        scenes.completeCanvas();
        made.start(scenes.collection(), scenes.showing(), settings.channels());
        engine.every(TICK, this::tick);
    }

    private void expectKeys(List<String> ids) {
        destinations.awaitKeys(ids);
        keys.expect(ids);
    }

    private void fetchKeys() {
        keys.fetch((id, key) -> run(() -> takeKey(id, key)));
    }

    private void takeKey(String id, Optional<String> key) {
        if (keys.arrived(id, key)) {
            Optional<String> keyless = destinations.key(id, key);
            if (id.equals(DestinationSetting.OWN_SERVER)) {
                keyOwnServer();
            } else {
                keyless.ifPresent(name -> notices.add(
                        /* grave= */ true,
                        tr(
                                "The stream key of “{0}” cannot be read from where keys are kept. Open the key store of "
                                        + "this computer and start the studio again, or paste the key anew.",
                                name)));
            }
        }
    }

    /// Starts the bundled server, and the trial of every encoder.
    private void settle() {
        server.start(network);
        encoders.probe();
        fetchKeys();
        remotePassword.fetch(remote);
        schedule.fetch();
        keyOwnServer();
    }

    /// Makes a key for the bundled server where there is none.
    private void keyOwnServer() {
        if (keys.keyed().contains(DestinationSetting.OWN_SERVER) && !keys.isMissing(DestinationSetting.OWN_SERVER)) {
            return; // it is there, or about to be
        }
        boolean keyless = destinations
                .setting(DestinationSetting.OWN_SERVER)
                .filter(own -> own.key().isEmpty())
                .isPresent();
        if (keyless) {
            server.makeKey(this::setKey, notices);
        }
    }

    private void setKey(String key) {
        run(() -> destinations
                .setting(DestinationSetting.OWN_SERVER)
                .ifPresent(own -> destinations.set(own.withKey(key))));
    }

    private void tick() {
        settling.look(shows());
        destinations.settle();
        if (destinations.ownKeyRefused()) {
            server.renewKey(this::setKey, notices);
        }
        output.look(made.programme());
        meter.look(made.programme().stats());
        remember(Instant.now());
        monitor.follow();
        save();
    }

    private void remember(Instant now) {
        if (history.due(now)) {
            Programme.Stats stats = made.programme().stats();
            history.look(new StatsHistory.Look(
                    now,
                    figures(made),
                    stats.compositor().renderMillis(),
                    stats.compositor().frames(),
                    destinations.targets(wanted),
                    made.sources().away()));
        }
    }

    private StudioSnapshot.Figures figures(Arrangement now) {
        return meter.figures(
                now.programme().stats(),
                wanted,
                destinations.dropped(),
                now.filters().path());
    }

    @Override
    public Statistics statistics() {
        return history.view();
    }

    private void save() {
        SceneCollection seen = scenes.collection();
        StudioSettings now = new StudioSettings(
                SettingsFile.SCHEMA,
                seen.sources(),
                seen.scenes(),
                scenes.showing(),
                made.channels().saved(),
                made.filters().settings(),
                destinations.saved(),
                wanted,
                window,
                network,
                lastId.get(),
                remote.setting(),
                monitor.view().device(),
                output.replay().seconds(),
                library.named());
        keeper.keep(now, quitting.get());
    }

    private void run(Runnable change) {
        engine.execute(change);
    }

    @Override
    public StudioSnapshot snapshot() {
        Arrangement now = made;
        return new StudioSnapshot(
                now.sources().view(),
                scenes.view(),
                now.filters().view(),
                now.channels().view(),
                LiveChannels.level(now.programme().mixer().level()),
                destinations.view(),
                output.live(),
                output.recording(),
                output.replay().view(),
                figures(now),
                server.view(),
                wanted,
                encoders.names(),
                window,
                notices.list());
    }

    /// {@return what no log and no report may have: stream keys, the password of the remote control, and
    /// what stands behind the hosts in the addresses of web pages}
    public List<String> secrets() {
        return Stream.of(
                        destinations.saved().stream().map(DestinationSetting::key),
                        Stream.of(remote.setting().password()),
                        schedule.desk().paired().map(ScheduleDesk.Paired::token).stream(),
                        scenes.collection().sources().stream()
                                .flatMap(source -> WebPages.secret(source.input()).stream()))
                .flatMap(all -> all)
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    /// {@return the figures of now as one JSON object: what was made, shown, left out and used}
    public String figuresJson() {
        StudioSnapshot now = snapshot();
        return FigureMeter.json(now.figures(), preview.shown(), now.live(), now.recording());
    }

    /// {@return whether the preview has been showing pictures}
    public boolean shows() {
        return preview.shown().perSecond() > 0;
    }

    @Override
    public PreviewFeed preview() {
        return preview;
    }

    @Override
    public PreviewFeed onAir() {
        return onAir;
    }

    @Override
    public ViewDesk views() {
        return views;
    }

    @Override
    public SceneDesk scenes() {
        return scenes;
    }

    @Override
    public LibraryDesk library() {
        return library;
    }

    @Override
    public PageDesk pages() {
        return made.sources().pages();
    }

    @Override
    public SetUpDesk setUp() {
        return setUp;
    }

    @Override
    public ScheduleDesk schedule() {
        return schedule.desk();
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
        return engine.begin(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public CompletableFuture<List<AvailableSource>> discover() {
        return CompletableFuture.supplyAsync(
                Discovery::run, task -> Thread.ofVirtual().name("discover").start(task));
    }

    @Override
    public CompletableFuture<Thumbnail> thumbnail(SourceSetting source, int width, int height) {
        return Thumbnails.take(source, wanted, browser, width, height);
    }

    private String newId() {
        return Long.toString(lastId.incrementAndGet());
    }

    @Override
    public String addSource(SourceSetting source) {
        Optional<String> captured = scenes.captured(source.input());
        if (captured.isPresent()) {
            scenes.include(scenes.showing().edited(), captured.get());
            open(captured.get());
            return captured.get();
        }
        String id = newId();
        safe.open(id);
        run(() -> scenes.addSource(id, source));
        return id;
    }

    @Override
    public String addChannel(ChannelSetting channel) {
        String id = newId();
        safe.open(id);
        run(() -> made.channels().add(new SavedChannel(id, channel.name(), channel.input())));
        return id;
    }

    @Override
    public void open(String id) {
        run(() -> made.open(id));
    }

    @Override
    public void remove(String id) {
        run(() -> {
            if (!scenes.exclude(id) && !scenes.removeChannel(id)) {
                destinations.remove(id);
            }
        });
    }

    @Override
    public void rename(String id, String name) {
        if (name.isBlank()) {
            return;
        }
        run(() -> {
            if (!scenes.renameSource(id, name.strip())) {
                made.channels().change(id, channel -> channel.withName(name.strip()));
            }
        });
    }

    @Override
    public void input(String id, String input) {
        run(() -> scenes.changeInput(id, input));
    }

    @Override
    public void turn(String id, int pages) {
        run(() -> made.sources().turn(id, pages));
    }

    @Override
    public void seek(String id, Duration to) {
        run(() -> made.sources().seek(id, to));
    }

    @Override
    public void show(String id, boolean visible) {
        run(() -> scenes.showRow(id, visible));
    }

    @Override
    public void place(String id, Place place) {
        run(() -> scenes.placeRow(id, place));
    }

    @Override
    public void move(String id, int index) {
        run(() -> scenes.moveRow(id, index));
    }

    @Override
    public void filters(String id, List<FilterSetting> filters) {
        List<FilterSetting> list = List.copyOf(filters);
        if (id.equals(StudioSnapshot.PROGRAMME)) {
            run(() -> made.filter(list));
        } else {
            run(() -> scenes.edit("filters of " + id, now -> now.changeSource(id, s -> s.withFilters(list))));
        }
    }

    @Override
    public void control(String id, String control, int value) {
        run(() -> scenes.edit(control + " of " + id, now -> now.changeSource(id, s -> s.withControl(control, value))));
    }

    @Override
    public void compare(boolean without) {
        run(() -> {
            comparing = without;
            made.sources().compare(without);
        });
    }

    @Override
    public void gain(String id, double decibels) {
        double limited = Math.clamp(decibels, LiveChannels.SILENCE_DECIBELS, LiveChannels.MOST_DECIBELS);
        run(() -> made.channels().change(id, c -> c.withGain(limited)));
    }

    @Override
    public void mute(String id, boolean muted) {
        run(() -> made.channels().change(id, c -> c.withMuted(muted)));
    }

    @Override
    public void tracks(String id, TrackSet tracks) {
        run(() -> made.channels().change(id, c -> c.withTracks(tracks)));
    }

    @Override
    public void sound(String id, ChannelSound sound) {
        run(() -> made.channels().change(id, c -> c.withSound(sound)));
    }

    @Override
    public void solo(String id, boolean on) {
        run(() -> made.channels().solo(id, on));
    }

    @Override
    public void destination(DestinationSetting destination) {
        run(() -> destinations.set(destination));
    }

    @Override
    public void enable(String id, boolean enabled) {
        run(() -> destinations.setting(id).ifPresent(d -> destinations.set(d.enabled(enabled))));
    }

    @Override
    public void retry(String id) {
        run(() -> destinations.retry(id));
    }

    @Override
    public CompletableFuture<Preflight> check() {
        return engine.begin(() -> {
            settling.now();
            List<Preflight.Finding> waiting = atStart().stream()
                    .filter(place -> destinations.awaitsKey(place.id()))
                    .map(Preflight.Finding::awaitsKey)
                    .toList();
            return new GoLiveCheck(destinations::probe, lint)
                    .run(new GoLiveCheck.Situation(
                            withKeys(),
                            server.view(),
                            wanted,
                            encoders.names().size() > 1 ? encoders.names() : List.of(),
                            output.recording() instanceof StudioSnapshot.Recording.On,
                            Stream.concat(made.sources().away().stream(), made.channels().away().stream())
                                    .toList(),
                            history.uplink()))
                    .thenApply(found -> found.with(waiting));
        });
    }

    private List<DestinationSetting> atStart() {
        return destinations.saved().stream()
                .filter(place -> place.delivery().onAtStart(place.enabled()))
                .toList();
    }

    /// {@return those of which all is known}
    private List<DestinationSetting> withKeys() {
        return atStart().stream()
                .filter(place -> !destinations.awaitsKey(place.id()))
                .toList();
    }

    @Override
    public List<Lint> lint() {
        return lint.look(wanted, withKeys(), history.uplink());
    }

    @Override
    public void goLive() {
        run(() -> {
            settling.now();
            countFrom(output.live() instanceof Live.Off, () -> output.goLive(made.programme(), wanted));
        });
    }

    /// Counts what is left out from here where this is a beginning, and not what was while the encoders opened.
    private void countFrom(boolean beginning, Runnable begin) {
        begin.run();
        if (beginning) {
            meter.count(made.programme().stats());
        }
    }

    @Override
    public void endLive() {
        run(() -> output.endLive(made.programme()));
    }

    @Override
    public void record(boolean on) {
        run(() -> {
            if (on) {
                countFrom(!output.busy(), () -> output.record(made.programme(), wanted));
            } else {
                output.endRecording(made.programme());
            }
        });
    }

    @Override
    public void pauseRecording(boolean paused) {
        run(() -> output.pauseRecording(paused));
    }

    @Override
    public void replay(boolean on) {
        run(() -> {
            if (on) {
                countFrom(!output.busy(), () -> output.keepReplay(made.programme(), wanted));
            } else {
                output.endReplay(made.programme());
            }
        });
    }

    @Override
    public void replaySeconds(int seconds) {
        run(() -> output.replay().seconds(seconds, made.programme(), wanted.heard()));
    }

    @Override
    public CompletableFuture<Path> saveReplay() {
        return output.saveReplay(wanted);
    }

    @Override
    public CompletableFuture<TestReport> rehearse() {
        return engine.begin(() -> {
            settling.now();
            return output.rehearse(made.programme(), wanted);
        });
    }

    @Override
    public void output(OutputSetting setting) {
        run(() -> {
            try {
                Output.video(setting);
                Output.video(setting.ofSecond());
            } catch (IllegalArgumentException e) {
                notices.add(/* grave= */ true, tr("The settings were not changed: {0}.", e.getMessage()));
                return;
            }
            OutputSetting before = wanted;
            wanted = setting;
            made.programme().govern(setting.governed());
            followCanvas();
            output.change(made.programme(), before, setting);
            applyOutput();
        });
    }

    /// Makes the second canvas that is wanted, or none; one that is used stays for as long.
    private void followCanvas() {
        if (made.canvas(wanted, output.busy())) {
            scenes.followCanvas();
            output.followCanvas(made.programme(), wanted);
        }
    }

    /// Makes the programme anew when its size or rate is another one and nobody uses it.
    private void applyOutput() {
        if (output.busy() || quitting.get()) {
            return;
        }
        if (made.fits(wanted)) {
            followCanvas();
            return;
        }
        Arrangement old = made;
        old.close();
        made = arrangement(old.filters().settings());
        made.sources().compare(comparing);
        scenes.completeCanvas();
        meter.reset();
        made.start(scenes.collection(), scenes.showing(), old.channels().saved());
    }

    @Override
    public void restartServer() {
        run(() -> {
            if (!settling.now()) {
                server.restart(network);
            }
        });
    }

    @Override
    public void openToNetwork(boolean open) {
        run(() -> {
            network = open;
            if (!settling.now()) {
                server.restart(open);
            }
        });
    }

    @Override
    public void window(WindowSetting setting) {
        window = setting;
    }

    @Override
    public void dismiss(long notice) {
        notices.remove(notice);
    }

    /// Ends what is sent and recorded with all that was made, then the sources, then the server; [#close()] waits
    /// for that. The first call says what becomes of the server.
    @Override
    public void quit(boolean keepServer) {
        if (quitting.compareAndSet(false, true)) {
            Thread.ofPlatform().name("rostrum-quit").start(() -> {
                try {
                    end(keepServer);
                } finally {
                    gone.countDown();
                }
            });
        }
    }

    /// Quits, and waits until that is done. Idempotent.
    @Override
    public void close() {
        quit(/* keepServer= */ false);
        try {
            gone.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(boolean keepServer) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        run(() -> output.close(made.programme()).whenComplete((_, _) -> ended.complete(null)));
        ended.orTimeout(Output.ENDED_WITHIN.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(_ -> null)
                .join();
        engine.end(Output.ENDED_WITHIN);
        save();
        secrets.close();
        monitor.close();
        made.close();
        browser.close();
        preview.close();
        onAir.close();
        views.close();
        destinations.close();
        if (keepServer) {
            server.close();
        } else {
            server.stop();
        }
        try {
            lock.close();
        } catch (IOException e) {
            log.debug("[studio] the lock goes with the process", e);
        }
    }
}
