package io.rostrum.server.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.ErrorRenderer;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.OnDemand;
import io.rostrum.server.live.StreamRegistry;
import io.rostrum.server.record.Recording;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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

    private final StreamRegistry streams;
    private final OnDemand onDemand;
    private final ToIntFunction<StreamName> hlsViewers;
    private final Predicate<StreamName> hasSnapshot;
    private final Supplier<Ingest> ingest;
    private final InstantSource wallClock;
    private final String frameAncestors;
    private final Assets assets = new Assets();
    private final Page directory;
    private final Page watch;
    private final Page embed;
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
    private final String openApi = Assets.text("openapi.yaml");

    /// @param onDemand       begins what a page asks for by name
    /// @param hlsViewers     viewers that the stream's own count leaves out
    /// @param hasSnapshot    whether there is a still of the stream
    /// @param ingest         where publishers connect
    /// @param basePath       before the paths of public addresses; empty for none
    /// @param frameAncestors who may frame `/embed`, as CSP's `frame-ancestors` wants it
    public WebRoutes(
            StreamRegistry streams,
            OnDemand onDemand,
            ToIntFunction<StreamName> hlsViewers,
            Predicate<StreamName> hasSnapshot,
            Supplier<Ingest> ingest,
            InstantSource wallClock,
            String basePath,
            String frameAncestors) {
        this.streams = streams;
        this.onDemand = onDemand;
        this.hlsViewers = hlsViewers;
        this.hasSnapshot = hasSnapshot;
        this.ingest = ingest;
        this.wallClock = wallClock;
        this.frameAncestors = frameAncestors;
        this.directory = new Page("directory.html", basePath);
        this.watch = new Page("watch.html", basePath);
        this.embed = new Page("embed.html", basePath);
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
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/", _ -> directory.with("", "", NOBODY)),
                Route.get("/watch/{stream}", r -> watch.with("stream", name(r).value(), NOBODY)),
                Route.get("/embed/{stream}", r -> embed.with("stream", name(r).value(), frameAncestors)),
                Route.get("/recordings", _ -> recordings.with("", "", NOBODY)),
                Route.get("/vod/{recording}", this::recording),
                Route.get("/sign-in", _ -> signIn.with("", "", NOBODY)),
                Route.get("/claim", _ -> claim.with("", "", NOBODY)),
                Route.get("/invite", _ -> invite.with("", "", NOBODY)),
                Route.get("/account", _ -> account.with("", "", NOBODY)),
                Route.get("/admin/users", _ -> users.with("", "", NOBODY)),
                Route.get("/admin/hooks", _ -> hooks.with("", "", NOBODY)),
                Route.get("/admin/keys", _ -> keys.with("", "", NOBODY)),
                Route.get("/admin/devices", _ -> devices.with("", "", NOBODY)),
                Route.get("/favicon.ico", _ -> assets.serve("favicon.svg")),
                Route.get("/assets/{file}", r -> assets.serve(r.pathValue("file"))),
                Route.get(
                        "/assets/{folder}/{file}",
                        r -> assets.serve(r.pathValue("folder") + "/" + r.pathValue("file"))),
                Route.get(
                        "/api/openapi.yaml",
                        _ -> Response.text("application/yaml", openApi)
                                .header(HttpHeaderNames.CACHE_CONTROL, "no-cache")),
                Route.get("/api/v1/ingest", _ -> Response.json(StreamJson.ingest(ingest.get()))),
                Route.get("/api/v1/streams", this::list),
                Route.get("/api/v1/streams/{stream}", this::one));
    }

    /// {@return the API's description, which also says who may do what}
    public String openApi() {
        return openApi;
    }

    private Response recording(Request request) throws HttpException {
        String id = request.pathValue("recording");
        if (!Recording.isId(id)) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such recording.");
        }
        return recording.with("recording", id, NOBODY);
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
                .filter(stream -> wanted.isEmpty() || stream.name().value().equals(wanted.get()))
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
        return StreamJson.view(stream, hlsViewers.applyAsInt(stream.name()), hasSnapshot.test(stream.name()));
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
