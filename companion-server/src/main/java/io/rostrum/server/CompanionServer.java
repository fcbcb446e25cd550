package io.rostrum.server;

import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.EventExecutor;
import io.rostrum.push.target.PushLoops;
import io.rostrum.server.api.KickGuard;
import io.rostrum.server.api.LogRoutes;
import io.rostrum.server.api.OperatorRoutes;
import io.rostrum.server.audience.Countries;
import io.rostrum.server.audience.PlayerHealth;
import io.rostrum.server.audience.Sampler;
import io.rostrum.server.auth.PublishAuthorizer;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channel;
import io.rostrum.server.channel.ChannelEvents;
import io.rostrum.server.channel.ChannelRoutes;
import io.rostrum.server.channel.Channels;
import io.rostrum.server.chat.Chat;
import io.rostrum.server.chat.ChatRoutes;
import io.rostrum.server.classroom.ChapterRoutes;
import io.rostrum.server.classroom.Classes;
import io.rostrum.server.config.ServerConfig;
import io.rostrum.server.config.TlsConfig;
import io.rostrum.server.dash.DashOutput;
import io.rostrum.server.dvr.DvrOutput;
import io.rostrum.server.encryption.SegmentEncryption;
import io.rostrum.server.flv.FlvIngest;
import io.rostrum.server.flv.FlvRoutes;
import io.rostrum.server.hls.HlsOutput;
import io.rostrum.server.hls.MemoryStore;
import io.rostrum.server.hook.Gate;
import io.rostrum.server.hook.PlayGuard;
import io.rostrum.server.http.EventLoops;
import io.rostrum.server.http.HealthRoutes;
import io.rostrum.server.http.HttpSeams;
import io.rostrum.server.http.HttpServer;
import io.rostrum.server.http.Route;
import io.rostrum.server.http.Router;
import io.rostrum.server.live.LiveCounters;
import io.rostrum.server.live.LocalStreams;
import io.rostrum.server.playback.Playback;
import io.rostrum.server.record.RecordCounters;
import io.rostrum.server.record.Recording;
import io.rostrum.server.record.Recordings;
import io.rostrum.server.relay.ForwardStore;
import io.rostrum.server.relay.Forwarder;
import io.rostrum.server.relay.PullRoutes;
import io.rostrum.server.relay.Pulls;
import io.rostrum.server.relay.Reach;
import io.rostrum.server.rtmp.RtmpCounters;
import io.rostrum.server.rtmp.RtmpServer;
import io.rostrum.server.schedule.Herald;
import io.rostrum.server.schedule.Schedule;
import io.rostrum.server.schedule.ScheduleRoutes;
import io.rostrum.server.snapshot.Snapshots;
import io.rostrum.server.stats.HttpCounters;
import io.rostrum.server.stats.ServerMetrics;
import io.rostrum.server.transcode.LadderCounters;
import io.rostrum.server.transcode.TranscodeProgram;
import io.rostrum.server.transcode.Transcoder;
import io.rostrum.server.vod.VodRoutes;
import io.rostrum.server.web.WebRoutes;
import io.rostrum.server.webhook.Announcer;
import io.rostrum.server.webhook.Webhooks;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole server, wired: two listeners over shared event loops. Started by [#start], stopped by
/// [#close()].
public final class CompanionServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CompanionServer.class);
    /// How long what is being tidied may hold up the end; a backup is given up at once.
    private static final Duration HOUSEKEEPING_END = Duration.ofSeconds(10);
    /// How soon a key that another process has revoked ends what is published with it.
    private static final Duration KEY_CHECK = Duration.ofSeconds(1);
    /// What else is done every two seconds is done once in so many key checks.
    private static final int KEY_CHECKS_A_TURN = 2;
    /// Certificate and data folder are looked at once in so many key checks.
    private static final int KEY_CHECKS_A_ROUND = 10;

    private final ServerConfig config;
    private final DataDirectory data;
    private final EventLoops loops;
    private final LocalStreams streams;
    private final Optional<TlsContext> tls;
    private final HlsOutput hls;
    private final Optional<Transcoder> transcoder;
    private final Forwarder forwarder;
    private final Pulls pulls;
    private final ExecutorService virtualThreads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("callback-", 0).factory());
    private final Recordings recordings;
    private final DvrOutput dvr;
    private final List<Route> routes;
    private final Entrance entrance;
    private final Webhooks webhooks;
    private final Channels channels;
    private final Playback playback;
    private final ChannelEvents channelEvents;
    private final Schedule schedule;
    private final Herald herald;
    private final Chat chat;
    private final Classes classes;
    private final Sampler sampler;
    private final RtmpServer rtmp;
    private final HttpServer http;
    private final Thread housekeeping;
    private volatile Optional<String> notReady = Optional.of("The server is starting.");
    private volatile boolean stopping;

    private CompanionServer(ServerConfig config) throws IOException {
        this.config = config;
        data = DataDirectory.open(config.data());
        Optional<TlsConfig> tlsConfig = config.tls();
        tls = tlsConfig.isPresent() ? Optional.of(TlsContext.open(tlsConfig.get())) : Optional.empty();
        LiveCounters live = new LiveCounters();
        RtmpCounters rtmpCounters = new RtmpCounters();
        HttpCounters httpCounters = new HttpCounters();
        streams = new LocalStreams(config.live(), live);
        StreamKeys keys = new StreamKeys(data.path(), Clock.systemUTC());
        keys.tidy(Set.of()); // takes over what a server before has written
        PublishAuthorizer authorizer = new PublishAuthorizer(keys, config.openIngest(), System::nanoTime);
        entrance = new Entrance(config, data.path(), WebRoutes.openApi(), keys, streams, Clock.systemUTC());
        Countries countries = Countries.open(config.audience().countries());
        channels = new Channels(entrance.database(), entrance.audit(), Clock.systemUTC());
        classes = entrance.classes(channels, name -> streams.find(name).isPresent());
        playback = Playback.open(
                entrance.people(),
                channels,
                new ClassMembership(classes),
                config.playback(),
                config.audience().countries().map(_ -> countries::of),
                data.path(),
                Clock.systemUTC());
        classes.onStandings(playback::recheck);
        Gate gate = new Gate(authorizer, config.callbacks(), RtmpServer.APP, virtualThreads, playback);
        routes = new ArrayList<>();
        SegmentEncryption encryption = new SegmentEncryption(
                playback.gate()::isEncrypted, config.playback().keyRotation());
        hls = new HlsOutput(config.hls(), new MemoryStore(), encryption, Clock.systemUTC());
        hls.follow(streams);
        LadderCounters ladderCounters = new LadderCounters();
        transcoder = transcoder(ladderCounters);
        Reach reach = new Reach(
                config.relay().apiNetworks(),
                InetAddress.getByName(config.rtmp().bindAddress()),
                this::ownPorts);
        pulls = new Pulls(streams, hls::viewers, this::loop, program(), reach, config.relay());
        forwarder = new Forwarder(
                streams, config.relay().forwards(), new ForwardStore(data.path()), PushLoops::open, reach);
        RecordCounters recordCounters = new RecordCounters();
        Announcer announcer = new Announcer(Clock.systemUTC());
        announcer.follow(streams);
        recordings = Recordings.open(
                config.record(), data.path(), recordCounters, Clock.systemUTC(), this::about, announcer::recording);
        recordings.follow(streams);
        dvr = DvrOutput.open(config.dvr(), data.path(), encryption, Clock.systemUTC());
        dvr.follow(streams);
        Snapshots snapshots = snapshots(announcer);
        snapshots.follow(streams);
        ServerMetrics metrics = new ServerMetrics(
                streams,
                this::isListed,
                live,
                rtmpCounters,
                authorizer,
                httpCounters,
                new ServerMetrics.Ladders(
                        ladderCounters,
                        () -> transcoder.map(Transcoder::ladders).orElse(List.of())),
                recordCounters);
        routes.addAll(HealthRoutes.routes(() -> notReady, metrics::scrape));
        routes.addAll(FlvRoutes.routes(pulls));
        routes.addAll(new FlvIngest(
                        streams,
                        gate,
                        config.rtmp().idleTimeout(),
                        config.rtmp().maxMessageBytes(),
                        rtmpCounters::publishers)
                .routes());
        routes.addAll(snapshots.routes());
        routes.addAll(dvr.routes());
        routes.addAll(hls.routes());
        routes.addAll(new DashOutput(hls, Clock.systemUTC()).routes());
        routes.addAll(entrance.routes());
        routes.addAll(playback.routes());
        schedule = new Schedule(entrance.database(), entrance.audit(), Clock.systemUTC());
        channelEvents = new ChannelEvents(channels, schedule::revision);
        schedule.onPlanned(channelEvents::tell);
        channelEvents.follow(streams);
        routes.addAll(new ChannelRoutes(
                        channels,
                        channelEvents,
                        name -> playback.gate().watchers(name).text(),
                        data.path())
                .routes());
        routes.addAll(classes.routes());
        routes.addAll(new ChapterRoutes(classes, streams, recordings).routes());
        routes.addAll(new VodRoutes(recordings, this::isListed).routes());
        WebRoutes web = new WebRoutes(
                streams,
                pulls,
                hls::viewers,
                name -> snapshots.has(name) && playback.gate().isOpen(name),
                hls::hasBegun,
                playback.gate()::watchers,
                playback.gate()::mayEmbed,
                channels,
                classes::has,
                this::ingest,
                Clock.systemUTC(),
                config.http().basePath(),
                config.http().frameAncestors(),
                config.chat().enabled());
        routes.addAll(web.routes());
        routes.addAll(new ScheduleRoutes(schedule, channels, web::origin, Clock.systemUTC()).routes());
        herald = new Herald(schedule, entrance.database(), announcer, this::liveSince, Clock.systemUTC());
        routes.addAll(
                new OperatorRoutes(streams, hls, forwarder, recordings, playback, entrance.audit(), config).routes());
        routes.addAll(new LogRoutes(data.path()).routes());
        webhooks = new Webhooks(
                announcer,
                entrance.database(),
                entrance.audit(),
                Reach.publicAnd(
                        config.webhooks().networks(),
                        "webhooks.networks",
                        InetAddress.getByName(config.http().bindAddress()),
                        this::ownPorts,
                        InetAddress::getAllByName),
                config.webhooks(),
                Clock.systemUTC());
        routes.addAll(webhooks.routes());
        chat = entrance.chat(this::liveSince, schedule::isAtHand);
        routes.addAll(new ChatRoutes(chat, recordings::find).routes());
        PlayerHealth health = new PlayerHealth(
                stream -> StreamName.parse(stream).flatMap(streams::find).isPresent(), System::nanoTime);
        sampler = Sampler.start(
                streams,
                hls,
                entrance.database(),
                config.audience(),
                health,
                data.path(),
                countries,
                announcer,
                Clock.systemUTC());
        routes.addAll(sampler.routes());

        loops = new EventLoops(Math.max(2, Runtime.getRuntime().availableProcessors()));
        try {
            rtmp = RtmpServer.start(
                    config.rtmp().on(entrance.address()),
                    loops,
                    streams,
                    pulls,
                    gate,
                    rtmpCounters,
                    context(TlsConfig::rtmp, TlsContext::plain));
        } catch (IOException e) {
            sampler.close();
            webhooks.close();
            channelEvents.close();
            chat.close();
            classes.close();
            entrance.close();
            loops.close();
            throw e;
        }
        try {
            http = HttpServer.start(
                    config.http().on(entrance.address()),
                    loops,
                    new Router(
                            new KickGuard(hls)
                                    .guard(playback.guard(
                                            new PlayGuard(
                                                            gate,
                                                            playback.gate(),
                                                            virtualThreads,
                                                            System::nanoTime,
                                                            config.callbacks().remember(),
                                                            recordings::streamOf)
                                                    .guard(new PullRoutes(pulls, virtualThreads)
                                                            .on(health.on(entrance.guard(routes)))),
                                            recordings::streamOf)),
                            config.http().basePath()),
                    new HttpSeams(
                            WebRoutes.errors(config.http().basePath()),
                            httpCounters,
                            context(TlsConfig::http, TlsContext::web)));
        } catch (IOException e) {
            rtmp.close();
            sampler.close();
            webhooks.close();
            channelEvents.close();
            chat.close();
            classes.close();
            entrance.close();
            loops.close();
            throw e;
        }
        notReady = Optional.empty();
        housekeeping = Thread.ofVirtual().name("housekeeping").start(() -> keepHouse(keys));
    }

    private Optional<Transcoder> transcoder(LadderCounters counters) {
        return switch (TranscodeProgram.find(config.transcode())) {
            case TranscodeProgram.Found(Path program) -> {
                Transcoder made = new Transcoder(config.transcode(), program, hls, counters);
                made.follow(streams);
                yield Optional.of(made);
            }
            case TranscodeProgram.Missing(String why) -> {
                log.info("[transcode] streams have no lower qualities. {}", why);
                yield Optional.empty();
            }
        };
    }

    private Snapshots snapshots(Announcer announcer) {
        Optional<Path> program =
                switch (TranscodeProgram.find(config.transcode().ffmpeg())) {
                    case TranscodeProgram.Found(Path path) -> Optional.of(path);
                    case TranscodeProgram.Missing _ -> Optional.empty();
                };
        return new Snapshots(config.snapshot(), program, Clock.systemUTC(), announcer::snapshot);
    }

    /// Binds both ports; when it returns the server is ready.
    ///
    /// @throws IOException if a port or the data folder cannot be used; in words for the operator
    public static CompanionServer start(ServerConfig config) throws IOException {
        return new CompanionServer(config);
    }

    private Set<Integer> ownPorts() {
        return Set.of(rtmp.port(), http.port());
    }

    private EventExecutor loop() {
        return loops.workers().next();
    }

    private Recording.About about(StreamName stream) {
        Channel.About about = channels.of(stream).about();
        return new Recording.About(about.title(), about.description(), about.tags());
    }

    private Optional<Instant> liveSince(StreamName name) {
        return streams.find(name).map(stream -> stream.status().startedAt());
    }

    /// Blocks where the channels have not been read yet.
    private boolean isListed(StreamName stream) {
        try {
            channels.load();
        } catch (IOException e) {
            log.debug("[channel] {}", e.getMessage()); // the database has said what is wrong
        }
        return channels.isListed(stream);
    }

    private Optional<Path> program() {
        return TranscodeProgram.find(config.transcode()) instanceof TranscodeProgram.Found(Path program)
                ? Optional.of(program)
                : Optional.empty();
    }

    private WebRoutes.Ingest ingest() {
        boolean encrypted = config.tls().filter(TlsConfig::rtmp).isPresent();
        return new WebRoutes.Ingest(encrypted ? "rtmps" : "rtmp", rtmp.port(), RtmpServer.APP);
    }

    private Optional<Supplier<SslContext>> context(
            Predicate<TlsConfig> wanted, Function<TlsContext, SslContext> which) {
        return config.tls().filter(wanted).flatMap(_ -> tls).map(context -> () -> which.apply(context));
    }

    private void keepHouse(StreamKeys keys) {
        SpareMemory spare = new SpareMemory(System::nanoTime);
        for (int round = 1; !stopping; round++) {
            try {
                TimeUnit.NANOSECONDS.sleep(KEY_CHECK.toNanos());
                endRevoked(keys);
                if (round % KEY_CHECKS_A_TURN != 0) {
                    continue;
                }
                entrance.keepHouse(rtmp::listenOn, http::listenOn);
                channelEvents.keepHouse();
                herald.look();
                playback.keepHouse();
                if (spare.isDue(streams.viewers() + http.connections())) {
                    System.gc();
                }
                if (round % KEY_CHECKS_A_ROUND == 0) {
                    tls.ifPresent(TlsContext::reload);
                    checkData();
                    recordings.keepHouse();
                    tidy(keys);
                }
            } catch (InterruptedException e) {
                return; // the server stops
            } catch (RuntimeException e) {
                log.error("[server] housekeeping failed; it goes on", e);
            }
        }
    }

    /// Keys that cannot be read end nobody: newcomers are refused, and the log says why.
    private void endRevoked(StreamKeys keys) {
        try {
            streams.endRevoked(keys.valid());
        } catch (IOException e) {
            log.debug("[server] stream keys: {}", e.getMessage());
        }
    }

    private void tidy(StreamKeys keys) {
        try {
            keys.tidy(streams.publishingKeys());
        } catch (IOException e) {
            log.warn("[server] stream keys: {}", e.getMessage());
        }
    }

    private void checkData() {
        Optional<String> problem = data.problem();
        if (problem.isPresent() && notReady.isEmpty()) {
            log.error("[server] {}", problem.get());
        }
        if (!stopping) {
            notReady = problem;
        }
    }

    /// {@return what the HTTP listener answers to}
    List<Route> routes() {
        return List.copyOf(routes);
    }

    /// {@return the address it listens on}
    String address() {
        return entrance.address();
    }

    /// {@return the port of the HTTP listener}
    public int httpPort() {
        return http.port();
    }

    /// {@return the port of the RTMP listener}
    public int rtmpPort() {
        return rtmp.port();
    }

    /// Drains: takes no more connections, ends the streams so that viewers get a clean end, gives them
    /// the grace of the configuration to take it, then closes what is left. Idempotent.
    @Override
    public synchronized void close() {
        if (stopping) {
            return;
        }
        stopping = true;
        entrance.stopHousekeeping();
        housekeeping.interrupt();
        notReady = Optional.of("The server is stopping.");
        log.info("[server] stopping");
        rtmp.stopAccepting();
        pulls.close();
        streams.close();
        chat.close();
        classes.close();
        awaitNoConnections();
        transcoder.ifPresent(Transcoder::close);
        forwarder.close();
        recordings.close();
        dvr.close();
        rtmp.close();
        http.close();
        loops.close();
        hls.close();
        virtualThreads.shutdownNow();
        awaitHousekeeping();
        sampler.close();
        webhooks.close();
        channelEvents.close();
        entrance.close();
        log.info("[server] stopped");
    }

    /// Nothing is written into the data folder once the server has given it up.
    private void awaitHousekeeping() {
        try {
            if (!housekeeping.join(HOUSEKEEPING_END)) {
                log.warn("[server] housekeeping did not end within {} s", HOUSEKEEPING_END.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Streams that have ended close their viewers themselves, and players of HLS learn of the end when
    /// they next ask; what is left are idle or slow connections.
    private void awaitNoConnections() {
        long deadline = System.nanoTime() + config.grace().toNanos();
        while (System.nanoTime() < deadline && streams.viewers() + hls.unaware() > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
