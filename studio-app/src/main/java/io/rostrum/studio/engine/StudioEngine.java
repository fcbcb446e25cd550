package io.rostrum.studio.engine;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.capture.media.MediaFile;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import io.rostrum.studio.input.AudioInput;
import io.rostrum.studio.input.Inputs;
import io.rostrum.studio.input.VideoInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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

    private final FolderLock lock;
    private final SettingsKeeper keeper;
    private final ScheduledExecutorService engine = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rostrum-engine").daemon().factory());
    private final ScaledPreview preview = new ScaledPreview();
    private final Notices notices = new Notices();
    private final OwnServer server;
    private final LiveDestinations destinations;
    private final Output output;
    private final FigureMeter meter = new FigureMeter();
    private volatile Arrangement made;
    private volatile OutputSetting wanted;
    private volatile WindowSetting window;
    private volatile boolean network;
    private volatile List<String> encoders = List.of(VideoEncoders.AUTO);
    private volatile boolean comparing;
    private final AtomicLong lastId;
    private final AtomicBoolean quitting = new AtomicBoolean();
    private final CountDownLatch gone = new CountDownLatch(1);

    private StudioEngine(Path folder, FolderLock lock, SettingsFile file, StudioSettings settings) {
        this.lock = lock;
        this.keeper = new SettingsKeeper(file, settings, notices);
        this.wanted = settings.output();
        this.window = settings.window();
        this.network = settings.network();
        this.lastId = new AtomicLong(settings.lastId());
        server = new OwnServer(folder);
        destinations = new LiveDestinations(server::ingest, words -> notices.add(/* grave= */ false, words));
        output = new Output(destinations, notices, engine, this::applyOutput);
        made = new Arrangement(wanted, settings.programme(), this::run, output::failed);
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
        made.programme().preview(preview, /* unfiltered= */ false);
        made.start(settings.sources(), settings.channels());
        server.start(network);
        engine.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        Thread.ofVirtual().name("probe-encoders").start(this::probeEncoders);
        boolean keyless = destinations
                .setting(DestinationSetting.OWN_SERVER)
                .filter(own -> own.key().isEmpty())
                .isPresent();
        if (keyless) {
            server.makeKey(this::setKey, notices);
        }
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

    private void setKey(String key) {
        run(() -> destinations
                .setting(DestinationSetting.OWN_SERVER)
                .ifPresent(own -> destinations.set(new DestinationSetting(
                        own.id(), own.name(), own.address(), key, own.enabled(), own.sending()))));
    }

    private void tick() {
        try {
            destinations.settle();
            if (destinations.ownKeyRefused()) {
                server.renewKey(this::setKey, notices);
            }
            output.look(made.programme());
            meter.look(made.programme().stats());
            save();
        } catch (Throwable e) { // whatever it is, the next look comes
            log.error("[studio] a defect", e);
        }
    }

    private void save() {
        StudioSettings now = new StudioSettings(
                SettingsFile.SCHEMA,
                made.sources().saved(),
                made.channels().saved(),
                made.filters().settings(),
                destinations.saved(),
                wanted,
                window,
                network,
                lastId.get());
        keeper.keep(now, quitting.get());
    }

    private void run(Runnable change) {
        try {
            engine.execute(() -> {
                try {
                    change.run();
                } catch (Throwable e) { // the engine goes on
                    log.error("[studio] a defect", e);
                    notices.add(/* grave= */ true, "Something went wrong in the studio; please report the log.");
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("[studio] asked after its end", e);
        }
    }

    @Override
    public StudioSnapshot snapshot() {
        Arrangement now = made;
        return new StudioSnapshot(
                now.sources().view(),
                now.filters().view(),
                now.channels().view(),
                LiveChannels.level(now.programme().mixer().level()),
                destinations.view(),
                output.live(),
                output.recording(),
                meter.figures(
                        now.programme().stats(),
                        wanted,
                        destinations.dropped(),
                        now.filters().path()),
                server.view(),
                wanted,
                encoders,
                window,
                notices.list());
    }

    /// {@return the figures of now as one JSON object: what was made, shown, left out and used}
    public String figuresJson() {
        Figures now = snapshot().figures();
        Intervals.Summary shown = preview.shown();
        return String.format(
                Locale.ROOT,
                "{\"fps\":%.2f,\"preview_fps\":%.2f,\"preview_p99_ms\":%.1f,\"cpu_cores\":%.3f,\"skipped_late\":%d,"
                        + "\"dropped_encoder\":%d,\"dropped_network\":%d,\"encode_ms\":%.2f,\"live\":%b,\"recording\":%b}",
                now.framesPerSecond(),
                shown.perSecond(),
                shown.p99Millis(),
                now.cpuCores(),
                now.skippedLate(),
                now.droppedEncoder(),
                now.droppedNetwork(),
                now.encodeMillis(),
                output.live() instanceof StudioSnapshot.Live.On,
                output.recording() instanceof StudioSnapshot.Recording.On);
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

    private String newId() {
        return Long.toString(lastId.incrementAndGet());
    }

    @Override
    public String addSource(SourceSetting source) {
        String id = newId();
        run(() -> {
            boolean film = soundsToo(source.input());
            boolean alone = made.sources().isEmpty();
            Place place = source.input().startsWith("camera") && !alone ? Place.BOTTOM_RIGHT : Place.WHOLE;
            made.sources()
                    .add(
                            new SavedSource(id, source.name(), source.input(), true, place, film, List.of()),
                            /* index= */ 0);
            if (film) {
                made.channels().add(new SavedChannel(newId(), source.name(), LiveChannels.OF_SOURCE + id, 0, false));
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
        run(() -> made.channels().add(new SavedChannel(id, channel.name(), channel.input(), 0, false)));
        return id;
    }

    @Override
    public void remove(String id) {
        run(() -> {
            if (made.sources().remove(id)) {
                made.channels().ofSource(id).ifPresent(made.channels()::remove);
            } else if (made.channels().remove(id).isEmpty()) {
                destinations.remove(id);
            }
        });
    }

    private void changeSource(String id, UnaryOperator<SavedSource> change) {
        run(() -> made.sources().change(id, change));
    }

    @Override
    public void rename(String id, String name) {
        if (name.isBlank()) {
            return;
        }
        String stripped = name.strip();
        run(() -> {
            boolean source = made.sources().change(id, s -> s.withName(stripped));
            if (!source) {
                made.channels().change(id, c -> c.withName(stripped));
            }
        });
    }

    @Override
    public void show(String id, boolean visible) {
        changeSource(id, s -> s.withVisible(visible));
    }

    @Override
    public void place(String id, Place place) {
        changeSource(id, s -> s.withPlace(place));
    }

    @Override
    public void move(String id, int index) {
        run(() -> made.sources().move(id, index));
    }

    @Override
    public void filters(String id, List<FilterSetting> filters) {
        List<FilterSetting> list = List.copyOf(filters);
        if (id.equals(StudioSnapshot.PROGRAMME)) {
            run(() -> made.filters().set(list));
        } else {
            changeSource(id, s -> s.withFilters(list));
        }
    }

    @Override
    public void compare(boolean without) {
        run(() -> {
            comparing = without;
            made.programme().preview(preview, without);
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
    public void goLive() {
        run(() -> {
            meter.count(made.programme().stats());
            output.goLive(made.programme(), wanted);
        });
    }

    @Override
    public void endLive() {
        run(() -> output.endLive(made.programme()));
    }

    @Override
    public void record(boolean on) {
        run(() -> {
            if (on) {
                output.record(made.programme(), wanted);
            } else {
                output.endRecording(made.programme());
            }
        });
    }

    @Override
    public CompletableFuture<TestReport> rehearse() {
        return CompletableFuture.supplyAsync(() -> output.rehearse(made.programme(), wanted), engine)
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
            output.change(made.programme(), before, setting);
            applyOutput();
        });
    }

    /// Makes the programme anew when its size or rate is another one and nobody uses it.
    private void applyOutput() {
        if (output.busy() || quitting.get() || made.fits(wanted)) {
            return;
        }
        Arrangement old = made;
        old.close();
        made = new Arrangement(wanted, old.filters().settings(), this::run, output::failed);
        made.programme().preview(preview, comparing);
        meter.reset();
        made.start(old.sources().saved(), old.channels().saved());
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

    /// Ends what is sent and recorded with all that was made, then the sources, then the server; [#close()] waits for
    /// that. The first call says what becomes of the server.
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
        made.programme().close();
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
