package io.rostrum.server.account;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who asks, signing in and out, claiming the server, and taking an invitation up: `/api/v1/session`,
/// `/claim` and `/invitations`. On virtual threads.
public final class SignInRoutes {
    private static final Logger log = LoggerFactory.getLogger(SignInRoutes.class);
    /// What tries of codes count against, apart from all names.
    private static final String CLAIMING = " claim";
    private static final String JOINING = " invitation ";

    private final Accounts accounts;
    private final Credentials credentials;
    private final Sessions sessions;
    private final AccountConfig config;
    private final ClaimCode claimCode;

    public SignInRoutes(
            Accounts accounts, Credentials credentials, Sessions sessions, AccountConfig config, ClaimCode claimCode) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.sessions = sessions;
        this.config = config;
        this.claimCode = claimCode;
    }

    public List<Route> routes() {
        return List.of(
                route(HttpMethod.GET, "/api/v1/session", this::who),
                route(HttpMethod.POST, "/api/v1/session", this::signIn),
                route(HttpMethod.DELETE, "/api/v1/session", this::signOut),
                route(HttpMethod.POST, "/api/v1/claim", this::claim),
                route(HttpMethod.POST, "/api/v1/operator/claim-code", this::makeClaimCode),
                route(HttpMethod.POST, "/api/v1/invitations", this::join));
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

    private Reply who(Request request) throws DatabaseException {
        Optional<Secret> cookie = SessionCookie.of(request);
        Optional<Caller.Person> person = cookie.isEmpty() ? Optional.empty() : sessions.find(cookie.get());
        return AccountJson.json(new AccountJson.Who(
                person.isPresent() || accounts.isClaimed(),
                person.map(known -> new AccountJson.PersonView(
                                known.name(), known.role().text()))
                        .orElse(null),
                person.isPresent() ? cookie.map(SessionCookie::proof).orElse(null) : null));
    }

    private Reply signIn(Request request) throws HttpException, DatabaseException {
        AccountJson.SignIn given = AccountJson.read(request, AccountJson.SignIn.class);
        InetAddress peer = request.peer().getAddress();
        Answer<Credentials.Proof> answer = credentials.prove(
                AccountJson.text(given.name()),
                AccountJson.secret(given.password()),
                AccountJson.given(given.code()),
                peer);
        return switch (answer) {
            case Answer.Given<Credentials.Proof>(Credentials.Proof.Proved(Account account)) ->
                signedIn(HttpResponseStatus.OK, account, request);
            case Answer.Given<Credentials.Proof>(Credentials.Proof.CodeNeeded _) ->
                AccountJson.json(HttpResponseStatus.ACCEPTED, new AccountJson.Needs("code"));
            case Answer.Refused<Credentials.Proof>(Answer.Why why, String _) -> {
                log.warn("[account {}] a sign-in was refused: {}", peer.getHostAddress(), why);
                yield AccountJson.reply(answer, _ -> AccountJson.done()).header(HttpHeaderNames.RETRY_AFTER, "1");
            }
        };
    }

    private Response signedIn(HttpResponseStatus status, Account account, Request request) throws DatabaseException {
        SessionCookie.of(request).ifPresent(this::endOld);
        Secret session = sessions.begin(account, request.peer().getAddress(), request.program());
        AccountJson.Who who = new AccountJson.Who(
                true, new AccountJson.PersonView(account.name(), account.role().text()), SessionCookie.proof(session));
        log.info("[account {}] {} signed in", request.peer().getAddress().getHostAddress(), account.name());
        return SessionCookie.set(AccountJson.json(status, who), session, config.sessionLongest(), request.secure());
    }

    /// A browser that signs in anew leaves no session behind.
    private void endOld(Secret cookie) {
        try {
            Optional<Caller.Person> before = sessions.find(cookie);
            if (before.isPresent()) {
                sessions.end(before.get().accountId(), before.get().sessionId());
            }
        } catch (DatabaseException e) {
            log.debug("[account] an older session stays: {}", e.getMessage());
        }
    }

    private Reply signOut(Request request) throws DatabaseException {
        if (request.caller() instanceof Caller.Person person) {
            sessions.end(person.accountId(), person.sessionId());
        }
        return SessionCookie.clear(AccountJson.done(), request.secure());
    }

    private Reply claim(Request request) throws HttpException, DatabaseException {
        AccountJson.Welcome given = AccountJson.read(request, AccountJson.Welcome.class);
        InetAddress peer = request.peer().getAddress();
        Optional<String> tooOften = credentials.tooOften(peer, CLAIMING);
        if (tooOften.isPresent()) {
            return Response.error(HttpResponseStatus.TOO_MANY_REQUESTS, tooOften.get())
                    .header(HttpHeaderNames.RETRY_AFTER, "1");
        }
        if (!claimCode.isGood(AccountJson.secret(given.code()))) {
            return Response.error(
                    HttpResponseStatus.FORBIDDEN,
                    "This code does not claim the server (any more). `rostrum server claim`, on the machine it runs on,"
                            + " gives another.");
        }
        credentials.right(peer, CLAIMING);
        Answer<Account> answer = accounts.claim(
                AccountJson.text(given.name()),
                AccountJson.secret(given.password()),
                new Actor("", peer.getHostAddress()));
        if (answer instanceof Answer.Given<Account>(Account owner)) {
            claimCode.used();
            log.info("[account {}] {} has claimed the server", peer.getHostAddress(), owner.name());
            return signedIn(HttpResponseStatus.CREATED, owner, request);
        }
        return AccountJson.reply(answer, _ -> AccountJson.done());
    }

    private Reply makeClaimCode(Request request) throws HttpException, DatabaseException {
        if (accounts.isClaimed()) {
            throw new HttpException(
                    HttpResponseStatus.CONFLICT,
                    "This server has an owner. Should its password be lost: rostrum server claim --password-of NAME.");
        }
        log.info(
                "[account {}] made a code to claim the server",
                request.peer().getAddress().getHostAddress());
        return AccountJson.json(
                HttpResponseStatus.CREATED,
                new AccountJson.Claim(
                        claimCode.make().reveal(),
                        "/claim",
                        Instant.now().plus(ClaimCode.GOOD_FOR).toString()));
    }

    private Reply join(Request request) throws HttpException, DatabaseException {
        AccountJson.Welcome given = AccountJson.read(request, AccountJson.Welcome.class);
        InetAddress peer = request.peer().getAddress();
        Secret code = AccountJson.secret(given.code());
        String key = JOINING + Tickets.hash(code); // who guesses holds up nobody who was invited
        Optional<String> tooOften = credentials.tooOften(peer, key);
        if (tooOften.isPresent()) {
            return Response.error(HttpResponseStatus.TOO_MANY_REQUESTS, tooOften.get())
                    .header(HttpHeaderNames.RETRY_AFTER, "1");
        }
        Answer<Account> answer = accounts.accept(
                code, AccountJson.text(given.name()), AccountJson.secret(given.password()), peer.getHostAddress());
        boolean guessed =
                answer instanceof Answer.Refused<Account>(Answer.Why why, String _) && why == Answer.Why.WRONG;
        if (!guessed) {
            credentials.right(peer, key);
        }
        if (answer instanceof Answer.Given<Account>(Account account)) {
            return signedIn(HttpResponseStatus.CREATED, account, request);
        }
        return AccountJson.reply(answer, _ -> AccountJson.done());
    }
}
