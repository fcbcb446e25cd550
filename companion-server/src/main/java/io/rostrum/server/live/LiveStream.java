package io.rostrum.server.live;

import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.Publication.End;
import io.rostrum.server.live.StreamStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One live stream, owned by the event loop of its first publisher for as long as it lives.
///
/// What it does besides taking messages can be asked from any thread and is done on that loop. Those who watch over
/// RTMP
/// and HTTP-FLV are in its [FanOut], all others are listeners. When the publisher goes, the stream is interrupted; a
/// publisher who comes back within the window goes on where it stood, otherwise the stream ends.
public final class LiveStream {
    private static final Logger log = LoggerFactory.getLogger(LiveStream.class);
    /// How long viewers wait for the second track after the first frame, so that file headers can tell the truth.
    private static final long SETTLE_MILLIS = 1_000;
    /// A publisher that has sent nothing for so long is shown as interrupted, however open its connection is.
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(3);
    /// Viewers that are remembered until somebody asks who has left.
    private static final int MOST_DEPARTED = 10_000;

    private final StreamName name;
    private final EventExecutor loop;
    private final LiveConfig config;
    private final LiveCounters counters;
    private final Consumer<LiveStream> opened;
    private final Consumer<LiveStream> closed;
    private final Instant startedAt = Instant.now();

    private final GopCache gop;
    private final Intake intake;
    private final FanOut fanOut;
    private final Listeners listeners;

    private boolean isOpen;
    private State state = State.INTERRUPTED;
    private @Nullable Publication publication;
    private boolean anyFrame;
    private boolean settled;
    private @Nullable ScheduledFuture<?> ending;
    private @Nullable ScheduledFuture<?> reporting;
    private volatile FlushProfile flushProfile;
    private volatile StreamStatus status;
    private volatile Optional<Source> source = Optional.empty();
    private volatile Optional<KeyId> publishingKey = Optional.empty();
    private final Set<Viewer> watching = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Viewer> departed = new LinkedBlockingQueue<>(MOST_DEPARTED);

    /// Who publishes.
    ///
    /// @param protocol `rtmp`, `flv` or `pull`
    /// @param peer     an address
    /// @param since    when it began or came back
    public record Source(String protocol, String peer, Instant since) {}

    LiveStream(
            StreamName name,
            EventExecutor loop,
            LiveConfig config,
            LiveCounters counters,
            Consumer<LiveStream> opened,
            Consumer<LiveStream> closed) {
        this.name = name;
        this.loop = loop;
        this.config = config;
        this.counters = counters;
        this.opened = opened;
        this.closed = closed;
        this.intake = new Intake(counters);
        this.gop = new GopCache(config.gopCache());
        this.listeners = new Listeners(name);
        this.fanOut = new FanOut(loop, config.flush(), counters, gop);
        this.flushProfile = config.flush().profile();
        this.status = report();
    }

    public StreamName name() {
        return name;
    }

    /// {@return the loop that owns this stream}
    public EventExecutor loop() {
        return loop;
    }

    /// {@return how it stands; any thread}
    public StreamStatus status() {
        return status;
    }

    /// {@return how media is gathered for its viewers; any thread}
    public FlushProfile flushProfile() {
        return flushProfile;
    }

    /// Changes how media is gathered for its viewers, from the next message on, until it ends. Any thread.
    public void flushProfile(FlushProfile profile) {
        flushProfile = profile;
        onLoop(() -> fanOut.profile(profile));
    }

    /// {@return who publishes it; empty while it is interrupted; any thread}
    public Optional<Source> source() {
        return source;
    }

    /// {@return the key that it is published with; any thread}
    Optional<KeyId> publishingKey() {
        return publishingKey;
    }

    /// {@return the connections that watch it over RTMP and HTTP-FLV, in no order; any thread}
    public Collection<Viewer> viewers() {
        return List.copyOf(watching);
    }

    /// {@return the connections that have watched it and left since this was last asked, in their order; for one who
    /// counts them; any thread}
    public List<Viewer> takeDeparted() {
        List<Viewer> left = new ArrayList<>();
        departed.drainTo(left);
        return left;
    }

    /// {@return what the streams of this process count together}
    public LiveCounters counters() {
        return counters;
    }

    void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    // --- publishing ---------------------------------------------------------------------------------------------

