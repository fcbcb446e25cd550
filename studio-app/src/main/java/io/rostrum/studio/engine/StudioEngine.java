package io.rostrum.studio.engine;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.capture.media.MediaFile;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.input.AudioInput;
import io.rostrum.studio.input.Inputs;
import io.rostrum.studio.input.VideoInput;
import io.rostrum.studio.server.BundledServer;
import io.rostrum.studio.server.NetworkAddress;
import io.rostrum.studio.server.ServerPrograms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
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
    private static final long TICK_MILLIS = 250;
    private static final String DATA = "server";

    private final Path folder;
    private final FolderLock lock;
    private final SettingsFile file;
    private final ScheduledExecutorService engine = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rostrum-engine").daemon().factory());
    private final ScaledPreview preview = new ScaledPreview();
    private final Notices notices = new Notices();
    private final ServerPrograms programs = new ServerPrograms();
    private final BundledServer server;
    private final LiveDestinations destinations;
    private final Output output;
    private final FigureMeter meter = new FigureMeter();
    private volatile FilterList programmeFilters;
    private volatile Programme programme;
    private volatile LiveSources sources;
    private volatile LiveChannels channels;
    private volatile OutputSetting wanted;
    private volatile WindowSetting window;
    private volatile boolean network;
    private volatile List<String> encoders = List.of(VideoEncoders.AUTO);
    private volatile boolean comparing;
    private long lastId;
    private StudioSettings written;
    private boolean keyRenewed;
    private volatile boolean quit;

    private StudioEngine(Path folder, FolderLock lock, SettingsFile file, StudioSettings settings) {
        this.folder = folder;
        this.lock = lock;
        this.file = file;
        this.written = settings;
        this.wanted = settings.output();
        this.window = settings.window();
        this.network = settings.network();
        this.lastId = settings.lastId();
        server = new BundledServer(folder, programs);
        destinations = new LiveDestinations(this::ownServer);
        output = new Output(destinations, notices, engine, this::applyOutput);
        programmeFilters = new FilterList(settings.programme());
        programme = newProgramme(wanted, programmeFilters);
        sources = newSources(programme, wanted);
        channels = newChannels(programme, sources);
    }

    /// Opens the studio on its folder, reads its settings and begins to show the programme.
    ///
    /// @param folder of its own; made if it is not there
    /// @throws IOException if the folder cannot be used, or another studio uses it; the message says so
    public static StudioEngine open(Path folder) throws IOException {
        FolderLock lock = FolderLock.take(folder);
        SettingsFile file = new SettingsFile(folder.resolve("settings.json"));
        SettingsFile.Loaded loaded;
        try {
            loaded = file.load();
        } catch (IOException e) {
            lock.close();
            throw e;
        }
        StudioEngine studio = new StudioEngine(folder, lock, file, loaded.settings());
        loaded.trouble().ifPresent(trouble -> studio.notices.add(/* grave= */ true, trouble));
        studio.begin(loaded.settings());
        return studio;
    }

    private void begin(StudioSettings settings) {
        settings.destinations().forEach(destinations::set);
        restore(settings.sources(), settings.channels());
        programme.start();
        server.start(network);
        engine.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        Thread.ofVirtual().name("probe-encoders").start(this::probeEncoders);
        Thread.ofVirtual().name("stream-key").start(() -> ensureKey(/* renew= */ false));
    }

    private void restore(List<SavedSource> saved, List<SavedChannel> sound) {
        for (SavedSource source : saved) {
            sources.add(source, Integer.MAX_VALUE);
        }
        sound.forEach(channels::add);
    }

    private Programme newProgramme(OutputSetting setting, FilterList filters) {
        Programme made = new Programme(
                PictureSize.parse(setting.size()),
                Rational.parse(setting.frameRate()),
                filters.filter(),
                cause -> engine.execute(() -> output.failed(programme, cause)));
        made.preview(preview, comparing);
        return made;
    }

    private LiveSources newSources(Programme shown, OutputSetting setting) {
        return new LiveSources(shown, PictureSize.parse(setting.size()), Rational.parse(setting.frameRate()), engine);
    }

    private LiveChannels newChannels(Programme heard, LiveSources seen) {
        return new LiveChannels(heard, engine, seen::media);
    }

    private void probeEncoders() {
        FfmpegVideoEncoders all = new FfmpegVideoEncoders();
        List<String> working = new ArrayList<>(List.of(VideoEncoders.AUTO));
        for (String name : all.names()) {
            if (all.probe(name).works()) {
                working.add(name);
            }
        }
        encoders = List.copyOf(working);
    }

    /// The bundled server's stream key is made once, and again when the server does not know it any more.
    private void ensureKey(boolean renew) {
        boolean missing = destinations
                .setting(DestinationSetting.OWN_SERVER)
                .filter(own -> own.key().isEmpty())
                .isPresent();
        if (!missing && !renew) {
            return;
        }
        try {
            String key = programs.newKey(folder.resolve(DATA), StudioSettings.STREAM);
            run(() -> destinations
                    .setting(DestinationSetting.OWN_SERVER)
                    .ifPresent(own -> destinations.set(
                            new DestinationSetting(own.id(), own.name(), own.address(), key, own.enabled()))));
        } catch (IOException e) {
            notices.add(/* grave= */ true, "The bundled server made no stream key: " + e.getMessage() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
            destinations.settle();
            if (destinations.ownKeyRefused() && !keyRenewed) {
                keyRenewed = true;
                Thread.ofVirtual().name("stream-key").start(() -> ensureKey(/* renew= */ true));
            }
            output.look(programme);
            meter.look(programme.stats());
            save();
        } catch (RuntimeException e) {
            log.error("[studio] a defect", e);
        }
    }

    private void save() {
        StudioSettings now = new StudioSettings(
                SettingsFile.SCHEMA,
                sources.saved(),
                channels.saved(),
                programmeFilters.settings(),
                destinations.saved(),
                wanted,
                window,
                network,
                lastId);
        if (now.equals(written)) {
            return;
        }
        written = now; // whatever becomes of it, it is not tried again until something changes
        try {
            file.save(now);
        } catch (IOException e) {
            notices.add(
                    /* grave= */ true,
                    "The settings cannot be saved (" + e.getMessage() + "); free some space on the disk.");
        }
    }

    private void run(Runnable change) {
        try {
            engine.execute(() -> {
                try {
                    change.run();
                } catch (RuntimeException e) {
                    log.error("[studio] a defect", e);
                    notices.add(/* grave= */ true, "Something went wrong in the studio; please report the log.");
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("[studio] asked after its end", e);
        }
    }

    private Optional<LiveDestinations.OwnServer> ownServer() {
        return server.status() instanceof BundledServer.Status.Running running
                ? Optional.of(new LiveDestinations.OwnServer(
                        "rtmp://127.0.0.1:" + running.rtmp() + "/live", running.watchers()))
                : Optional.empty();
    }

    private Server serverView() {
        return switch (server.status()) {
            case BundledServer.Status.Starting _ -> new Server.Starting();
            case BundledServer.Status.Failed(String why) -> new Server.Failed(why);
            case BundledServer.Status.Running(int http, int _, boolean open, int watchers) -> {
                String host = open
                        ? NetworkAddress.find().getHostAddress()
                        : InetAddress.getLoopbackAddress().getHostAddress();
                yield new Server.Running(
                        URI.create("http://" + host + ":" + http + "/watch/" + StudioSettings.STREAM), open, watchers);
            }
        };
    }

    @Override
    public StudioSnapshot snapshot() {
        Programme made = programme;
        return new StudioSnapshot(
                sources.view(),
                programmeFilters.view(),
                channels.view(),
                LiveChannels.level(made.mixer().level()),
                destinations.view(),
                output.live(),
                output.recording(),
                meter.figures(made.stats(), wanted, destinations.dropped(), programmeFilters.path()),
                serverView(),
                wanted,
                encoders,
                window,
                notices.list());
    }

    @Override
    public PreviewFeed preview() {
        return preview;
    }

    @Override
    public CompletableFuture<List<AvailableSource>> discover() {
        return CompletableFuture.supplyAsync(
                Discovery::run, task -> Thread.ofVirtual().name("discover").start(task));
    }

    @Override
    public CompletableFuture<Thumbnail> thumbnail(SourceSetting source, int width, int height) {
        CompletableFuture<Thumbnail> result = new CompletableFuture<>();
        OutputSetting setting = wanted;
        Thread.ofPlatform().name("thumbnail").daemon().start(() -> {
            try {
                Inputs inputs = new Inputs(
                        VideoInput.parse(source.input()),
                        new AudioInput.None(),
                        PictureSize.parse(setting.size()),
                        Rational.parse(setting.frameRate()),
                        /* loop= */ true);
                result.complete(Thumbnails.of(inputs.video(), width, height));
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private synchronized String newId() {
        return Long.toString(++lastId);
    }

    @Override
    public String addSource(SourceSetting source) {
        String id = newId();
        run(() -> {
            boolean film = soundsToo(source.input());
            boolean alone = sources.isEmpty();
            Place place = source.input().startsWith("camera") && !alone ? Place.BOTTOM_RIGHT : Place.WHOLE;
            sources.add(
                    new SavedSource(id, source.name(), source.input(), true, place, film, List.of()), /* index= */ 0);
            if (film) {
                channels.add(new SavedChannel(newId(), source.name(), LiveChannels.OF_SOURCE + id, 0, false));
            }
        });
        return id;
    }

    private static boolean soundsToo(String input) {
        try {
            return VideoInput.parse(input) instanceof VideoInput.Media(Path film) && MediaFile.showsAndSounds(film);
        } catch (IllegalArgumentException | DeviceException e) {
            return false; // opening it says why
        }
    }

    @Override
    public String addChannel(ChannelSetting channel) {
        String id = newId();
        run(() -> channels.add(new SavedChannel(id, channel.name(), channel.input(), 0, false)));
        return id;
    }

    @Override
    public void remove(String id) {
        run(() -> {
            if (sources.remove(id)) {
                channels.ofSource(id).ifPresent(channels::remove);
            } else if (channels.remove(id).isEmpty()) {
                destinations.remove(id);
            }
        });
    }

    private void changeSource(String id, UnaryOperator<SavedSource> change) {
        run(() -> sources.change(id, change));
    }

    @Override
    public void rename(String id, String name) {
        if (name.isBlank()) {
            return;
        }
        String stripped = name.strip();
        run(() -> {
            boolean source = sources.change(
                    id,
                    s -> new SavedSource(s.id(), stripped, s.input(), s.visible(), s.place(), s.sound(), s.filters()));
            if (!source) {
                channels.change(id, c -> new SavedChannel(c.id(), stripped, c.input(), c.gainDecibels(), c.muted()));
            }
        });
    }

    @Override
    public void show(String id, boolean visible) {
        changeSource(id, s -> new SavedSource(s.id(), s.name(), s.input(), visible, s.place(), s.sound(), s.filters()));
    }

    @Override
    public void place(String id, Place place) {
        changeSource(id, s -> new SavedSource(s.id(), s.name(), s.input(), s.visible(), place, s.sound(), s.filters()));
    }

    @Override
    public void move(String id, int index) {
        run(() -> sources.move(id, index));
    }

    @Override
    public void filters(String id, List<FilterSetting> filters) {
        List<FilterSetting> list = List.copyOf(filters);
        if (id.equals(StudioSnapshot.PROGRAMME)) {
            run(() -> programmeFilters.set(list));
        } else {
            changeSource(
                    id, s -> new SavedSource(s.id(), s.name(), s.input(), s.visible(), s.place(), s.sound(), list));
        }
    }

    @Override
    public void compare(boolean without) {
        run(() -> {
            comparing = without;
            programme.preview(preview, without);
        });
    }

    @Override
    public void gain(String id, double decibels) {
        double limited = Math.clamp(decibels, LiveChannels.SILENCE_DECIBELS, LiveChannels.MOST_DECIBELS);
        run(() -> channels.change(id, c -> new SavedChannel(c.id(), c.name(), c.input(), limited, c.muted())));
    }

    @Override
    public void mute(String id, boolean muted) {
        run(() -> channels.change(id, c -> new SavedChannel(c.id(), c.name(), c.input(), c.gainDecibels(), muted)));
    }

    @Override
    public void destination(DestinationSetting destination) {
        run(() -> destinations.set(destination));
    }

    @Override
    public void enable(String id, boolean enabled) {
        run(() -> destinations
                .setting(id)
                .ifPresent(d ->
                        destinations.set(new DestinationSetting(d.id(), d.name(), d.address(), d.key(), enabled))));
    }

    @Override
    public void retry(String id) {
        run(() -> destinations.retry(id));
    }

    @Override
    public void goLive() {
        run(() -> output.goLive(programme, wanted));
    }

    @Override
    public void endLive() {
        run(() -> output.endLive(programme));
    }

    @Override
    public void record(boolean on) {
        run(() -> {
            if (on) {
                output.record(programme, wanted);
            } else {
                output.endRecording(programme);
            }
        });
    }

    @Override
    public CompletableFuture<TestReport> rehearse() {
        return CompletableFuture.supplyAsync(() -> output.rehearse(programme, wanted), engine)
                .thenCompose(report -> report);
    }

    @Override
    public void output(OutputSetting setting) {
        run(() -> {
            try {
                Output.video(setting);
            } catch (IllegalArgumentException e) {
                notices.add(/* grave= */ true, "The settings were not changed: " + e.getMessage() + ".");
                return;
            }
            OutputSetting before = wanted;
            wanted = setting;
            output.change(programme, before, setting);
            applyOutput();
        });
    }

    /// Makes the programme anew when its size or rate is another one and nobody uses it.
    private void applyOutput() {
        if (output.busy() || quit) {
            return;
        }
        PictureSize size = PictureSize.parse(wanted.size());
        Rational rate = Rational.parse(wanted.frameRate());
        if (programme.size().equals(size) && programme.frameRate().equals(rate)) {
            return;
        }
        List<SavedSource> seen = sources.saved();
        List<SavedChannel> heard = channels.saved();
        Programme old = programme;
        old.close();
        programmeFilters = new FilterList(programmeFilters.settings());
        programme = newProgramme(wanted, programmeFilters);
        sources = newSources(programme, wanted);
        channels = newChannels(programme, sources);
        meter.reset();
        restore(seen, heard);
        programme.start();
    }

    @Override
    public void restartServer() {
        server.restart(network);
    }

    @Override
    public void openToNetwork(boolean open) {
        run(() -> {
            network = open;
            server.restart(open);
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

    /// Ends what is sent and recorded with all that was made, then the sources, then the server. Blocks until
    /// that is done. Idempotent.
    @Override
    public void quit(boolean keepServer) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        run(() -> {
            if (quit) {
                ended.complete(null);
                return;
            }
            quit = true;
            output.close(programme).whenComplete((_, _) -> ended.complete(null));
        });
        if (engine.isShutdown()) {
            return;
        }
        ended.orTimeout(Output.ENDED_WITHIN_SECONDS, TimeUnit.SECONDS)
                .exceptionally(_ -> null)
                .join();
        engine.shutdown();
        try {
            if (!engine.awaitTermination(Output.ENDED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                log.warn("[studio] the engine did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        save();
        programme.close();
        preview.close();
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
