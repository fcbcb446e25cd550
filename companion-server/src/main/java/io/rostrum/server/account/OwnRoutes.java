package io.rostrum.server.account;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Scope;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What people do with their own account: `/api/v1/account/…`. Guarded by [AccessGuard], for people who
/// have signed in.
public final class OwnRoutes {
    private static final String ROOT = "/api/v1/account";
    private static final int DAYS = 90;

    private final Accounts accounts;
    private final Credentials credentials;
    private final Sessions sessions;
    private final ApiTokens tokens;

    public OwnRoutes(Accounts accounts, Credentials credentials, Sessions sessions, ApiTokens tokens) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    public List<Route> routes() {
        return List.of(
                route(HttpMethod.GET, "", (request, me) -> show(me)),
                route(HttpMethod.PUT, "/password", this::changePassword),
                route(HttpMethod.POST, "/codes", this::beginCodes),
                route(HttpMethod.PUT, "/codes", this::confirmCodes),
                route(HttpMethod.DELETE, "/codes", this::endCodes),
                route(HttpMethod.DELETE, "/sessions/{session}", this::endSession),
                route(HttpMethod.POST, "/tokens", this::makeToken),
                route(HttpMethod.DELETE, "/tokens/{token}", this::removeToken));
    }

    private interface Mine {
        Reply handle(Request request, Caller.Person me) throws HttpException, DatabaseException;
    }

    private static Route route(HttpMethod method, String path, Mine mine) {
        HttpHandler handler = request -> {
            if (request.caller() instanceof Caller.Person me) {
                return mine.handle(request, me);
            }
            throw new IllegalStateException(
                    "caller: " + request.caller() + " (expected: a person; the guard is missing)");
        };
        return new Route(method, ROOT + path, Route.RunsOn.VIRTUAL_THREAD, false, handler);
    }

    private static Actor actor(Request request) {
        return Actor.of(request.caller(), request.peer().getAddress().getHostAddress());
    }

    private static HttpException missing(String words) {
        return new HttpException(HttpResponseStatus.NOT_FOUND, words);
    }

    private Response show(Caller.Person me) throws HttpException, DatabaseException {
        Account account =
                accounts.find(me.accountId()).orElseThrow(() -> missing("There is no such account any more."));
        return AccountJson.json(new AccountJson.Me(
                account.name(),
                account.role().text(),
                account.codes(),
                sessions.of(me.accountId()).stream()
                        .map(session -> new AccountJson.SessionView(
                                session.id(),
                                session.id().equals(me.sessionId()),
                                session.createdAt().toString(),
                                session.seenAt().toString(),
                                session.address(),
                                session.program()))
                        .toList(),
                tokens.of(me.accountId()).stream()
                        .map(token -> AccountJson.view(token, null))
                        .toList()));
    }

    private Response changePassword(Request request, Caller.Person me) throws HttpException, DatabaseException {
        AccountJson.NewPassword given = AccountJson.read(request, AccountJson.NewPassword.class);
        Answer<Account> answer = credentials.changePassword(
                me.accountId(),
                new Credentials.NewPassword(
                        AccountJson.secret(given.old()),
                        AccountJson.secret(given.password()),
                        me.sessionId(),
                        Boolean.TRUE.equals(given.keepTokens())),
                actor(request),
                request.peer().getAddress());
        sessions.forget(me.accountId());
        return AccountJson.reply(answer, _ -> AccountJson.done());
    }

    private Response beginCodes(Request request, Caller.Person me) throws HttpException, DatabaseException {
        AccountJson.OnePassword given = AccountJson.read(request, AccountJson.OnePassword.class);
        Answer<Secret> answer = credentials.beginCodes(
                me.accountId(),
                AccountJson.secret(given.password()),
                request.peer().getAddress());
        return AccountJson.reply(answer, secret -> {
            String uri = Totp.uri(secret, me.name());
            return AccountJson.json(
                    HttpResponseStatus.CREATED, new AccountJson.Codes(secret.reveal(), uri, QrCode.dataUri(uri)));
        });
    }

    private Response confirmCodes(Request request, Caller.Person me) throws HttpException, DatabaseException {
        AccountJson.OneCode given = AccountJson.read(request, AccountJson.OneCode.class);
        Optional<String> tooOften = credentials.tooOften(request.peer().getAddress(), me.accountId());
        if (tooOften.isPresent()) {
            return Response.error(HttpResponseStatus.TOO_MANY_REQUESTS, tooOften.get());
        }
        Answer<List<String>> answer =
                credentials.confirmCodes(me.accountId(), AccountJson.text(given.code()), actor(request));
        if (answer instanceof Answer.Given<List<String>>) {
            credentials.right(request.peer().getAddress(), me.accountId());
        }
        return AccountJson.reply(answer, codes -> AccountJson.json(new AccountJson.Recovery(codes)));
    }

    private Response endCodes(Request request, Caller.Person me) throws HttpException, DatabaseException {
        AccountJson.OnePassword given = AccountJson.read(request, AccountJson.OnePassword.class);
        return AccountJson.reply(
                credentials.endCodes(
                        me.accountId(),
                        AccountJson.secret(given.password()),
                        actor(request),
                        request.peer().getAddress()),
                _ -> AccountJson.done());
    }

    private Response endSession(Request request, Caller.Person me) throws HttpException, DatabaseException {
        if (!sessions.end(me.accountId(), request.pathValue("session"))) {
            throw missing("There is no such session of yours.");
        }
        return AccountJson.done();
    }

    private Response makeToken(Request request, Caller.Person me) throws HttpException, DatabaseException {
        AccountJson.NewToken given = AccountJson.read(request, AccountJson.NewToken.class);
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : Optional.ofNullable(given.scopes()).orElse(List.of())) {
            scopes.add(Scope.of(name)
                    .orElseThrow(
                            () -> AccountJson.bad("scopes: not known (expected: read, moderate, manage, users).")));
        }
        Duration lasts = Duration.ofDays(Optional.ofNullable(given.days()).orElse(DAYS));
        return AccountJson.reply(
                tokens.make(me.accountId(), AccountJson.text(given.name()), scopes, lasts, actor(request)),
                made -> AccountJson.json(
                        HttpResponseStatus.CREATED,
                        AccountJson.view(made.token(), made.secret().reveal())));
    }

    private Response removeToken(Request request, Caller.Person me) throws HttpException, DatabaseException {
        if (!tokens.remove(me.accountId(), request.pathValue("token"), actor(request))) {
            throw missing("There is no such token of yours.");
        }
        return AccountJson.done();
    }
}
