package io.rostrum.server.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channel;
import io.rostrum.server.channel.Channels;
import io.rostrum.server.http.ErrorRenderer;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.OnDemand;
import io.rostrum.server.live.StreamRegistry;
import io.rostrum.server.playback.Watchers;
import io.rostrum.server.record.Recording;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// Everything a browser opens: `/`, `/watch/{stream}`, `/embed/{stream}`, `/assets/…` and the API behind
/// them.
public final class WebRoutes {
    /// Where publishers connect.
    ///
    /// @param scheme `rtmp` or `rtmps`
    /// @param port   of the listener; another in front of it is not known here
    /// @param app    what follows the host in the address
    public record Ingest(String scheme, int port, String app) {}

    private static final String NOBODY = "'none'";
    private static final String OPEN_API = Assets.text("openapi.yaml");

    private final StreamRegistry streams;
    private final OnDemand onDemand;
    private final ToIntFunction<StreamName> hlsViewers;
    private final Predicate<StreamName> hasSnapshot;
    private final Predicate<StreamName> hasHls;
    private final Function<StreamName, Watchers> watchers;
    private final BiPredicate<StreamName, Request> mayEmbed;
    private final Channels channels;
    private final Predicate<StreamName> hasClass;
    private final Supplier<Ingest> ingest;
    private final InstantSource wallClock;
    private final String frameAncestors;
    private final Assets assets = new Assets();
    private final Page directory;
    private final Page watch;
    private final Page watchClass;
    private final Page ownClasses;
    private final Page classroom;
    private final Page joinClass;
    private final Page embed;
    private final Page embedChat;
    private final boolean chat;
    private final Page recordings;
    private final Page recording;
    private final Page signIn;
    private final Page claim;
    private final Page invite;
    private final Page account;
    private final Page users;
    private final Page hooks;
    private final Page keys;
    private final Page devices;
    private final Page channelEditor;
    private final Page schedule;
    private final ChannelHead head;
    private final OEmbed oEmbed;
    private final Page overview;
    private final Page streamAdmin;
    private final Page recordingAdmin;
    private final Page log;

