package io.rostrum.server.config;

import io.netty.util.NetUtil;
import io.rostrum.server.account.AccountConfig;
import io.rostrum.server.audience.AudienceConfig;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.chat.ChatConfig;
import io.rostrum.server.classroom.ClassConfig;
import io.rostrum.server.data.DatabaseConfig;
import io.rostrum.server.dvr.DvrConfig;
import io.rostrum.server.hls.HlsConfig;
import io.rostrum.server.hook.CallbackConfig;
import io.rostrum.server.http.HttpConfig;
import io.rostrum.server.http.HttpLimits;
import io.rostrum.server.live.FlushProfile;
import io.rostrum.server.live.LiveConfig;
import io.rostrum.server.live.LiveConfig.FlushLimits;
import io.rostrum.server.live.LiveConfig.GopLimits;
import io.rostrum.server.live.LiveConfig.ViewerLimits;
import io.rostrum.server.playback.PlaybackConfig;
import io.rostrum.server.record.RecordConfig;
import io.rostrum.server.relay.ForwardRule;
import io.rostrum.server.relay.PullSource;
import io.rostrum.server.relay.Pulls;
import io.rostrum.server.relay.Reach;
import io.rostrum.server.relay.RelayConfig;
import io.rostrum.server.rtmp.RtmpConfig;
import io.rostrum.server.snapshot.SnapshotConfig;
import io.rostrum.server.transcode.Rung;
import io.rostrum.server.transcode.TranscodeConfig;
import io.rostrum.server.webhook.Signature;
import io.rostrum.server.webhook.WebhookConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All of the server's configuration. Each key is explained in `rostrum.yaml`, with its unit, default
/// and consequence.
///
/// @param data       the data directory
/// @param openIngest whether an unknown key publishes the stream of that name
/// @param grace      how long connections get to finish when the server stops
/// @param tls        empty for plain HTTP and RTMP
public record ServerConfig(
        Path data,
        boolean openIngest,
        Duration grace,
        HttpConfig http,
        RtmpConfig rtmp,
        LiveConfig live,
        HlsConfig hls,
        TranscodeConfig transcode,
        RelayConfig relay,
        CallbackConfig callbacks,
        PlaybackConfig playback,
        WebhookConfig webhooks,
        RecordConfig record,
        DvrConfig dvr,
        SnapshotConfig snapshot,
        AudienceConfig audience,
        DatabaseConfig database,
        AccountConfig accounts,
        ChatConfig chat,
        ClassConfig classes,
        Optional<TlsConfig> tls,
        LogConfig log) {
    private static final int MAX_PORT = 65_535;
    private static final List<String> LOG_LEVELS = List.of("error", "warn", "info", "debug");
    /// Variables of the launcher, which are no keys.
    private static final Set<String> LAUNCHER_VARIABLES = Set.of("ROSTRUM_JAVA_HOME", "ROSTRUM_HOME");

    /// Makes the records of what was given.
    ///
    /// @throws ConfigException if a key is unknown or a value is not of its kind or range
    public static ServerConfig from(Settings settings, Map<String, String> environment) throws ConfigException {
        String bind = settings.text("bind", "127.0.0.1");
        boolean openIngest = settings.truth("open_ingest", false);
        if (openIngest && !isLoopback(bind)) {
            throw settings.refuse(
                    "open_ingest", "false while bind is " + bind + ": anybody who reaches the port could publish");
        }
        ServerConfig config = new ServerConfig(
                settings.path("data", defaultData(environment)),
                openIngest,
                seconds(settings, "stop_grace", 5, 0, 60),
                http(settings, bind),
                rtmp(settings, bind),
                live(settings),
                hls(settings),
                transcode(settings),
                relay(settings),
                callbacks(settings),
                PlaybackSettings.read(settings),
                webhooks(settings),
                RecordSettings.read(settings),
                RecordSettings.dvr(settings),
                RecordSettings.snapshot(settings),
                AudienceSettings.read(settings),
                AccountSettings.database(settings),
                AccountSettings.accounts(settings),
                AccountSettings.chat(settings),
                AccountSettings.classes(settings),
                tls(settings),
                log(settings));
        settings.refuseUnknown();
        return config;
    }

    /// {@return variables that look like a key and are none}
    public static List<String> unknownVariables(Settings settings) {
        return settings.unknownVariables(LAUNCHER_VARIABLES);
    }

    /// {@return whether only this machine reaches an address}
    public static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /// After the XDG Base Directory Specification 0.8.
    private static String defaultData(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = xdg.isBlank() ? Path.of(System.getProperty("user.home", "."), ".local", "share") : Path.of(xdg);
        return base.resolve("rostrum").resolve("server").toString();
    }

    private static HttpConfig http(Settings settings, String bind) throws ConfigException {
        HttpLimits limits = HttpLimits.DEFAULT;
        return new HttpConfig(
                bind,
                settings.number("http.port", 8080, 0, MAX_PORT),
                Set.copyOf(settings.texts("http.hosts")),
                Set.copyOf(settings.texts("http.media_origins")),
                Set.copyOf(settings.texts("http.frame_origins")),
                basePath(settings),
                trustedProxies(settings),
                new HttpLimits(
                        limits.maxHeaderBytes(),
                        limits.maxBodyBytes(),
                        limits.headerTimeout(),
                        limits.bodyTimeout(),
                        limits.idleTimeout(),
                        limits.writeTimeout(),
                        settings.number("http.max_connections", limits.maxConnections(), 1, 1_000_000),
                        settings.number("http.max_connections_per_address", limits.maxPerAddress(), 1, 1_000_000)));
    }

    private static String basePath(Settings settings) throws ConfigException {
        String path = settings.text("http.base_path", "");
        if (!path.isEmpty() && !path.matches("(/[A-Za-z0-9_-]+)+")) {
            throw settings.refuse(
                    "http.base_path", "a path of letters and digits such as /tv, without a slash at its end");
        }
        return path;
    }

    private static Set<InetAddress> trustedProxies(Settings settings) throws ConfigException {
        Set<InetAddress> proxies = new HashSet<>();
        for (String text : settings.texts("http.trusted_proxies")) {
            InetAddress address = NetUtil.createInetAddressFromIpAddressString(text);
            if (address == null) {
                throw settings.refuse("http.trusted_proxies", "addresses in numbers, such as 127.0.0.1 or ::1");
            }
            proxies.add(address);
        }
        return proxies;
    }

    private static RtmpConfig rtmp(Settings settings, String bind) throws ConfigException {
        RtmpConfig otherwise = RtmpConfig.loopback(1935);
        return new RtmpConfig(
                bind,
                settings.number("rtmp.port", otherwise.port(), 0, MAX_PORT),
                settings.duration(
                        "rtmp.handshake_timeout",
                        otherwise.handshakeTimeout(),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1)),
                settings.duration(
                        "rtmp.role_timeout", otherwise.roleTimeout(), Duration.ofSeconds(1), Duration.ofMinutes(5)),
                settings.duration(
                        "rtmp.idle_timeout", otherwise.idleTimeout(), Duration.ofSeconds(2), Duration.ofMinutes(10)),
                settings.number("rtmp.max_connections", otherwise.maxConnections(), 1, 1_000_000),
                settings.number("rtmp.max_connections_per_address", otherwise.maxPerAddress(), 1, 1_000_000),
                settings.bytes("rtmp.max_message", otherwise.maxMessageBytes(), 64 << 10, 16 << 20));
    }

    private static LiveConfig live(Settings settings) throws ConfigException {
        LiveConfig otherwise = LiveConfig.DEFAULT;
        return new LiveConfig(
                flush(settings, otherwise.flush()),
                settings.duration("live.return_window", otherwise.returnWindow(), Duration.ZERO, Duration.ofHours(1)),
                settings.duration("live.stop_window", otherwise.stopWindow(), Duration.ZERO, Duration.ofHours(1)),
                new GopLimits(
                        settings.number(
                                "live.gop_cache.frames", otherwise.gopCache().frames(), 1, 100_000),
                        settings.bytes(
                                "live.gop_cache.bytes", otherwise.gopCache().bytes(), 64 << 10, 512 << 20),
                        seconds(
                                settings,
                                "live.gop_cache.span",
                                otherwise.gopCache().span().toSeconds(),
                                1,
                                120)),
                new ViewerLimits(
                        settings.duration(
                                "live.viewer.queue",
                                otherwise.viewer().queue(),
                                Duration.ofMillis(500),
                                Duration.ofMinutes(1)),
                        settings.bytes(
                                "live.viewer.queue_bytes", otherwise.viewer().queueBytes(), 64 << 10, 512 << 20),
                        seconds(
                                settings,
                                "live.viewer.no_progress",
                                otherwise.viewer().noProgress().toSeconds(),
                                1,
                                600)),
                settings.duration(
                        "live.silent_after", otherwise.silentAfter(), Duration.ofMillis(100), Duration.ofMinutes(1)));
    }

    private static FlushLimits flush(Settings settings, FlushLimits otherwise) throws ConfigException {
        String profile = settings.text("live.flush.profile", otherwise.profile().text());
        return new FlushLimits(
                FlushProfile.of(profile)
                        .orElseThrow(() -> settings.refuse("live.flush.profile", "normal or low-latency")),
                settings.duration("live.flush.normal", otherwise.normal(), Duration.ofMillis(1), Duration.ofSeconds(1)),
                settings.duration(
                        "live.flush.low_latency", otherwise.lowLatency(), Duration.ofMillis(1), Duration.ofSeconds(1)));
    }

    private static HlsConfig hls(Settings settings) throws ConfigException {
        HlsConfig otherwise = HlsConfig.DEFAULT;
        Duration longest =
                seconds(settings, "hls.longest_segment", otherwise.longest().toSeconds(), 1, 30);
        return new HlsConfig(
                settings.duration("hls.segment", otherwise.segment(), Duration.ofMillis(500), longest),
                part(settings, otherwise),
                longest,
                seconds(settings, "hls.window", otherwise.window().toSeconds(), 0, 3600),
                seconds(settings, "hls.keep_ended", otherwise.keepEnded().toSeconds(), 0, 3600),
                settings.bytes("hls.stream_memory", otherwise.streamBytes(), 1 << 20, 1 << 30),
                settings.bytes("hls.memory", otherwise.totalBytes(), 1 << 20, 1 << 30));
    }

    private static Duration part(Settings settings, HlsConfig otherwise) throws ConfigException {
        Duration part = settings.duration("hls.part", otherwise.part(), Duration.ZERO, HlsConfig.LONGEST_PART);
        if (!part.isZero() && part.toMillis() < 50) {
            throw settings.refuse("hls.part", "0s for none, or a time from 50ms to 1s");
        }
        return part;
    }

    private static TranscodeConfig transcode(Settings settings) throws ConfigException {
        TranscodeConfig otherwise = TranscodeConfig.DEFAULT;
        String preset = settings.text("transcode.preset", otherwise.preset());
        if (!TranscodeConfig.PRESETS.contains(preset)) {
            throw settings.refuse("transcode.preset", "one of " + String.join(", ", TranscodeConfig.PRESETS));
        }
        return new TranscodeConfig(
                settings.truth("transcode.enabled", otherwise.enabled()),
                settings.optionalPath("transcode.ffmpeg"),
                rungs(settings, otherwise.rungs()),
                preset,
                settings.number("transcode.max_streams", otherwise.maxStreams(), 1, 1_000),
                settings.duration(
                        "transcode.shed_at", otherwise.shedAt(), Duration.ofMillis(200), Duration.ofMinutes(1)));
    }

    private static List<Rung> rungs(Settings settings, List<Rung> otherwise) throws ConfigException {
        List<String> written = settings.texts("transcode.rungs");
        if (written.isEmpty()) {
            return otherwise;
        }
        List<Rung> rungs = new ArrayList<>();
        for (String text : written) {
            rungs.add(Rung.parse(text).orElseThrow(() -> settings.refuse("transcode.rungs", Rung.GRAMMAR)));
        }
        for (int i = 1; i < rungs.size(); i++) {
            if (rungs.get(i).lines() >= rungs.get(i - 1).lines()) {
                throw settings.refuse("transcode.rungs", "each smaller than the one before");
            }
        }
        return rungs;
    }

    private static RelayConfig relay(Settings settings) throws ConfigException {
        List<ForwardRule> forwards = new ArrayList<>();
        for (String text : settings.texts("relay.forward")) {
            String id = "config-" + (forwards.size() + 1);
            forwards.add(ForwardRule.parse(id, text)
                    .orElseThrow(() -> settings.refuseSecret("relay.forward", ForwardRule.GRAMMAR)));
        }
        List<PullSource> sources = new ArrayList<>();
        for (String text : settings.texts("relay.pull")) {
            sources.add(
                    PullSource.parse(text).orElseThrow(() -> settings.refuseSecret("relay.pull", PullSource.GRAMMAR)));
        }
        for (String text : settings.texts("relay.channels")) {
            sources.add(PullSource.Files.parse(text)
                    .orElseThrow(() -> settings.refuse("relay.channels", PullSource.Files.GRAMMAR)));
        }
        if (!Pulls.areDistinct(sources)) {
            throw settings.refuseSecret("relay.pull", "each stream once, in relay.pull and relay.channels together");
        }
        return new RelayConfig(
                forwards, sources, seconds(settings, "relay.pull_idle", 10, 1, 3600), apiNetworks(settings));
    }

    private static Set<Reach.Network> apiNetworks(Settings settings) throws ConfigException {
        List<String> written = settings.texts("relay.api_networks");
        if (written.isEmpty()) {
            return Set.of(Reach.Network.LOOPBACK);
        }
        Set<Reach.Network> networks = new HashSet<>();
        for (String text : written.equals(List.of("none")) ? List.<String>of() : written) {
            networks.add(Reach.Network.of(text)
                    .filter(network -> network != Reach.Network.PRIVATE) // which relays may reach anyway
                    .orElseThrow(() -> settings.refuse("relay.api_networks", "none, or loopback and link-local")));
        }
        return networks;
    }

    private static WebhookConfig webhooks(Settings settings) throws ConfigException {
        Set<Reach.Network> networks = new HashSet<>();
        for (String text : settings.texts("webhooks.networks")) {
            networks.add(Reach.Network.of(text)
                    .orElseThrow(
                            () -> settings.refuse("webhooks.networks", "some of loopback, private and link-local")));
        }
        return new WebhookConfig(
                networks,
                settings.duration(
                        "webhooks.timeout",
                        WebhookConfig.DEFAULT.timeout(),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1)));
    }

    private static CallbackConfig callbacks(Settings settings) throws ConfigException {
        CallbackConfig otherwise = CallbackConfig.DEFAULT;
        CallbackConfig.Style style = switch (settings.text("callbacks.style", "srs")) {
            case "srs" -> CallbackConfig.Style.SRS;
            case "nginx" -> CallbackConfig.Style.NGINX;
            default -> throw settings.refuse("callbacks.style", "srs or nginx");
        };
        Map<CallbackConfig.Event, URI> urls = new EnumMap<>(CallbackConfig.Event.class);
        for (CallbackConfig.Event event : CallbackConfig.Event.values()) {
            Optional<URI> url = settings.url("callbacks." + event.srs());
            url.ifPresent(address -> urls.put(event, address));
        }
        boolean keys = settings.truth("callbacks.stream_keys", otherwise.keys());
        if (!keys && !urls.containsKey(CallbackConfig.Event.PUBLISH)) {
            throw settings.refuse("callbacks.stream_keys", "true while there is no callbacks.on_publish to ask");
        }
        return new CallbackConfig(
                style,
                urls,
                settings.duration(
                        "callbacks.timeout", otherwise.timeout(), Duration.ofMillis(100), Duration.ofSeconds(15)),
                settings.number("callbacks.at_once", otherwise.atOnce(), 1, 10_000),
                settings.truth("callbacks.publish_when_down", otherwise.publishWhenDown()),
                settings.truth("callbacks.play_when_down", otherwise.playWhenDown()),
                settings.duration("callbacks.remember", otherwise.remember(), Duration.ZERO, Duration.ofHours(1)),
                callbackSecret(settings),
                keys);
    }

    private static Optional<Secret> callbackSecret(Settings settings) throws ConfigException {
        String text = settings.text("callbacks.secret", "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!Signature.isSecret(text)) {
            throw settings.refuseSecret("callbacks.secret", "whsec_ and at least 24 bytes in base64");
        }
        return Optional.of(new Secret(text));
    }

    private static Duration seconds(Settings settings, String key, long otherwise, long least, long most)
            throws ConfigException {
        return settings.duration(
                key, Duration.ofSeconds(otherwise), Duration.ofSeconds(least), Duration.ofSeconds(most));
    }

    private static Optional<TlsConfig> tls(Settings settings) throws ConfigException {
        Optional<Path> certificate = settings.optionalPath("tls.certificate");
        Optional<Path> key = settings.optionalPath("tls.key");
        boolean http = settings.truth("tls.http", true);
        boolean rtmp = settings.truth("tls.rtmp", false);
        if (certificate.isPresent() != key.isPresent()) {
            throw settings.refuse(
                    certificate.isPresent() ? "tls.certificate" : "tls.key", "tls.certificate and tls.key together");
        }
        return certificate.isEmpty() || key.isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsConfig(certificate.get(), key.get(), http, rtmp));
    }

    private static LogConfig log(Settings settings) throws ConfigException {
        String level = settings.text("log.level", "info").toLowerCase(Locale.ROOT);
        if (!LOG_LEVELS.contains(level)) {
            throw settings.refuse("log.level", "one of " + String.join(", ", LOG_LEVELS));
        }
        return new LogConfig(
                level,
                settings.bytes("log.max_size", 10 << 20, 64 << 10, 1 << 30),
                settings.number("log.keep", 5, 1, 1_000));
    }
}
