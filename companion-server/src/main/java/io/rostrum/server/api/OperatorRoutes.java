package io.rostrum.server.api;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.hls.HlsOutput;
import io.rostrum.server.hls.HlsViewer;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.live.FlushProfile;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.StreamRegistry;
import io.rostrum.server.live.Viewer;
import io.rostrum.server.playback.Playback;
import io.rostrum.server.record.Recording;
import io.rostrum.server.record.Recordings;
import io.rostrum.server.relay.ForwardRule;
import io.rostrum.server.relay.Forwarder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/v1/operator/…`: what operates the server. Who may do what is decided before (`AccessGuard`).
/// Answered on virtual threads.
public final class OperatorRoutes {
    private static final Logger log = LoggerFactory.getLogger(OperatorRoutes.class);
    private static final String ROOT = "/api/v1/operator";
    static final String KICKED = "The operator has ended this.";
    private static final int MAX_RULES = 1_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final StreamRegistry streams;
    private final HlsOutput hls;
    private final Forwarder forwarder;
    private final Recordings recordings;
    private final Playback playback;
    private final AuditLog audit;
    private final Record config;

    /// @param hls      knows the viewers that a stream's own count leaves out
    /// @param playback told who may play no more
    /// @param audit    told what was done
    /// @param config   shown to the operator; secrets in it are of type [Secret]
    public OperatorRoutes(
            StreamRegistry streams,
            HlsOutput hls,
            Forwarder forwarder,
            Recordings recordings,
            Playback playback,
            AuditLog audit,
            Record config) {
        this.streams = streams;
        this.hls = hls;
        this.forwarder = forwarder;
        this.recordings = recordings;
        this.playback = playback;
        this.audit = audit;
        this.config = config;
    }

    public List<Route> routes() {
        return List.of(
                route(HttpMethod.GET, "/streams", this::listStreams),
                route(HttpMethod.DELETE, "/streams/{stream}/publisher", this::kickPublisher),
                route(HttpMethod.PUT, "/streams/{stream}/flush", this::setFlush),
                route(HttpMethod.GET, "/streams/{stream}/viewers", this::listViewers),
                route(HttpMethod.DELETE, "/streams/{stream}/viewers/{viewer}", this::kickViewer),
                route(HttpMethod.PUT, "/streams/{stream}/recording", this::startRecording),
                route(HttpMethod.DELETE, "/streams/{stream}/recording", this::stopRecording),
                route(HttpMethod.DELETE, "/recordings/{recording}", this::deleteRecording),
                route(HttpMethod.GET, "/forwards", this::listForwards),
                route(HttpMethod.POST, "/forwards", this::addForward),
                route(HttpMethod.PATCH, "/forwards/{forward}", this::switchForward),
                route(HttpMethod.DELETE, "/forwards/{forward}", this::removeForward),
                route(HttpMethod.POST, "/forwards/{forward}/retry", this::retryForward),
                route(HttpMethod.GET, "/config", _ -> json(ConfigJson.of(config))));
    }

    private static Route route(HttpMethod method, String path, HttpHandler handler) {
        return new Route(method, ROOT + path, Route.RunsOn.VIRTUAL_THREAD, false, handler);
    }

    private static Response json(Object view) {
        return Response.json(OperatorJson.GSON.toJson(view));
    }

    private static Response done() {
        return Response.empty(HttpResponseStatus.NO_CONTENT);
    }

    private void note(Request request, String action, String subject) {
        Actor actor = Actor.of(request.caller(), request.peer().getAddress().getHostAddress());
        log.info("[operator {} {}] {}: {}", actor.name(), request.peer(), action, subject);
        audit.note(actor, action, subject);
    }

    private static String shown(ForwardRule rule) {
        return rule.streams() + " to " + rule.shownUrl();
    }

    private static HttpException missing(String words) {
        return new HttpException(HttpResponseStatus.NOT_FOUND, words);
    }

    private Response listStreams(Request request) {
        return json(new OperatorJson.StreamList(streams.streams().stream()
                .sorted(Comparator.comparing(LiveStream::name))
                .map(stream -> OperatorJson.view(stream, hls.viewers(stream.name()), recordings.isRecording(stream)))
                .toList()));
    }

    private LiveStream stream(Request request) throws HttpException {
        return StreamName.parse(request.pathValue("stream"))
                .flatMap(streams::find)
                .orElseThrow(() -> missing("This stream is not live."));
    }

    private Response kickPublisher(Request request) throws Exception {
        LiveStream stream = stream(request);
        if (!stream.endPublication(KICKED).get()) {
            throw missing("Nobody publishes this stream now.");
        }
        note(request, "publisher ended", stream.name().value());
        return done();
    }

    private Response setFlush(Request request) throws HttpException {
        LiveStream stream = stream(request);
        String wanted = OperatorJson.read(request, OperatorJson.Flush.class).profile();
        FlushProfile profile = Optional.ofNullable(wanted)
                .flatMap(FlushProfile::of)
                .orElseThrow(() -> OperatorJson.bad("profile: not known (expected: normal or low-latency)."));
        stream.flushProfile(profile);
        note(request, "flush profile", stream.name().value() + ": " + profile.text());
        return done();
    }

    private Response listViewers(Request request) throws HttpException {
        LiveStream stream = stream(request);
        Stream<OperatorJson.ViewerView> connections = stream.viewers().stream().map(OperatorJson::view);
        Stream<OperatorJson.ViewerView> players =
                hls.players(stream.name()).stream().map(OperatorJson::view);
        return json(new OperatorJson.ViewerList(
                Stream.concat(connections, players)
                        .sorted(Comparator.comparing((OperatorJson.ViewerView view) -> Instant.parse(view.since()))
                                .thenComparing(OperatorJson.ViewerView::id))
                        .toList(),
                hls.viewers(stream.name())));
    }

    private Response kickViewer(Request request) throws HttpException {
        String id = request.pathValue("viewer");
        LiveStream stream = stream(request);
        Optional<Viewer> viewer = stream.viewers().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst();
        String peer;
        if (viewer.isPresent()) {
            peer = OperatorJson.view(viewer.get()).peer();
            playback.kicked(viewer.get().channel());
            viewer.get().end(KICKED);
        } else {
            HlsViewer player = hls.players(stream.name()).stream()
                    .filter(candidate -> candidate.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> missing("This stream has no such viewer."));
            peer = OperatorJson.view(player).peer();
            hls.kick(stream.name(), id);
            playback.kicked(stream.name(), player.peer().getAddress(), player.program());
        }
        note(request, "viewer ended", stream.name().value() + ": " + peer);
        return done();
    }

    private Response startRecording(Request request) throws HttpException, IOException {
        LiveStream stream = stream(request);
        if (!recordings.start(stream)) {
            throw new HttpException(HttpResponseStatus.CONFLICT, "This stream is being recorded already.");
        }
        note(request, "recording begun", stream.name().value());
        return done();
    }

    private Response stopRecording(Request request) throws HttpException {
        LiveStream stream = stream(request);
        if (!recordings.stop(stream)) {
            throw new HttpException(HttpResponseStatus.CONFLICT, "This stream is not being recorded.");
        }
        note(request, "recording ended", stream.name().value());
        return done();
    }

    private Response deleteRecording(Request request) throws HttpException, IOException {
        Recording recording = recordings
                .find(request.pathValue("recording"))
                .orElseThrow(() -> missing("There is no such recording."));
        if (!recordings.delete(recording)) {
            throw new HttpException(
                    HttpResponseStatus.CONFLICT, "It is still being recorded; end that, then delete it.");
        }
        note(request, "recording deleted", recording.fileName());
        return done();
    }

    private Response listForwards(Request request) {
        var statuses = forwarder.statuses();
        return json(new OperatorJson.ForwardList(forwarder.rules().stream()
                .map(rule -> OperatorJson.view(rule, statuses))
                .toList()));
    }

    private Response one(ForwardRule rule) {
        return json(OperatorJson.view(rule, forwarder.statuses()));
    }

    private Reply addForward(Request request) throws Exception {
        OperatorJson.NewForward wanted = OperatorJson.read(request, OperatorJson.NewForward.class);
        if (wanted.streams() == null || wanted.url() == null) {
            throw OperatorJson.bad("A forward needs streams and url.");
        }
        String id = Optional.ofNullable(wanted.id())
                .orElseGet(() ->
                        HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        if (!ID.matcher(id).matches()) {
            throw OperatorJson.bad("id: not one (expected: 1 to 64 letters, digits and -).");
        }
        if (forwarder.find(id).isPresent()) {
            throw new HttpException(HttpResponseStatus.CONFLICT, "There is a forward of this id already.");
        }
        if (forwarder.rules().size() >= MAX_RULES) {
            throw OperatorJson.bad("There are " + MAX_RULES + " forwards already; take some away first.");
        }
        ForwardRule rule;
        try {
            rule = new ForwardRule(
                    id,
                    wanted.streams(),
                    new Secret(wanted.url()),
                    Optional.ofNullable(wanted.tries()).orElse(0),
                    Optional.ofNullable(wanted.enabled()).orElse(true),
                    false);
        } catch (IllegalArgumentException e) {
            throw OperatorJson.bad(String.valueOf(e.getMessage()));
        }
        Optional<String> objection = forwarder.objection(rule);
        if (objection.isPresent()) {
            throw OperatorJson.bad("url: " + objection.get() + ".");
        }
        forwarder.add(rule);
        note(request, "forward made", shown(rule));
        String body = OperatorJson.GSON.toJson(OperatorJson.view(rule, forwarder.statuses()));
        return Response.of(
                        HttpResponseStatus.CREATED,
                        "application/json",
                        Unpooled.copiedBuffer(body, StandardCharsets.UTF_8))
                .header(HttpHeaderNames.LOCATION, "forwards/" + rule.id())
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    private static HttpException noSuchForward() {
        return missing("There is no such forward.");
    }

    private Reply switchForward(Request request) throws Exception {
        Boolean on =
                OperatorJson.read(request, OperatorJson.ForwardChange.class).enabled();
        if (on == null) {
            throw OperatorJson.bad("What can be changed is enabled: true or false.");
        }
        ForwardRule rule =
                forwarder.enable(request.pathValue("forward"), on).orElseThrow(OperatorRoutes::noSuchForward);
        note(request, on ? "forward switched on" : "forward switched off", shown(rule));
        return one(rule);
    }

    private Reply removeForward(Request request) throws HttpException, IOException {
        String id = request.pathValue("forward");
        if (forwarder.find(id).filter(ForwardRule::fixed).isPresent()) {
            throw new HttpException(
                    HttpResponseStatus.CONFLICT,
                    "This forward stands in the server's configuration, relay.forward; it can be switched off here.");
        }
        ForwardRule rule = forwarder.remove(id).orElseThrow(OperatorRoutes::noSuchForward);
        note(request, "forward removed", shown(rule));
        return done();
    }

    private Reply retryForward(Request request) throws HttpException {
        String id = request.pathValue("forward");
        if (!forwarder.retry(id)) {
            throw noSuchForward();
        }
        return one(forwarder.find(id).orElseThrow(OperatorRoutes::noSuchForward));
    }
}