    /// @param onDemand       begins what a page asks for by name
    /// @param hlsViewers     viewers that the stream's own count leaves out
    /// @param hasSnapshot    whether there is a still of the stream that anyone may see
    /// @param hasHls         whether HLS of the stream has begun
    /// @param watchers       who may watch a stream
    /// @param mayEmbed       whether the page that asks for `/embed` may show it
    /// @param channels       what streams say of themselves
    /// @param hasClass       whether a stream has a class
    /// @param ingest         where publishers connect
    /// @param basePath       before the paths of public addresses; empty for none
    /// @param frameAncestors who may frame `/embed`, as CSP's `frame-ancestors` wants it
    /// @param chat           whether there is a chat beside each stream
    public WebRoutes(
            StreamRegistry streams,
            OnDemand onDemand,
            ToIntFunction<StreamName> hlsViewers,
            Predicate<StreamName> hasSnapshot,
            Predicate<StreamName> hasHls,
            Function<StreamName, Watchers> watchers,
            BiPredicate<StreamName, Request> mayEmbed,
            Channels channels,
            Predicate<StreamName> hasClass,
            Supplier<Ingest> ingest,
            InstantSource wallClock,
            String basePath,
            String frameAncestors,
            boolean chat) {
        this.streams = streams;
        this.onDemand = onDemand;
        this.hlsViewers = hlsViewers;
        this.hasSnapshot = hasSnapshot;
        this.hasHls = hasHls;
        this.watchers = watchers;
        this.mayEmbed = mayEmbed;
        this.channels = channels;
        this.hasClass = hasClass;
        this.ingest = ingest;
        this.wallClock = wallClock;
        this.frameAncestors = frameAncestors;
        this.directory = new Page("directory.html", basePath);
        this.watch = new Page("watch.html", basePath, chat, /* classroom= */ false);
        this.watchClass = new Page("watch.html", basePath, chat, /* classroom= */ true);
        this.ownClasses = new Page("classes.html", basePath);
        this.classroom = new Page("class.html", basePath);
        this.joinClass = new Page("class-join.html", basePath);
        this.embed = new Page("embed.html", basePath);
        this.embedChat = new Page("embed-chat.html", basePath, chat, /* classroom= */ false);
        this.chat = chat;
        this.recordings = new Page("recordings.html", basePath);
        this.recording = new Page("recording.html", basePath);
        this.signIn = new Page("sign-in.html", basePath);
        this.claim = new Page("claim.html", basePath);
        this.invite = new Page("invite.html", basePath);
        this.account = new Page("account.html", basePath);
        this.users = new Page("users.html", basePath);
        this.hooks = new Page("hooks.html", basePath);
        this.keys = new Page("keys.html", basePath);
        this.devices = new Page("devices.html", basePath);
        this.channelEditor = new Page("channels.html", basePath);
        this.schedule = new Page("schedule.html", basePath);
        this.head = new ChannelHead(basePath, hasSnapshot);
        this.oEmbed = new OEmbed(channels, head);
        this.overview = new Page("overview.html", basePath);
        this.streamAdmin = new Page("admin-streams.html", basePath);
        this.recordingAdmin = new Page("admin-recordings.html", basePath);
        this.log = new Page("log.html", basePath);
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/", _ -> directory.plain(NOBODY)),
                Route.get("/watch/{stream}", this::watch),
                Route.get("/embed/{stream}", this::embed),
                Route.get("/embed/{stream}/chat", this::chat),
                Route.get("/oembed", oEmbed::answer),
                Route.get("/recordings", _ -> recordings.plain(NOBODY)),
                Route.get("/vod/{recording}", this::recording),
                Route.get("/sign-in", _ -> signIn.plain(NOBODY)),
                Route.get("/claim", _ -> claim.plain(NOBODY)),
                Route.get("/invite", _ -> invite.plain(NOBODY)),
                Route.get("/account", _ -> account.plain(NOBODY)),
                Route.get("/admin/users", _ -> users.plain(NOBODY)),
                Route.get("/admin/channels", _ -> channelEditor.plain(NOBODY)),
                Route.get("/admin/classes", _ -> ownClasses.plain(NOBODY)),
                Route.get("/class/{stream}", request -> classPage(classroom, request)),
                Route.get("/class/{stream}/join", request -> classPage(joinClass, request)),
                Route.get("/admin/schedule", _ -> schedule.plain(NOBODY)),
                Route.get("/admin/hooks", _ -> hooks.plain(NOBODY)),
                Route.get("/admin/keys", _ -> keys.plain(NOBODY)),
                Route.get("/admin/devices", _ -> devices.plain(NOBODY)),
                Route.get("/admin/overview", _ -> overview.plain(NOBODY)),
                Route.get("/admin/streams", _ -> streamAdmin.plain(NOBODY)),
                Route.get("/admin/recordings", _ -> recordingAdmin.plain(NOBODY)),
                Route.get("/admin/log", _ -> log.plain(NOBODY)),
                Route.get("/favicon.ico", _ -> assets.serve("favicon.svg")),
                Route.get("/assets/{file}", r -> assets.serve(r.pathValue("file"))),
                Route.get(
                        "/assets/{folder}/{file}",
                        r -> assets.serve(r.pathValue("folder") + "/" + r.pathValue("file"))),
                Route.get(
                        "/api/openapi.yaml",
                        _ -> Response.text("application/yaml", OPEN_API)
                                .header(HttpHeaderNames.CACHE_CONTROL, "no-cache")),
                Route.get("/api/v1/ingest", _ -> Response.json(StreamJson.ingest(ingest.get()))),
                Route.get("/api/v1/streams", this::list),
                Route.get("/api/v1/streams/{stream}", this::one));
    }

    /// {@return the API's description, which also says who may do what}
    public static String openApi() {
        return OPEN_API;
    }

    private Response watch(Request request) throws HttpException {
        Channel channel = channels.of(name(request));
        return (hasClass.test(channel.stream()) ? watchClass : watch)
                .with(
                        Map.of(
                                "stream", Html.of(channel.stream().value()),
                                "title", Html.of(channel.shownTitle()),
                                "head", head.of(channel, request)),
                        NOBODY);
    }

    private StreamName embedded(Request request) throws HttpException {
        StreamName stream = name(request);
        if (!mayEmbed.test(stream, request)) {
            throw new HttpException(
                    HttpResponseStatus.FORBIDDEN, "This stream is not for the page that wants to show it.");
        }
        return stream;
    }

    private Response embed(Request request) throws HttpException {
        Channel channel = channels.of(embedded(request));
        return embed.with(
                Map.of("stream", Html.of(channel.stream().value()), "title", Html.of(channel.shownTitle())),
                frameAncestors);
    }

    private Response classPage(Page page, Request request) throws HttpException {
        Channel channel = channels.of(name(request));
        return page.with(
                Map.of("stream", Html.of(channel.stream().value()), "title", Html.of(channel.shownTitle())), NOBODY);
    }

    private Response recording(Request request) throws HttpException {
        String id = request.pathValue("recording");
        if (!Recording.isId(id)) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such recording.");
        }
        return recording.with(Map.of("recording", Html.of(id)), NOBODY);
    }

    private Response chat(Request request) throws HttpException {
        if (!chat) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, "This server has no chat.");
        }
        return embedChat.with(Map.of("stream", Html.of(embedded(request).value())), frameAncestors);
    }

    private static StreamName name(Request request) throws HttpException {
        return StreamName.parse(request.pathValue("stream"))
                .orElseThrow(() -> new HttpException(
                        HttpResponseStatus.NOT_FOUND, "This is no name of a stream: " + StreamName.GRAMMAR + "."));
    }

    private Response list(Request request) {
        Optional<String> wanted = request.queryValue("name");
        wanted.flatMap(StreamName::parse).ifPresent(name -> onDemand.find(name, "")); // the watch page asks so
        var views = streams.streams().stream()
                .filter(stream -> wanted.isPresent()
                        ? stream.name().value().equals(wanted.get())
                        : channels.isListed(stream.name()))
                .map(this::view)
                .sorted(StreamJson.MOST_WATCHED_FIRST)
                .toList();
        return Response.json(StreamJson.list(views, wallClock.instant()));
    }

    private Response one(Request request) throws HttpException {
        Optional<LiveStream> stream = streams.find(name(request));
        if (stream.isEmpty()) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, "This stream is not live.");
        }
        return Response.json(StreamJson.one(view(stream.get()), wallClock.instant()));
    }

    private StreamJson.StreamView view(LiveStream stream) {
        StreamName name = stream.name();
        return StreamJson.view(
                stream, hlsViewers.applyAsInt(name), hasSnapshot.test(name), hasHls.test(name), watchers.apply(name));
    }

    /// {@return what stands before the paths of addresses that others can follow, as far as whoever asks has said it}
    public Optional<String> origin(Request request) {
        return head.origin(request);
    }

    /// {@return refusals as pages in the look of the others, or as a line for who asks for none}
    ///
    /// @param basePath before the paths of public addresses; empty for none
    public static ErrorRenderer errors(String basePath) {
        Page page = new Page("error.html", basePath);
        return (status, words, html) -> {
            if (!html) {
                return Response.error(status, words);
            }
            return page.error(status, words);
        };
    }
}
