package io.rostrum.server.playback;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.NetUtil;
import io.rostrum.server.account.AccessGuard;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.account.PasswordHash;
import io.rostrum.server.account.Sessions;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channels;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.playback.Accesses.Outcome;
import io.rostrum.server.playback.Membership.Place;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/v1/channels/{stream}/playback`, `/access` and `/signed-urls`. On virtual threads.
final class PlaybackRoutes {
    private static final Logger log = LoggerFactory.getLogger(PlaybackRoutes.class);
    private static final String CHANNEL = "/api/v1/channels/{stream}";
    private static final Duration SHORTEST_SIGNED = Duration.ofSeconds(10);
    private static final Duration LONGEST_SIGNED = Duration.ofDays(366);
    private static final Duration SIGNED = Duration.ofHours(1);

    private final PlaybackGate gate;
    private final Accesses accesses;
    private final Revoked revoked;
    private final StreamPasswords passwords;
    private final Sessions sessions;
    private final Channels channels;
    private final Membership classes;
    private final PlaybackConfig config;
    private final boolean countriesKnown;
    private final Runnable recheck;

    /// @param countriesKnown whether this server can tell countries
    /// @param recheck        ends those who may watch no more
    PlaybackRoutes(
            PlaybackGate gate,
            Accesses accesses,
            Revoked revoked,
            StreamPasswords passwords,
            Sessions sessions,
            Channels channels,
            Membership classes,
            PlaybackConfig config,
            boolean countriesKnown,
            Runnable recheck) {
        this.gate = gate;
        this.accesses = accesses;
        this.revoked = revoked;
        this.passwords = passwords;
        this.sessions = sessions;
        this.channels = channels;
        this.classes = classes;
        this.config = config;
        this.countriesKnown = countriesKnown;
        this.recheck = recheck;
    }

    List<Route> routes() {
        return List.of(
                route(HttpMethod.POST, CHANNEL + "/playback", this::enter),
                route(HttpMethod.GET, CHANNEL + "/access", this::access),
                route(HttpMethod.PATCH, CHANNEL + "/access", this::change),
                route(HttpMethod.POST, CHANNEL + "/signed-urls", this::sign),
                route(HttpMethod.DELETE, CHANNEL + "/signed-urls", this::endAll),
                route(HttpMethod.DELETE, CHANNEL + "/signed-urls/{token}", this::takeBack));
    }

    private static Route route(HttpMethod method, String path, HttpHandler handler) {
        return new Route(method, path, Route.RunsOn.VIRTUAL_THREAD, false, request -> {
            try {
                return handler.handle(request);
            } catch (DatabaseException e) {
                return AccessGuard.unavailable(e);
            }
        });
    }

    private static StreamName name(Request request) throws HttpException {
        return StreamName.parse(request.pathValue("stream"))
                .orElseThrow(() -> new HttpException(
                        HttpResponseStatus.NOT_FOUND, "This is no name of a stream: " + StreamName.GRAMMAR + "."));
    }

    /// Lets a viewer in who has the password, an account that may, or a token already.
    private Response enter(Request request) throws HttpException, DatabaseException {
        StreamName stream = name(request);
        PlaybackJson.Entry entry = PlaybackJson.read(request, PlaybackJson.Entry.class);
        accesses.load();
        PlaybackAccess access = accesses.of(stream);
        if (access.isOpen()) {
            return entered(access, null, Optional.empty());
        }
        if (gate.decide(stream.value(), request) instanceof PlaybackGate.Verdict.Granted granted) {
            return entered(access, granted.text(), Optional.of(granted.token()));
        }
        Optional<Secret> session = Sessions.ticket(request);
        Optional<Caller.Person> person = session.isEmpty() ? Optional.empty() : sessions.find(session.get());
        if (person.filter(known -> gate.mayAsMember(access, known.accountId())).isPresent()) {
            SignedIn by = new SignedIn(person.get().accountId(), person.get().sessionId());
            return let(access, PlaybackToken.Kind.MEMBER, by.text(), request);
        }
        if (access.watchers() == Watchers.CLASS) {
            return enterClass(access, person, request);
        }
        if (access.watchers() != Watchers.PASSWORD) {
            return person.isEmpty()
                    ? lacking(HttpResponseStatus.UNAUTHORIZED, access, "sign-in", "Sign in to watch this stream.")
                    : lacking(
                            HttpResponseStatus.FORBIDDEN,
                            access,
                            "other-account",
                            "The account " + person.get().name() + " may not watch this stream.");
        }
        if (entry.password() == null) {
            return lacking(HttpResponseStatus.UNAUTHORIZED, access, "password", "This stream asks for a password.");
        }
        InetAddress peer = request.peer().getAddress();
        return switch (passwords.look(access, new Secret(entry.password()), peer)) {
            case RIGHT -> let(access, PlaybackToken.Kind.PASSWORD, "", request);
            case WRONG -> {
                log.info("[playback {}] [live {}] a wrong password", peer.getHostAddress(), stream);
                yield lacking(HttpResponseStatus.FORBIDDEN, access, "password", "That is not the password. Try again.");
            }
            case TOO_SOON ->
                lacking(
                                HttpResponseStatus.TOO_MANY_REQUESTS,
                                access,
                                "password",
                                "Too many wrong passwords from this network. Wait a moment, then try again.")
                        .header(HttpHeaderNames.RETRY_AFTER, "1");
        };
    }

    /// Lets a guest of the class in, or says how to get in.
    private Response enterClass(PlaybackAccess access, Optional<Caller.Person> person, Request request) {
        StreamName stream = access.stream();
        Optional<String> guest = classes.guest(request);
        if (guest.filter(known -> gate.mayAsGuest(access, known)).isPresent()) {
            return let(access, PlaybackToken.Kind.GUEST, guest.get(), request);
        }
        boolean atTheDoor =
                person.filter(known -> classes.account(stream, known.accountId(), known.role()) == Place.AT_THE_DOOR)
                                .isPresent()
                        || guest.filter(known -> classes.guest(stream, known) == Place.AT_THE_DOOR)
                                .isPresent();
        if (atTheDoor) {
            return lacking(
                    HttpResponseStatus.FORBIDDEN,
                    access,
                    "class-door",
                    "You are on the roster of this class. The picture begins when the class has begun and you are let"
                            + " in.");
        }
        return person.isEmpty()
                ? lacking(
                        HttpResponseStatus.UNAUTHORIZED,
                        access,
                        "class",
                        "This stream is for a class. Come in by the link that your teacher gave you, or sign in.")
                : lacking(
                        HttpResponseStatus.FORBIDDEN,
                        access,
                        "class",
                        "This stream is for a class, and the account "
                                + person.get().name() + " is not on its roster. Ask your teacher for a link.");
    }

    private Response let(PlaybackAccess access, PlaybackToken.Kind kind, String subject, Request request) {
        PlaybackToken token = gate.token(access, kind, subject, config.tokenLife(), Optional.empty());
        Secret text = gate.sign(access.stream(), token);
        return PlaybackCookie.set(
                entered(access, text, Optional.of(token)),
                access.stream().value(),
                text,
                config.tokenLife(),
                request.secure());
    }

    private static Response entered(PlaybackAccess access, @Nullable Secret text, Optional<PlaybackToken> token) {
        return PlaybackJson.reply(
                HttpResponseStatus.OK,
                new PlaybackJson.Entered(
                        access.watchers().text(),
                        text == null ? null : text.reveal(),
                        token.map(one -> Instant.ofEpochSecond(one.expiresAt()).toString())
                                .orElse(null)));
    }

    private static Response lacking(HttpResponseStatus status, PlaybackAccess access, String needs, String words) {
        return PlaybackJson.reply(
                status, new PlaybackJson.Lacking(access.watchers().text(), needs, words));
    }

    private StreamName edited(Request request) throws HttpException, DatabaseException {
        StreamName stream = name(request);
        accesses.load();
        channels.load();
        if (!channels.mayEdit(stream, request.caller())) {
            throw new HttpException(
                    HttpResponseStatus.FORBIDDEN,
                    "Who may watch a stream is set by whose channel it is, and by moderators and owners of the"
                            + " server.");
        }
        return stream;
    }

    private Response access(Request request) throws HttpException, DatabaseException {
        return shown(accesses.of(edited(request)));
    }

    private Response shown(PlaybackAccess access) {
        return PlaybackJson.reply(
                        HttpResponseStatus.OK,
                        new PlaybackJson.AccessView(
                                access.stream().value(),
                                access.watchers().text(),
                                access.leastRole().text(),
                                access.password().isPresent(),
                                access.encrypted(),
                                RulesJson.of(access.rules()),
                                countriesKnown))
                .header(HttpHeaderNames.ETAG, "\"" + access.version() + "\"");
    }

    private Response change(Request request) throws HttpException, DatabaseException {
        StreamName stream = edited(request);
        PlaybackJson.AccessChange wanted = PlaybackJson.read(request, PlaybackJson.AccessChange.class);
        Watchers watchers = wanted.watchers() == null ? null : watchers(stream, wanted.watchers());
        Role role = wanted.role() == null ? null : role(wanted.role());
        String stored = wanted.password() == null ? null : stored(new Secret(wanted.password()));
        StreamRules rules = wanted.rules() == null ? null : rules(wanted.rules());
        Outcome outcome = accesses.change(
                stream,
                version(request),
                "who may watch changed" + (stored == null ? "" : ", password set"),
                actor(request),
                before -> changed(before, watchers, role, stored, wanted.encrypted(), rules));
        return switch (outcome) {
            case Outcome.Done(PlaybackAccess after) -> shown(after);
            case Outcome.Stale _ ->
                Response.error(
                        HttpResponseStatus.PRECONDITION_FAILED,
                        "Somebody else has changed this meanwhile; load it again.");
            case Outcome.Refused(String words) -> Response.error(HttpResponseStatus.BAD_REQUEST, words);
        };
    }

    private Outcome changed(
            PlaybackAccess before,
            @Nullable Watchers watchers,
            @Nullable Role role,
            @Nullable String stored,
            @Nullable Boolean encrypted,
            @Nullable StreamRules rules) {
        Watchers after = watchers == null ? before.watchers() : watchers;
        Optional<String> password = stored == null ? before.password() : Optional.of(stored);
        if (after == Watchers.PASSWORD && password.isEmpty()) {
            return new Outcome.Refused("password: none (expected: one, where watchers is password).");
        }
        long version = accesses.nextVersion(before);
        boolean endsAll = after != before.watchers() || stored != null;
        return new Outcome.Done(new PlaybackAccess(
                before.stream(),
                after,
                role == null ? before.leastRole() : role,
                password,
                rules == null ? before.rules() : rules,
                encrypted == null ? before.encrypted() : encrypted,
                endsAll ? version : before.epoch(),
                version));
    }

    private Watchers watchers(StreamName stream, String text) throws HttpException {
        Watchers wanted = Watchers.of(text)
                .orElseThrow(
                        () -> PlaybackJson.bad("watchers: not known (expected: anyone, password, members or class)."));
        if (wanted == Watchers.CLASS && !classes.has(stream)) {
            throw PlaybackJson.bad(
                    "watchers: class (expected: another choice while the stream has no class; make its class first).");
        }
        return wanted;
    }

    private static Role role(String text) throws HttpException {
        return Role.of(text)
                .orElseThrow(() ->
                        PlaybackJson.bad("role: not known (expected: viewer, student, teacher, moderator or owner)."));
    }

    private StreamRules rules(RulesJson wanted) throws HttpException {
        List<String> objections = new ArrayList<>();
        StreamRules rules = wanted.read(objections);
        objectToCountries("play", rules.play(), objections);
        objectToCountries("publish", rules.publish(), objections);
        if (!objections.isEmpty()) {
            throw PlaybackJson.bad(String.join("\n", objections));
        }
        return rules;
    }

    private void objectToCountries(String name, AddressRules rules, List<String> objections) {
        if (!countriesKnown && rules.asksCountries()) {
            objections.add(name + (rules.countries().isEmpty() ? ".notCountries" : ".countries")
                    + ": some (expected: none while audience.countries of the server names no file).");
        }
    }

    private String stored(Secret password) throws HttpException {
        if (PasswordHash.objection(password).isPresent()) {
            throw PlaybackJson.bad("password: too short or too long (expected: " + PasswordHash.LEAST_LETTERS + " to "
                    + PasswordHash.MOST_LETTERS + " letters).");
        }
        return passwords.stored(password);
    }

    private static OptionalLong version(Request request) throws HttpException {
        Optional<String> tag = request.header(HttpHeaderNames.IF_MATCH).map(String::strip);
        if (tag.isEmpty() || tag.get().equals("*")) {
            return OptionalLong.empty();
        }
        if (!tag.get().matches("\"[0-9]{1,18}\"")) {
            throw PlaybackJson.bad("If-Match: not known (expected: the ETag of this address).");
        }
        return OptionalLong.of(Long.parseLong(tag.get().substring(1, tag.get().length() - 1)));
    }

    private static Actor actor(Request request) {
        return Actor.of(request.caller(), request.peer().getAddress().getHostAddress());
    }

    private Response sign(Request request) throws HttpException, DatabaseException {
        StreamName stream = edited(request);
        PlaybackJson.SignRequest wanted = PlaybackJson.read(request, PlaybackJson.SignRequest.class);
        Duration life = wanted.expiresIn() == null ? SIGNED : Duration.ofSeconds(wanted.expiresIn());
        if (life.compareTo(SHORTEST_SIGNED) < 0 || life.compareTo(LONGEST_SIGNED) > 0) {
            throw PlaybackJson.bad("expiresIn: " + life.toSeconds() + " (expected: " + SHORTEST_SIGNED.toSeconds()
                    + " to " + LONGEST_SIGNED.toSeconds() + " seconds).");
        }
        PlaybackToken token = gate.token(
                accesses.of(stream),
                PlaybackToken.Kind.SIGNED,
                viewer(wanted.viewer()),
                life,
                address(wanted.address()));
        String text = gate.sign(stream, token).reveal();
        log.info(
                "[playback {}] [live {}] {} signed {}",
                request.peer(),
                stream,
                request.caller().shownName(),
                token.id());
        return PlaybackJson.reply(
                HttpResponseStatus.CREATED,
                new PlaybackJson.Signed(
                        token.id(),
                        text,
                        Instant.ofEpochSecond(token.expiresAt()).toString(),
                        paths(stream, text)));
    }

    private static Map<String, String> paths(StreamName stream, String text) {
        String query = "?" + PlaybackGate.QUERY + "=" + text;
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("watch", "/watch/" + stream + query);
        paths.put("embed", "/embed/" + stream + query);
        paths.put("hls", "/live/" + stream + "/index.m3u8" + query);
        paths.put("dash", "/live/" + stream + "/manifest.mpd" + query);
        paths.put("flv", "/live/" + stream + ".flv" + query);
        paths.put("rtmp", "/live/" + stream + query);
        return paths;
    }

    private static String viewer(@Nullable String wanted) throws HttpException {
        String viewer = wanted == null ? "" : wanted.strip();
        if (viewer.length() > PlaybackToken.MAX_SUBJECT || viewer.chars().anyMatch(Character::isISOControl)) {
            throw PlaybackJson.bad("viewer: not one (expected: at most " + PlaybackToken.MAX_SUBJECT
                    + " letters, none of them a control character).");
        }
        return viewer;
    }

    private static Optional<InetAddress> address(@Nullable String wanted) throws HttpException {
        if (wanted == null || wanted.isBlank()) {
            return Optional.empty();
        }
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(wanted.strip());
        if (address == null || wanted.contains("%")) {
            throw PlaybackJson.bad("address: not one (expected: IPv4 or IPv6 in numbers).");
        }
        return Optional.of(address);
    }

    private Response endAll(Request request) throws HttpException, DatabaseException {
        StreamName stream = edited(request);
        accesses.change(stream, OptionalLong.empty(), "playback tokens ended", actor(request), before -> {
            long version = accesses.nextVersion(before);
            return new Outcome.Done(new PlaybackAccess(
                    stream,
                    before.watchers(),
                    before.leastRole(),
                    before.password(),
                    before.rules(),
                    before.encrypted(),
                    version,
                    version));
        });
        return done();
    }

    private Response takeBack(Request request) throws HttpException, DatabaseException {
        StreamName stream = edited(request);
        String id = request.pathValue("token");
        if (!id.matches("[A-Za-z0-9_-]{12}")) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, "This is no id of a signed URL.");
        }
        revoked.add(id, Instant.now().plus(LONGEST_SIGNED));
        log.info(
                "[playback {}] [live {}] {} took {} back",
                request.peer(),
                stream,
                request.caller().shownName(),
                id);
        recheck.run();
        return done();
    }

    private static Response done() {
        return Response.empty(HttpResponseStatus.NO_CONTENT).header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }
}