    /// Decides whether `candidate` may publish. Any thread.
    ///
    /// @param gone called instead of an answer when this stream has ended meanwhile
    void offer(Publisher candidate, Runnable gone) {
        onLoop(() -> {
            if (state == State.ENDED) {
                gone.run();
                return;
            }
            Publication current = publication;
            if (current == null) {
                begin(candidate);
                return;
            }
            boolean silent = intake.silentNanos(now()) > config.silentAfter().toNanos();
            Optional<String> takeover = current.reasonToYield(candidate, silent);
            if (takeover.isPresent()) {
                String why = takeover.get();
                log.warn(
                        "[live {}] {} replaces {}: {}",
                        name,
                        candidate.label(),
                        current.publisher().label(),
                        why);
                tell(current.publisher(), p -> p.replaced("Another publisher took over: " + why + "."));
                interrupt();
                begin(candidate);
            } else {
                log.warn(
                        "[live {}] refused {}: {} publishes it",
                        name,
                        candidate.label(),
                        current.publisher().label());
                tell(candidate, p -> p.refused("This stream is being published already."));
            }
        });
    }

    /// Ends what is published with a key that is not among `valid`. Any thread.
    void endRevoked(Set<KeyId> valid) {
        onLoop(() -> {
            Publication current = publication;
            if (current != null
                    && current.publisher()
                            .key()
                            .filter(key -> !valid.contains(key))
                            .isPresent()) {
                log.warn(
                        "[live {}] the key of {} was revoked",
                        name,
                        current.publisher().label());
                tell(current.publisher(), p -> p.rejected("Its stream key has been revoked."));
                publisherGone(current, End.STOPPED);
            }
        });
    }

