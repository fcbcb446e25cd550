package io.rostrum.server.account;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.Access;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.OperatorAccess;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import java.util.List;
import java.util.Optional;

/// The one place where it is decided who may use which route. Thread-safe.
public final class AccessGuard {
    private static final String BEARER = "Bearer ";

    private final AccessTable table;
    private final OperatorAccess operator;
    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Devices devices;

    public AccessGuard(
            AccessTable table, OperatorAccess operator, Sessions sessions, ApiTokens tokens, Devices devices) {
        this.table = table;
        this.operator = operator;
        this.sessions = sessions;
        this.tokens = tokens;
        this.devices = devices;
    }

    /// {@return the same routes, those that not everybody may use guarded and on virtual threads}
    public List<Route> guard(List<Route> routes) {
        return routes.stream().map(this::guard).toList();
    }

    private Route guard(Route route) {
        Access access = table.of(route);
        if (access.role().isEmpty()) {
            return route;
        }
        return new Route(
                route.method(),
                route.pattern(),
                Route.RunsOn.VIRTUAL_THREAD,
                false,
                request -> answer(route, access, request));
    }

    private Reply answer(Route route, Access access, Request request) throws Exception {
        Caller caller;
        try {
            caller = caller(request);
        } catch (DatabaseException e) {
            return unavailable(e);
        } catch (HttpException e) {
            return e.status().equals(HttpResponseStatus.TOO_MANY_REQUESTS)
                    ? Response.error(e.status(), e.words()).header(HttpHeaderNames.RETRY_AFTER, "1")
                    : Response.error(e.status(), e.words());
        }
        if (caller instanceof Caller.Nobody) {
            return Response.error(HttpResponseStatus.UNAUTHORIZED, wanted(route, access))
                    .header(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"rostrum\"");
        }
        if (!access.allows(caller) || !concernsItsStream(caller, request)) {
            return Response.error(HttpResponseStatus.FORBIDDEN, missing(access, caller));
        }
        try {
            return route.handler().handle(request.by(caller));
        } catch (DatabaseException e) {
            return unavailable(e);
        }
    }

    /// {@return a refusal while the database does not do what it should}
    public static Response unavailable(DatabaseException e) {
        return switch (e.kind()) {
            case UNAVAILABLE, DAMAGED ->
                Response.error(HttpResponseStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()))
                        .header(HttpHeaderNames.RETRY_AFTER, "5");
            case CONFLICT -> Response.error(HttpResponseStatus.CONFLICT, String.valueOf(e.getMessage()));
            case FAILED ->
                Response.error(
                        HttpResponseStatus.INTERNAL_SERVER_ERROR,
                        "The server could not answer this; its log says why.");
        };
    }

    private static String wanted(Route route, Access access) {
        if (access.scope().isEmpty() || !route.pattern().startsWith("/api/v1/operator/")) {
            return "This needs somebody who has signed in, at /sign-in.";
        }
        return "This needs the operator's token, in the field Authorization: Bearer TOKEN."
                + " It stands in the file operator-token of the server's data folder."
                + " A token of an account that may do this will do, too.";
    }

    private static boolean concernsItsStream(Caller caller, Request request) {
        return !(caller instanceof Caller.Device device)
                || device.stream().value().equals(request.pathValues().get("stream"));
    }

    private static String missing(Access access, Caller caller) {
        if (caller instanceof Caller.Device device) {
            return "This is for the operator; a device may operate its own stream, " + device.stream() + ".";
        }
        if (access.scope().isEmpty() && !(caller instanceof Caller.Person)) {
            return "This is for people who have signed in, not for tokens.";
        }
        boolean roleMissing = switch (caller) {
            case Caller.Person person -> !person.role().isAtLeast(access.role().orElse(Role.OWNER));
            case Caller.Token token -> !token.role().isAtLeast(access.role().orElse(Role.OWNER));
            case Caller.Nobody _, Caller.Operator _, Caller.Device _ -> false;
        };
        return roleMissing
                ? "This is for the role " + access.role().map(Role::text).orElse("owner") + " and above."
                : "This token has no scope "
                        + access.scope().map(scope -> scope.text()).orElse("") + ".";
    }

    /// {@return the device whose token a request has; nobody for any other}
    Caller device(Request request) throws DatabaseException {
        Optional<Secret> token = Devices.token(request);
        Optional<Caller.Device> found = token.isEmpty() ? Optional.empty() : device(request, token.get());
        return found.map(Caller.class::cast).orElseGet(Caller.Nobody::new);
    }

    private Optional<Caller.Device> device(Request request, Secret token) throws DatabaseException {
        return devices.find(token, request.peer().getAddress().getHostAddress());
    }

    private Caller caller(Request request) throws HttpException, DatabaseException {
        Optional<String> authorization = request.header(HttpHeaderNames.AUTHORIZATION);
        if (authorization.isPresent()) {
            return bearer(request, authorization.get());
        }
        Optional<Secret> cookie = SessionCookie.of(request);
        if (cookie.isEmpty()) {
            return new Caller.Nobody();
        }
        Optional<Caller.Person> person = sessions.find(cookie.get());
        if (person.isEmpty()) {
            return new Caller.Nobody();
        }
        if (!request.method().equals(HttpMethod.GET) && !SessionCookie.isProved(request, cookie.get())) {
            throw new HttpException(
                    HttpResponseStatus.FORBIDDEN,
                    "The field " + SessionCookie.PROOF + " is missing or wrong (expected: proof of /api/v1/session).");
        }
        return person.get();
    }

    private Caller bearer(Request request, String field) throws HttpException, DatabaseException {
        boolean bearer = field.regionMatches(true, 0, BEARER, 0, BEARER.length());
        Secret token = new Secret(bearer ? field.substring(BEARER.length()).strip() : "");
        if (token.reveal().startsWith(ApiTokens.PREFIX)) {
            Optional<Caller.Token> found = tokens.find(token);
            if (found.isPresent()) {
                return found.get();
            }
        }
        if (token.reveal().startsWith(Devices.PREFIX)) {
            Optional<Caller.Device> device = device(request, token);
            if (device.isPresent()) {
                return device.get();
            }
        }
        return switch (operator.check(token, request.peer().getAddress())) {
            case ALLOWED -> new Caller.Operator();
            case WRONG -> new Caller.Nobody();
            case TOO_MANY_FAILURES ->
                throw new HttpException(
                        HttpResponseStatus.TOO_MANY_REQUESTS,
                        "Too many wrong tokens from this address; try again in a second.");
        };
    }
}
