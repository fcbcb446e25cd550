package io.rostrum.server.account;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everybody's accounts and the audit log: `/api/v1/users/…` and `/api/v1/audit`. Guarded by
/// [AccessGuard].
public final class UserRoutes {
    private static final String ROOT = "/api/v1/users";

    private final Accounts accounts;
    private final Sessions sessions;
    private final AuditLog audit;

    public UserRoutes(Accounts accounts, Sessions sessions, AuditLog audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                route(HttpMethod.GET, ROOT, _ -> list()),
                route(HttpMethod.GET, ROOT + "/invitations", _ -> listInvitations()),
                route(HttpMethod.POST, ROOT + "/invitations", this::invite),
                route(HttpMethod.DELETE, ROOT + "/invitations/{invitation}", this::takeBack),
                route(HttpMethod.PATCH, ROOT + "/{user}", this::change),
                route(HttpMethod.DELETE, ROOT + "/{user}", this::remove),
                route(HttpMethod.GET, "/api/v1/audit", this::showAudit));
    }

    private static Route route(HttpMethod method, String path, HttpHandler handler) {
        return new Route(method, path, Route.RunsOn.VIRTUAL_THREAD, false, handler);
    }

    private static Actor actor(Request request) {
        return Actor.of(request.caller(), request.peer().getAddress().getHostAddress());
    }

    private Response list() throws DatabaseException {
        return AccountJson.json(new AccountJson.UserList(
                accounts.list().stream().map(AccountJson::view).toList()));
    }

    private static Role role(@Nullable String name) throws HttpException {
        return Role.of(AccountJson.text(name))
                .orElseThrow(() ->
                        AccountJson.bad("role: not known (expected: viewer, student, teacher, moderator or owner)."));
    }

    private Response invite(Request request) throws HttpException, DatabaseException {
        Role role = role(AccountJson.read(request, AccountJson.Invite.class).role());
        Secret code = accounts.invite(role, request.caller().account(), actor(request));
        return AccountJson.json(
                HttpResponseStatus.CREATED,
                new AccountJson.Invitation(
                        code.reveal(),
                        "/invite",
                        Instant.now().plus(Accounts.INVITED_FOR).toString()));
    }

    private Response listInvitations() throws DatabaseException {
        return AccountJson.json(new AccountJson.InvitationList(accounts.invitations().stream()
                .map(invitation -> new AccountJson.InvitationView(
                        invitation.id(),
                        invitation.role().text(),
                        invitation.by(),
                        invitation.createdAt().toString(),
                        invitation.expiresAt().toString()))
                .toList()));
    }

    private Response takeBack(Request request) throws HttpException, DatabaseException {
        if (!accounts.takeBack(request.pathValue("invitation"), actor(request))) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such invitation any more.");
        }
        return AccountJson.done();
    }

    private Response change(Request request) throws HttpException, DatabaseException {
        AccountJson.UserChange wanted = AccountJson.read(request, AccountJson.UserChange.class);
        Optional<Role> role = wanted.role() == null ? Optional.empty() : Optional.of(role(wanted.role()));
        Answer<Account> answer = accounts.change(
                request.pathValue("user"), role, Optional.ofNullable(wanted.disabled()), actor(request));
        sessions.forget(request.pathValue("user"));
        return AccountJson.reply(answer, account -> AccountJson.json(AccountJson.view(account)));
    }

    private Response remove(Request request) throws DatabaseException {
        Answer<Account> answer = accounts.remove(request.pathValue("user"), actor(request));
        sessions.forget(request.pathValue("user"));
        return AccountJson.reply(answer, _ -> AccountJson.done());
    }

    private Response showAudit(Request request) throws HttpException, DatabaseException {
        AuditLog.Found found = audit.find(new AuditLog.Search(
                request.queryValue("actor").orElse(""),
                request.queryValue("action").orElse(""),
                request.queryValue("subject").orElse(""),
                time(request, "from", AuditLog.Search.ALL.from()),
                time(request, "to", AuditLog.Search.ALL.to()),
                place(request)));
        return AccountJson.json(new AccountJson.Audit(
                found.entries().stream()
                        .map(entry -> new AccountJson.AuditView(
                                entry.at().toString(), entry.actor(), entry.action(), entry.subject(), entry.address()))
                        .toList(),
                found.next().map(AuditLog.Place::text).orElse(null)));
    }

    private static Optional<AuditLog.Place> place(Request request) throws HttpException {
        Optional<String> before = request.queryValue("before");
        Optional<AuditLog.Place> place = before.flatMap(AuditLog.Place::of);
        if (before.isPresent() && place.isEmpty()) {
            throw AccountJson.bad("before: no place in the log (expected: next of an earlier answer).");
        }
        return place;
    }

    private static Instant time(Request request, String name, Instant otherwise) throws HttpException {
        try {
            return request.queryValue(name)
                    .map(text -> Instant.ofEpochMilli(Instant.parse(text).toEpochMilli()))
                    .orElse(otherwise);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw AccountJson.bad(name + ": no time (expected: one such as 2026-11-23T08:00:00Z).");
        }
    }
}
