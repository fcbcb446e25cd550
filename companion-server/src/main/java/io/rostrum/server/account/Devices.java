package io.rostrum.server.account;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.rostrum.server.account.Answer.Why;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamKey;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Row;
import io.rostrum.server.http.Request;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Studios and encoders that were paired with this server. Each has a token, with which it does what concerns its own
/// stream, and a stream key of its own. Only hashes are kept. Blocks; thread-safe.
public final class Devices {
    /// What every device's token begins with.
    public static final String PREFIX = "rdt_";

    static final int NAME_LETTERS = 64;
    private static final String BEARER = "Bearer ";
    private static final Logger log = LoggerFactory.getLogger(Devices.class);
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final StreamKeys keys;
    private final AuditLog audit;
    private final Clock clock;
    private final Tickets tickets = new Tickets(new SecureRandom());

    /// One device.
    ///
    /// @param stream   what it may publish and operate
    /// @param program  what it calls its program, with the version
    /// @param pairedBy who made the code
    /// @param seenAt   when it last used its token, to the minute
    /// @param address  from where
    public record Device(
            String id,
            String name,
            StreamName stream,
            String program,
            String pairedBy,
            Instant createdAt,
            Instant seenAt,
            String address) {}

    /// A device that was just paired.
    ///
    /// @param token shown this once
    /// @param key   its stream key, shown this once
    public record Paired(Device device, Secret token, Secret key) {}

    public Devices(Database database, StreamKeys keys, AuditLog audit, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /// Makes a device of a code that was good.
    ///
    /// @param name    what its user calls it
    /// @param address where it asks from
    Answer<Paired> pair(PairingCodes.Pairing pairing, String name, String program, String address)
            throws DatabaseException, IOException {
        String called = name.strip();
        if (called.isEmpty() || called.length() > NAME_LETTERS || called.chars().anyMatch(Character::isISOControl)) {
            return Answer.refused(Why.BAD, "A device needs a name (expected: 1 to " + NAME_LETTERS + " letters).");
        }
        Instant now = clock.instant();
        Device device = new Device(
                tickets.id(now),
                called,
                pairing.stream(),
                program.length() <= NAME_LETTERS ? program : program.substring(0, NAME_LETTERS),
                pairing.by(),
                now,
                now,
                address);
        Secret token = tickets.make(PREFIX);
        Optional<StreamKeys.Made> key = keys.add(
                new StreamKey.Wanted(device.stream(), called, Optional.empty(), List.of(), Optional.of(device.id())));
        if (key.isEmpty()) {
            return Answer.refused(Why.CONFLICT, "This stream has too many keys; revoke some first.");
        }
        boolean kept = false;
        try {
            keep(device, token);
            kept = true;
        } finally {
            if (!kept) {
                keys.revokeOf(device.id());
            }
        }
        return new Answer.Given<>(new Paired(device, token, key.get().secret()));
    }

    private void keep(Device device, Secret token) throws DatabaseException {
        database.write(transaction -> {
            transaction.change(
                    "INSERT INTO devices (id, name, stream, program, token_hash, paired_by, created_at, seen_at, address)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    device.id(),
                    device.name(),
                    device.stream().value(),
                    device.program(),
                    Tickets.hash(token),
                    device.pairedBy(),
                    device.createdAt(),
                    device.seenAt(),
                    device.address());
            audit.add(
                    transaction,
                    new Actor(device.name(), device.address()),
                    "device paired",
                    device.stream().value());
            return true;
        });
    }

    private static Device read(Row row) throws DatabaseException {
        return new Device(
                row.text("id"),
                row.text("name"),
                new StreamName(row.text("stream")),
                row.text("program"),
                row.text("paired_by"),
                row.time("created_at"),
                row.time("seen_at"),
                row.text("address"));
    }

    /// {@return all, the newest first}
    public List<Device> list() throws DatabaseException {
        return database.read(transaction ->
                transaction.list("SELECT * FROM devices ORDER BY created_at DESC, id DESC", Devices::read));
    }

    /// {@return the device's token in a request's field Authorization; empty where there is none}
    public static Optional<Secret> token(Request request) {
        return request.header(HttpHeaderNames.AUTHORIZATION)
                .filter(field -> field.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(field -> field.substring(BEARER.length()).strip())
                .filter(token -> token.startsWith(PREFIX))
                .map(Secret::new);
    }

    /// {@return which device has this token}
    ///
    /// @param address from where it asks
    public Optional<Caller.Device> find(Secret token, String address) throws DatabaseException {
        Optional<Device> found = database.read(transaction ->
                transaction.one("SELECT * FROM devices WHERE token_hash = ?", Devices::read, Tickets.hash(token)));
        found.ifPresent(device -> note(device, address));
        return found.map(device -> new Caller.Device(device.id(), device.name(), device.stream()));
    }

    /// That a device was here is not worth a refusal.
    private void note(Device device, String address) {
        Instant now = clock.instant();
        if (device.seenAt().plus(NOTED_EVERY).isAfter(now) && device.address().equals(address)) {
            return;
        }
        try {
            database.write(transaction -> transaction.change(
                    "UPDATE devices SET seen_at = ?, address = ? WHERE id = ?", now, address, device.id()));
        } catch (DatabaseException e) {
            log.debug("[account] a device's time: {}", e.getMessage());
        }
    }

    /// Takes back what a device may: first its key, so that it publishes no more even where the database does not
    /// answer.
    ///
    /// @return whether there was such a device
    boolean revoke(String id, Actor actor) throws DatabaseException, IOException {
        keys.revokeOf(id);
        return database.write(transaction -> {
            Optional<String> name =
                    transaction.one("DELETE FROM devices WHERE id = ? RETURNING name", row -> row.text("name"), id);
            if (name.isPresent()) {
                audit.add(transaction, actor, "device revoked", name.get());
            }
            return name.isPresent();
        });
    }
}