    /// Ends the publication, as an operator wants it; the publisher is told. Any thread.
    ///
    /// @return done with whether somebody published
    public CompletableFuture<Boolean> endPublication(String why) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        onLoop(() -> {
            Publication current = publication;
            if (current != null) {
                log.warn("[live {}] {}: {}", name, current.publisher().label(), why);
                tell(current.publisher(), p -> p.rejected(why));
                publisherGone(current, End.STOPPED);
            }
            done.complete(current != null);
        });
        return done;
    }

    private void begin(Publisher candidate) {
        boolean first = !isOpen;
        if (first) {
            isOpen = true;
            opened.accept(this);
            reporting = loop.scheduleAtFixedRate(this::everySecond, 1, 1, TimeUnit.SECONDS);
        }
        cancel(ending);
        ending = null;
        gop.close();
        Publication accepted = new Publication(this, candidate);
        intake.begin(now(), warning -> {
            log.warn("[live {}] {}: {}", name, warning.name(), warning.words());
            tell(candidate, p -> p.warned(warning));
        });
        publication = accepted;
        publishingKey = candidate.key();
        source = Optional.of(new Source(candidate.protocol(), candidate.label(), Instant.now()));
        anyFrame = false;
        settled = false;
        state = State.LIVE;
        status = report();
        log.info("[live {}] {} {}", name, first ? "published by" : "goes on with", candidate.label());
        tell(candidate, p -> p.accepted(accepted));
        if (!first) {
            listeners.forEach(StreamListener::resumed);
            fanOut.tell(Viewer.Events::resumed);
        }
    }

    private static void tell(Publisher publisher, Consumer<Publisher> what) {
        publisher.loop().execute(() -> what.accept(publisher));
    }

    /// @param raw taken; its time is the publisher's
    void accept(Publication from, MediaMessage raw) {
        try (raw) {
            if (publication != from) {
                return;
            }
            Optional<MediaMessage> fit = intake.take(raw, now());
            if (status.state() != state) {
                status = report();
            }
            if (fit.isPresent()) {
                spread(fit.get());
                settle(fit.get());
            }
        } catch (Intake.UnfitException e) {
            reject(from, e.getMessage());
        }
    }

    private void reject(Publication from, String why) {
        log.warn("[live {}] refused {}: {}", name, from.publisher().label(), why);
        tell(from.publisher(), p -> p.rejected(why));
        publisherGone(from, End.STOPPED);
    }

    /// @param message borrowed
    private void spread(MediaMessage message) {
        gop.add(message);
        fanOut.media(message);
        listeners.forEach(listener -> listener.message(message));
    }

    /// Lets waiting viewers in once it is known what tracks there are.
    private void settle(MediaMessage message) {
        if (settled) {
            return;
        }
        if (message.isFrame() && !anyFrame) {
            anyFrame = true;
            Publication waiting = publication;
            loop.schedule(() -> letIn(waiting), SETTLE_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (anyFrame && gop.hasVideo() && gop.hasAudio()) {
            letIn(publication);
        }
    }

    private void letIn(@Nullable Publication of) {
        if (settled || of != publication) {
            return;
        }
        settled = true;
        status = report();
        if (!gop.hasMetadata()) {
            try (MediaMessage made = intake.metadata()) {
                spread(made);
            }
        }
        fanOut.letIn();
    }

    void publisherGone(Publication from, End how) {
        if (publication != from) {
            return;
        }
        Duration window = how == End.LOST ? config.returnWindow() : config.stopWindow();
        log.info(
                "[live {}] interrupted: the publisher {}; ends in {} s unless it comes back",
                name,
                how == End.LOST ? "was lost" : "stopped",
                window.toSeconds());
        interrupt();
        ending = loop.schedule(this::endNow, window.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void interrupt() {
        publication = null;
        source = Optional.empty();
        publishingKey = Optional.empty();
        state = State.INTERRUPTED;
        gop.clearFrames();
        listeners.forEach(StreamListener::interrupted);
        fanOut.tell(Viewer.Events::interrupted);
        status = report();
    }

    /// Ends the stream at once: the server stops. Any thread.
    public void end() {
        onLoop(this::endNow);
    }

    private void endNow() {
        if (state == State.ENDED) {
            return;
        }
        Publication current = publication;
        if (current != null) {
            tell(current.publisher(), p -> p.replaced("The server stops."));
        }
        publication = null;
        source = Optional.empty();
        publishingKey = Optional.empty();
        state = State.ENDED;
        cancel(ending);
        cancel(reporting);
        gop.close();
        closed.accept(this); // who hears of the end and comes back finds nothing
        listeners.end();
        fanOut.end();
        status = report();
        log.info("[live {}] ended", name);
    }

    // --- watching -----------------------------------------------------------------------------------------------

    /// Attaches a listener; metadata, headers and the newest group of pictures come first. Any thread.
    public void addListener(StreamListener listener) {
        onLoop(() -> {
            if (state == State.ENDED) {
                listener.ended();
                return;
            }
            listeners.add(listener, this, gop.snapshot());
        });
    }

    /// Detaches a listener, which hears nothing more once this has run on [#loop()]. Any thread.
    public void removeListener(StreamListener listener) {
        onLoop(() -> listeners.remove(listener));
    }

    /// Viewers suffer from something that a listener has found: says so to the publisher and in the status, once for
    /// each kind of trouble. On [#loop()].
    public void warn(StreamWarning warning) {
        intake.warn(warning);
        status = report();
    }

    /// Adds a connection to those that watch; it leaves when its channel closes. Any thread.
    ///
    /// @return what the protocol steers it by, on the channel's loop
    public Viewer join(Channel channel, Framing framing, Viewer.Events events) {
        Viewer viewer = new Viewer(channel, framing, config.viewer(), counters, events);
        onLoop(() -> {
            if (state == State.ENDED) {
                channel.eventLoop().execute(events::ended);
                return;
            }
            watching.add(viewer);
            fanOut.join(viewer, settled || state == State.INTERRUPTED);
            channel.closeFuture().addListener(_ -> {
                viewer.gone();
                departed.offer(viewer); // first, so that it is in one of both; what nobody asks for is not kept
                watching.remove(viewer);
                onLoop(() -> fanOut.leave(viewer));
            });
        });
        return viewer;
    }

    // --- reporting ----------------------------------------------------------------------------------------------

    private void everySecond() {
        intake.everySecond(now());
        status = report();
    }

    /// {@return what viewers are told: a stream whose publisher sends nothing is interrupted for them}
    private State shownState() {
        boolean stalled = state == State.LIVE && intake.silentNanos(now()) > STALL_NANOS;
        return stalled ? State.INTERRUPTED : state;
    }

    private StreamStatus report() {
        return new StreamStatus(
                shownState(),
                startedAt,
                intake.inspector().video(),
                intake.inspector().audio(),
                intake.bitsPerSecond(),
                intake.framesPerSecond(),
                intake.jitterMillis(now()),
                intake.bytes(),
                Duration.ofMillis(intake.inspector().keyIntervalMillis()),
                Duration.ofMillis(gop.millis()),
                fanOut.viewers(),
                intake.inspector().warnings());
    }

    private long now() {
        return loop.ticker().nanoTime();
    }

    private static void cancel(@Nullable ScheduledFuture<?> future) {
        if (future != null) {
            future.cancel(false);
        }
    }

    @Override
    public String toString() {
        return "stream " + name + " (" + status.state() + ")";
    }
}
