package io.rostrum.studio.engine;

import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.session.Rendition;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushSettings;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.PushTarget;
import io.rostrum.push.target.PushUrl;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a programme is sent. Changed on the engine's thread only; any thread may look.
final class LiveDestinations {
    /// One destination, with its target while it is sent to.
    private static final class Item {
        private volatile DestinationSetting setting;
        private volatile @Nullable PushTarget target;
        private volatile @Nullable String refused;
        private EncoderPlan.@Nullable Seat seat;
        private @Nullable String sentTo;

        Item(DestinationSetting setting) {
            this.setting = setting;
        }
    }

    /// The bundled server as a destination.
    ///
    /// @param address `rtmp://…/app`
    /// @param watchers people on its pages
    record Ingest(String address, int watchers) {}

    /// @param encoder `auto` or the name of the programme's encoder
    private record FromProgramme(Programme programme, String encoder) implements EncoderPlan.Source {
        @Override
        public void add(PacketSink sink) {
            programme.add(sink);
        }

        @Override
        public void remove(PacketSink sink) {
            programme.remove(sink);
        }

        @Override
        public void bitRate(int bitsPerSecond) {
            programme.bitRate(bitsPerSecond);
        }

        @Override
        public void keyFrame() {
            programme.keyFrame();
        }

        @Override
        public Rendition rendition(VideoSettings settings, Consumer<Throwable> trouble) throws EncoderException {
            return programme.rendition(encoder, settings, trouble);
        }
    }

    private final PushLoops loops = PushLoops.open();
    private final Supplier<Optional<Ingest>> ownServer;
    private final Consumer<String> say;
    private volatile List<Item> items = List.of();
    private volatile @Nullable Programme programme;
    private volatile boolean live;
    private volatile @Nullable EncoderPlan plan;
    private long dropped;

    /// @param ownServer where the bundled server takes streams; empty while it does not run
    /// @param say       takes sentences for the user; any thread
    LiveDestinations(Supplier<Optional<Ingest>> ownServer, Consumer<String> say) {
        this.ownServer = ownServer;
        this.say = say;
    }

    /// Adds a destination, or changes the one of its id.
    void set(DestinationSetting setting) {
        Optional<Item> found = find(setting.id());
        if (found.isPresent()) {
            Item item = found.get();
            if (!item.setting.delivery().equals(setting.delivery())) {
                end(item);
            }
            item.setting = setting;
            item.refused = null;
            settle();
        } else {
            items = Stream.concat(items.stream(), Stream.of(new Item(setting))).toList();
            settle();
        }
    }

    boolean remove(String id) {
        Optional<Item> found = find(id).filter(item -> !id.equals(DestinationSetting.OWN_SERVER));
        found.ifPresent(item -> {
            items = items.stream().filter(other -> other != item).toList();
            end(item);
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
            PushTarget target = item.target;
            if (target != null) {
                target.restart();
            }
            settle();
        });
    }

    /// Sends a programme to every destination that is on, from now on.
    ///
    /// @param encoder `auto` or the name of the programme's encoder
    /// @param encoded what it makes
    void goLive(Programme sent, String encoder, VideoSettings encoded) {
        programme = sent;
        plan = new EncoderPlan(new FromProgramme(sent, encoder), encoded, say);
        live = true;
        dropped = 0;
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
    CompletableFuture<Void> endLive() {
        live = false;
        List<CompletableFuture<Void>> goodbyes = new ArrayList<>();
        for (Item item : items) {
            item.refused = null;
            goodbyes.add(end(item));
        }
        return CompletableFuture.allOf(goodbyes.toArray(CompletableFuture[]::new));
    }

    /// Brings what is sent in line with what is wanted; to be called now and then, for the bundled server may
    /// come and go.
    void settle() {
        for (Item item : items) {
            Optional<String> wanted =
                    live && item.setting.enabled() && item.refused == null ? address(item.setting) : Optional.empty();
            if (item.target != null && !wanted.equals(Optional.ofNullable(item.sentTo))) {
                end(item);
            }
            if (item.target == null && wanted.isPresent()) {
                begin(item, wanted.get());
            }
        }
    }

    private Optional<String> address(DestinationSetting setting) {
        if (setting.id().equals(DestinationSetting.OWN_SERVER)) {
            return setting.key().isEmpty()
                    ? Optional.empty()
                    : ownServer.get().map(server -> server.address() + "/" + setting.key());
        }
        String address = setting.address().strip();
        return Optional.of((address.endsWith("/") ? address : address + "/")
                + setting.key().strip());
    }

    private void begin(Item item, String address) {
        Programme sent = programme;
        EncoderPlan encoders = plan;
        if (sent == null || encoders == null) {
            return;
        }
        try {
            PushUrl url = PushUrl.parse(address);
            DeliverySetting delivery = item.setting.delivery();
            Optional<PushUrl> backup = delivery.backupOf(item.setting);
            EncoderPlan.Seat seat = encoders.seat(
                    new EncoderPlan.Wish(item.setting.name(), delivery.own(), delivery.may(), delivery.floor()));
            PushTarget target = PushTarget.start(url, backup, PushSettings.DEFAULT, loops, seat.listeners());
            item.seat = seat;
            item.target = target;
            item.sentTo = address;
            seat.add(target);
        } catch (IllegalArgumentException | EncoderException e) {
            item.refused = String.valueOf(e.getMessage());
        }
    }

    private CompletableFuture<Void> end(Item item) {
        PushTarget target = item.target;
        EncoderPlan.Seat seat = item.seat;
        if (target == null || seat == null) {
            return CompletableFuture.completedFuture(null);
        }
        item.target = null;
        item.sentTo = null;
        item.seat = null;
        dropped += target.counters().droppedFrames();
        seat.leave(target);
        return target.stop();
    }

    /// {@return pictures given up by all of them since going live}
    long dropped() {
        long sum = dropped;
        for (Item item : items) {
            PushTarget target = item.target;
            sum += target == null ? 0 : target.counters().droppedFrames();
        }
        return sum;
    }

    /// {@return whether the bundled server does not know the key}
    boolean ownKeyRefused() {
        return find(DestinationSetting.OWN_SERVER)
                .map(item -> item.target)
                .filter(target -> target.state() instanceof PushState.Failed)
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
        String refused = item.refused;
        if (refused != null) {
            return new DestinationState.Refused(refused, "Correct the address or the key.");
        }
        PushTarget target = item.target;
        if (target == null) {
            return live && item.setting.enabled()
                    ? new DestinationState.Waiting(Instant.now().plusSeconds(1), "the bundled server is not ready yet")
                    : new DestinationState.Off();
        }
        return switch (target.state()) {
            case PushState.Idle _ -> new DestinationState.Connecting(1);
            case PushState.Connecting(int attempt) -> new DestinationState.Connecting(attempt);
            case PushState.Live(var since, int bits, var queued, long lost) ->
                new DestinationState.Sending(since, bits, queued, lost);
            case PushState.Waiting(var retryAt, String why) -> new DestinationState.Waiting(retryAt, why);
            case PushState.Failed(String why, String whatToDo) -> new DestinationState.Refused(why, whatToDo);
        };
    }

    /// Frees the network threads; nothing is sent any more.
    void close() {
        loops.close();
    }
}
