package io.rostrum.server.account;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.AddressRange;
import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.StreamKey;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.live.LocalStreams;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stream keys: `/api/v1/keys/…`. What is published with a key that was revoked ends before the answer is sent.
/// Guarded by [AccessGuard].
public final class KeyRoutes {
    private static final Logger log = LoggerFactory.getLogger(KeyRoutes.class);
    private static final String ROOT = "/api/v1/keys";

    private final StreamKeys keys;
    private final LocalStreams streams;
    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    record NewKey(
            @Nullable String stream,
            @Nullable String label,
            @Nullable String until,
            @Nullable List<String> networks) {}

    record Rotation(@Nullable Boolean keepPublishing) {}

    record KeyList(List<KeyView> keys) {}

    record KeyView(
            String id,
            String stream,
            String label,
            String since,
            @Nullable String until,
            List<String> networks,
            @Nullable String device,
            String state,
            boolean publishing,
            @Nullable String used,
            @Nullable String usedFrom,
            @Nullable String key) {}

    public KeyRoutes(StreamKeys keys, LocalStreams streams, Database database, AuditLog audit, Clock clock) {
        this.keys = keys;
        this.streams = streams;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                route(HttpMethod.GET, ROOT, _ -> list()),
                route(HttpMethod.POST, ROOT, this::make),
                route(HttpMethod.POST, ROOT + "/{key}/rotation", this::rotate),
                route(HttpMethod.DELETE, ROOT + "/{key}", this::revoke));
    }

    private static Route route(HttpMethod method, String path, HttpHandler handler) {
        return new Route(method, path, Route.RunsOn.VIRTUAL_THREAD, false, handler);
    }

    private Response list() throws IOException {
        Set<KeyId> publishing = streams.publishingKeys();
        return AccountJson.json(new KeyList(
                keys.list().stream().map(key -> view(key, publishing, null)).toList()));
    }

    private KeyView view(StreamKey key, Set<KeyId> publishing, @Nullable String secret) {
        Optional<StreamKeys.LastUse> use = keys.lastUse(key);
        boolean expired =
                key.expiresAt().filter(until -> !until.isAfter(clock.instant())).isPresent();
        return new KeyView(
                key.id(),
                key.stream().value(),
                key.label(),
                key.createdAt().toString(),
                key.expiresAt().map(Instant::toString).orElse(null),
                key.networks().stream().map(AddressRange::text).toList(),
                key.device().orElse(null),
                key.replaced() ? "replaced" : expired ? "expired" : "active",
                publishing.contains(key.key()),
                use.map(last -> last.at().toString()).orElse(null),
                use.map(StreamKeys.LastUse::from).orElse(null),
                secret);
    }

    private Response make(Request request) throws HttpException, IOException {
        NewKey given = AccountJson.read(request, NewKey.class);
        StreamName stream = StreamName.parse(AccountJson.text(given.stream()))
                .orElseThrow(() -> AccountJson.bad("stream: no name of one (expected: " + StreamName.GRAMMAR + ")."));
        StreamKey.Wanted wanted = new StreamKey.Wanted(
                stream,
                AccountJson.text(given.label()).strip(),
                until(given.until()),
                networks(Optional.ofNullable(given.networks()).orElse(List.of())),
                Optional.empty());
        Optional<String> objection = wanted.objection(clock.instant());
        if (objection.isPresent()) {
            throw AccountJson.bad(objection.get());
        }
        Optional<StreamKeys.Made> made = keys.add(wanted);
        if (made.isEmpty()) {
            throw new HttpException(
                    HttpResponseStatus.CONFLICT, "This stream has too many keys; revoke some of them first.");
        }
        return made(request, "key made", made.get());
    }

    private static Optional<Instant> until(@Nullable String text) throws HttpException {
        try {
            return AccountJson.given(text).map(Instant::parse);
        } catch (DateTimeException e) {
            throw AccountJson.bad("until: no time (expected: one such as 2027-01-31T18:00:00Z).");
        }
    }

    private static List<AddressRange> networks(List<String> texts) throws HttpException {
        List<AddressRange> networks = new ArrayList<>();
        for (String text : texts) {
            networks.add(AddressRange.parse(AccountJson.text(text))
                    .orElseThrow(() -> AccountJson.bad(
                            "networks: “" + text + "” is none (expected: " + AddressRange.GRAMMAR + ").")));
        }
        return networks;
    }

    private Response made(Request request, String action, StreamKeys.Made made) throws IOException {
        note(request, action, made.key());
        return AccountJson.json(
                HttpResponseStatus.CREATED,
                view(made.key(), streams.publishingKeys(), made.secret().reveal()));
    }

    private Response rotate(Request request) throws HttpException, IOException {
        Rotation given = AccountJson.read(request, Rotation.class);
        Optional<StreamKeys.Made> made =
                keys.rotate(request.pathValue("key"), Boolean.TRUE.equals(given.keepPublishing()));
        if (made.isEmpty()) {
            throw missing();
        }
        streams.endRevoked(keys.valid());
        return made(request, "key rotated", made.get());
    }

    private Response revoke(Request request) throws HttpException, IOException {
        String id = request.pathValue("key");
        Optional<StreamKey> key =
                keys.list().stream().filter(one -> one.id().equals(id)).findFirst();
        if (key.isEmpty() || !keys.revoke(id)) {
            throw missing();
        }
        streams.endRevoked(keys.valid());
        note(request, "key revoked", key.get());
        return AccountJson.done();
    }

    private static HttpException missing() {
        return new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such key any more.");
    }

    /// A key must be revocable also while the database does not answer.
    private void note(Request request, String action, StreamKey key) {
        Actor actor = Actor.of(request.caller(), request.peer().getAddress().getHostAddress());
        String subject = key.stream() + (key.label().isEmpty() ? "" : " (" + key.label() + ")");
        log.info("[auth] {}: {} by {} from {}", action, subject, actor.name(), actor.address());
        try {
            database.write(transaction -> {
                audit.add(transaction, actor, action, subject);
                return true;
            });
        } catch (DatabaseException e) {
            log.warn("[auth] {} is not in the audit log: {}", action, e.getMessage());
        }
    }
}
