package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.target.Resolver;
import io.rostrum.push.target.TargetProbe;
import io.rostrum.push.target.UplinkMeasure;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a programme is sent: from here, or by the bundled server, which then is sent to for all such destinations
/// once.
/// Changed on the engine's thread only; any thread may look.
final class LiveDestinations {
    /// One destination, and how it is sent to while it is.
    private static final class Item {
        private volatile DestinationSetting setting;
        private volatile @Nullable RunningDestination running;
        private volatile DestinationState.@Nullable Refused refused;
        /// Whether its key is being read from where keys are kept.
        private volatile boolean keyAwaited;
        private @Nullable Long wantedSinceNanos;
        private CompletableFuture<Void> goodbye = CompletableFuture.completedFuture(null);

        Item(DestinationSetting setting) {
            this.setting = setting;
        }
    }

    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);

    /// The bundled server as a destination.
    ///
    /// @param address `rtmp://…/app`
    /// @param watchers people on its pages
    record Ingest(String address, int watchers) {}

    private final PushLoops loops = PushLoops.open();
    private final Supplier<Optional<Ingest>> ownServer;
    private final ForwardedDestinations forwarded;
    private final Announcer announcer;
    private final LongSupplier nanoTime;
    private volatile List<Item> items = List.of();
    private volatile boolean live;
    private volatile @Nullable EncoderPlan plan;
    private volatile Optional<EncoderPlan> second = Optional.empty();
    private final AtomicLong dropped = new AtomicLong();

    /// @param ownServer where the bundled server takes streams; empty while it does not run
    /// @param forwarded those that the bundled server sends on to; closed with this
    /// @param announcer hears what becomes of them
    /// @param nanoTime  a clock
    LiveDestinations(
            Supplier<Optional<Ingest>> ownServer,
            ForwardedDestinations forwarded,
            Announcer announcer,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.ownServer = ownServer;
        this.forwarded = forwarded;
        this.announcer = announcer;
    }

    /// Adds a destination, or changes the one of its id.
    void set(DestinationSetting setting) {
        Optional<Item> found = find(setting.id());
        if (found.isPresent()) {
            Item item = found.get();
            if (!item.setting.delivery().equals(setting.delivery())) {
                end(item, /* whole= */ false);
            }
            item.setting = setting;
            item.refused = null;
            item.keyAwaited &= setting.key().isEmpty();
            settle();
        } else {
            items = Stream.concat(items.stream(), Stream.of(new Item(setting))).toList();
            settle();
        }
    }

    /// Sends nothing to these until [#key] is told theirs.
    void awaitKeys(List<String> ids) {
        ids.forEach(id ->
                find(id).ifPresent(item -> item.keyAwaited = item.setting.key().isEmpty()));
    }

    /// {@return whether its key is still being read}
    boolean awaitsKey(String id) {
        return find(id).filter(item -> item.keyAwaited).isPresent();
    }

    /// Takes a key that was read; one that was typed meanwhile stays.
    ///
    /// @return the destination's name, if it has no key now
    Optional<String> key(String id, Optional<String> key) {
        Optional<Item> found = find(id).filter(item -> item.setting.key().isEmpty());
        found.ifPresent(item -> {
            item.keyAwaited = false;
            item.setting = item.setting.withKey(key.orElse(""));
        });
        settle();
        return found.filter(_ -> key.isEmpty()).map(item -> item.setting.name());
    }

    /// Puts others in the place of all destinations; only while nothing is sent.
    void replace(List<DestinationSetting> others) {
        items = others.stream().map(Item::new).toList();
    }

    boolean remove(String id) {
        Optional<Item> found = find(id).filter(item -> !id.equals(DestinationSetting.OWN_SERVER));
        found.ifPresent(item -> {
            items = items.stream().filter(other -> other != item).toList();
            end(item, /* whole= */ false);
            settle();
        });
        return found.isPresent();
    }

    Optional<DestinationSetting> setting(String id) {
        return find(id).map(item -> item.setting);
    }

    private Optional<Item> find(String id) {
        return items.stream().filter(item -> item.setting.id().equals(id)).findFirst();
    }

    void retry(String id) {
        find(id).ifPresent(item -> {
            item.refused = null;
            RunningDestination running = item.running;
            if (running != null) {
                running.retry();
            }
            if (item.setting.delivery().byServer()) {
                forwarded.retry(id);
            }
            settle();
        });
    }

    /// Sends a programme to every destination that is on, from now on.
    ///
    /// @param encoded what its encoder makes
    /// @param canvas  the encoders of the second canvas, while there is one
    void goLive(EncoderPlan.Source programme, VideoSettings encoded, Optional<EncoderPlan> canvas) {
        second = canvas;
        plan = new EncoderPlan(programme, encoded, announcer);
        live = true;
        dropped.set(0);
        for (Item item : items) {
            DestinationSetting setting = item.setting;
            item.setting = setting.enabled(setting.delivery().onAtStart(setting.enabled()));
        }
        settle();
    }

    /// There is a second canvas now, or none any more. Only while live does it count.
    void second(Optional<EncoderPlan> canvas) {
        second = canvas;
        for (Item item : items) {
            if (item.setting.delivery().secondCanvas()) {
                item.refused = null;
            }
        }
        settle();
    }

    /// The user wants another bit rate of the pictures. Only while live.
    ///
    /// @return whether it is taken care of
    boolean bitRate(int wanted) {
        EncoderPlan encoders = plan;
        if (encoders == null || !live) {
            return false;
        }
        encoders.bitRate(wanted);
        return true;
    }

    /// Ends sending; completes when what waited was sent or its time is over.
    ///
    /// @param whole whether what is delayed is still sent, in its time
    CompletableFuture<Void> endLive(boolean whole) {
        live = false;
        List<CompletableFuture<Void>> goodbyes = new ArrayList<>();
        for (Item item : items) {
            item.refused = null;
            end(item, whole);
            goodbyes.add(item.goodbye);
        }
        find(DestinationSetting.OWN_SERVER)
                .map(own -> own.goodbye)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .whenComplete((_, _) -> forwarded.want(Map.of())); // it has all, and what it has it sends on
        return CompletableFuture.allOf(goodbyes.toArray(CompletableFuture[]::new));
    }

    /// Brings what is sent in line with what is wanted; to be called now and then, for the bundled server may
    /// come and go.
    void settle() {
        items.forEach(this::endInTime);
        Map<String, String> byServer = new HashMap<>();
        if (live) {
            for (Item item : items) {
                if (item.setting.enabled() && item.setting.delivery().byServer() && !item.keyAwaited) {
                    byServer.put(item.setting.id(), plainAddress(item.setting));
                }
            }
            forwarded.want(byServer);
        }
        for (Item item : items) {
            Optional<String> wanted = address(item, !byServer.isEmpty());
            RunningDestination running = item.running;
            if (running != null && !wanted.equals(Optional.of(running.address()))) {
                end(item, /* whole= */ false);
            }
            // Two connections with one key refuse each other, so the old one says goodbye first.
            if (item.running == null && wanted.isPresent() && item.goodbye.isDone()) {
                begin(item, wanted.get());
            }
        }
    }

    /// Switches off what was sent to for as long as it was to be.
    private void endInTime(Item item) {
        DestinationSetting setting = item.setting;
        Long since = item.wantedSinceNanos;
        if (!live || !setting.enabled()) {
            item.wantedSinceNanos = null;
        } else if (since == null) {
            item.wantedSinceNanos = nanoTime.getAsLong();
        } else if (setting.delivery().minutes() > 0
                && nanoTime.getAsLong() - since
                        >= TimeUnit.MINUTES.toNanos(setting.delivery().minutes())) {
            item.setting = setting.enabled(false);
            item.wantedSinceNanos = null;
            announcer.say(tr(
                    "{0} is sent to no more: its settings end it after {1} min.",
                    setting.name(), setting.delivery().minutes()));
        }
    }

    /// {@return where it is to be sent from here}
    private Optional<String> address(Item item, boolean serverNeeded) {
        DestinationSetting setting = item.setting;
        boolean own = setting.id().equals(DestinationSetting.OWN_SERVER);
        boolean wanted = own
                ? setting.enabled() || serverNeeded
                : setting.enabled() && !setting.delivery().byServer();
        if (!live || !wanted || item.refused != null || item.keyAwaited) {
            return Optional.empty();
        }
        if (own) {
            return setting.key().isEmpty()
                    ? Optional.empty()
                    : ownServer.get().map(server -> server.address() + "/" + setting.key());
        }
        return Optional.of(plainAddress(setting));
    }

    /// {@return where it is, with the key}
    ///
    /// @throws IllegalArgumentException if that is no address, in words for the user
    static PushUrl url(DestinationSetting setting) {
        return PushUrl.parse(plainAddress(setting));
    }

    /// Tries an address without publishing there.
    CompletableFuture<TargetProbe.Result> probe(PushUrl url) {
        return TargetProbe.of(url, PROBE_PATIENCE, Resolver.SYSTEM, loops);
    }

    /// {@return what measures an address, in its service's test mode where it has one}
    ///
    /// @param watch told on a network thread; must not block
    UplinkMeasure measure(PushUrl url, UplinkMeasure.Plan plan, Consumer<UplinkMeasure.Progress> watch) {
        Optional<PushUrl> unseen = ServicePreset.testing(url);
        return UplinkMeasure.begin(
                unseen.orElse(url),
                plan.publishing(plan.publish() || unseen.isPresent()),
                Resolver.SYSTEM,
                loops,
                watch);
    }

    /// {@return whether something is sent, or about to be}
    boolean live() {
        return live;
    }

    private static String plainAddress(DestinationSetting setting) {
        String address = setting.address().strip();
        return (address.endsWith("/") ? address : address + "/") + setting.key().strip();
    }

    private void begin(Item item, String address) {
        boolean onSecond = item.setting.delivery().secondCanvas();
        EncoderPlan encoders = onSecond ? second.orElse(null) : plan;
        if (encoders == null) {
            if (onSecond) {
                item.refused = new DestinationState.Refused(
                        tr("the vertical canvas is off"),
                        tr("Switch it on in the settings, or send the programme there."));
            }
            return;
        }
        try {
            item.running = RunningDestination.begin(address, item.setting, encoders, loops);
        } catch (IllegalArgumentException e) {
            item.refused = refused(e, tr("Correct the address or the key."));
        } catch (EncoderException e) {
            item.refused = refused(e, tr("Choose another encoder, or let it have what the programme has."));
        } catch (IOException e) {
            item.refused = refused(e, tr("Choose another picture in its settings."));
        }
    }

    private static DestinationState.Refused refused(Exception cause, String whatToDo) {
        return new DestinationState.Refused(String.valueOf(cause.getMessage()), whatToDo);
    }

    private void end(Item item, boolean whole) {
        RunningDestination running = item.running;
        if (running != null) {
            item.running = null;
            dropped.addAndGet(running.dropped());
            item.goodbye = running.end(whole);
        }
    }

    /// {@return pictures given up by all of them since going live}
    long dropped() {
        long sum = dropped.get();
        for (Item item : items) {
            RunningDestination running = item.running;
            sum += running == null ? 0 : running.dropped();
            sum += state(item) instanceof DestinationState.Sending sending && running == null ? sending.dropped() : 0;
        }
        return sum;
    }

    /// {@return those that are to be sent to now}
    ///
    /// @param output how the canvases are encoded
    List<StatsHistory.Target> targets(OutputSetting output) {
        return items.stream()
                .filter(item -> live && item.setting.enabled())
                .map(item -> target(item, output))
                .toList();
    }

    private StatsHistory.Target target(Item item, OutputSetting output) {
        DestinationSetting setting = item.setting;
        RunningDestination running = item.running;
        DestinationState state = state(item);
        int own = setting.delivery().ownBitsPerSecond();
        int shared = (setting.delivery().secondCanvas() ? output.ofSecond() : output).bitsPerSecond();
        long wanted = (long) (own > 0 ? own : shared) + AudioSettings.DEFAULT.bitsPerSecond();
        String trouble = switch (state) {
            case DestinationState.Waiting waiting -> waiting.why();
            case DestinationState.Refused refused -> refused.why();
            case DestinationState.Connecting _ -> tr("it is being connected");
            case DestinationState.Off _, DestinationState.Sending _ -> "";
        };
        long bits = 0;
        Duration waiting = Duration.ZERO;
        long slow = 0;
        if (state instanceof DestinationState.Sending sending) {
            bits = sending.bitsPerSecond();
            waiting = sending.behind();
            slow = sending.dropped();
        }
        if (running != null) {
            slow = running.tooSlow();
        }
        long missed = running == null ? 0 : Math.max(0, running.dropped() - slow);
        return new StatsHistory.Target(
                setting.id(),
                setting.name(),
                state instanceof DestinationState.Sending,
                bits,
                wanted,
                waiting,
                slow,
                missed,
                trouble);
    }

    /// {@return whether the bundled server does not know the key}
    boolean ownKeyRefused() {
        return find(DestinationSetting.OWN_SERVER)
                .map(item -> item.running)
                .filter(RunningDestination::failed)
                .isPresent();
    }

    List<DestinationSetting> saved() {
        return items.stream().map(item -> item.setting).toList();
    }

    List<DestinationView> view() {
        Optional<Ingest> own = ownServer.get();
        return items.stream()
                .map(item -> {
                    boolean ours = item.setting.id().equals(DestinationSetting.OWN_SERVER);
                    return new DestinationView(
                            item.setting, state(item), ours ? own.map(Ingest::watchers) : Optional.empty());
                })
                .toList();
    }

    private DestinationState state(Item item) {
        DestinationState refused = item.refused;
        if (refused != null) {
            return refused;
        }
        RunningDestination running = item.running;
        if (running != null) {
            return running.state();
        }
        if (!live || !item.setting.enabled()) {
            return new DestinationState.Off();
        }
        if (item.keyAwaited) {
            return new DestinationState.Waiting(
                    Instant.now().plusSeconds(1),
                    tr("its key is being read; this computer may ask to open its key store"));
        }
        if (item.setting.delivery().byServer()) {
            return forwarded.state(item.setting.id());
        }
        return item.goodbye.isDone()
                ? new DestinationState.Waiting(Instant.now().plusSeconds(1), tr("the bundled server is not ready yet"))
                : new DestinationState.Connecting(1);
    }

    /// Frees the network threads; nothing is sent any more.
    void close() {
        forwarded.close();
        loops.close();
    }
}
