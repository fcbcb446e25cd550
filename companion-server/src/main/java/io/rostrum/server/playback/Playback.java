package io.rostrum.server.playback;

import io.netty.channel.Channel;
import io.rostrum.server.account.Accounts;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.PasswordHash;
import io.rostrum.server.account.Sessions;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channels;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may watch what, wired. Thread-safe.
public final class Playback implements PlaybackDoor {
    private static final Logger log = LoggerFactory.getLogger(Playback.class);
    /// In calls of [#keepHouse()]: ten seconds.
    private static final int ACCOUNTS_EVERY = 5;
    /// In calls of [#keepHouse()]: a quarter of an hour.
    private static final int TIDY_EVERY = 450;

    private final Accesses accesses;
    private final Revoked revoked;
    private final Members members;
    private final PlaybackGate gate;
    private final Connections connections = new Connections();
    private final Sightings sightings = new Sightings();
    private final PlaybackRoutes routes;
    private int calls;

    /// The people and their rights, as the rest of the server keeps them.
    public record People(
            Database database, AuditLog audit, Accounts accounts, Sessions sessions, PasswordHash passwords) {}

    private Playback(
            People people,
            Channels channels,
            Membership classes,
            PlaybackConfig config,
            Optional<Function<InetAddress, Optional<String>>> countryOf,
            Path data,
            Clock clock)
            throws IOException {
        PlaybackSigner signer = PlaybackSigner.open(data);
        accesses = new Accesses(people.database(), people.audit(), clock, data);
        revoked = new Revoked(people.database(), clock);
        members = new Members(people.database());
        gate = new PlaybackGate(
                accesses,
                revoked,
                members,
                classes,
                signer,
                stream -> channels.of(stream).ownerId(),
                new PlaybackGate.Everywhere(config.rules(), countryOf.orElse(_ -> Optional.empty())),
                clock);
        routes = new PlaybackRoutes(
                gate,
                accesses,
                revoked,
                new StreamPasswords(people.passwords(), signer, System::nanoTime),
                people.sessions(),
                channels,
                classes,
                config,
                countryOf.isPresent(),
                this::recheck);
        accesses.onChanged(this::recheck);
        people.accounts().onChanged(this::accountsChanged);
        people.sessions().onEnded(this::accountsChanged);
    }

    /// Reads what the database says; where it does not answer, it is tried again by [#keepHouse()].
    ///
    /// @param countryOf tells the country of an address; empty where this server knows none
    /// @param data      the data folder
    /// @throws IOException if the key or the names kept there cannot be used; in words for the operator
    public static Playback open(
            People people,
            Channels channels,
            Membership classes,
            PlaybackConfig config,
            Optional<Function<InetAddress, Optional<String>>> countryOf,
            Path data,
            Clock clock)
            throws IOException {
        Playback playback = new Playback(people, channels, classes, config, countryOf, data, clock);
        playback.load();
        playback.readMembers();
        return playback;
    }

    private void load() {
        try {
            accesses.load();
            revoked.load();
        } catch (DatabaseException e) {
            log.debug("[playback] who may watch is not read yet: {}", e.getMessage()); // the database has said why
        }
    }

    public PlaybackGate gate() {
        return gate;
    }

    /// {@return the routes of the API}
    public List<Route> routes() {
        return routes.routes();
    }

    /// {@return the same routes, those that give a stream's media guarded}
    ///
    /// @param recorded tells by a recording's id which stream it is of; empty where there is none
    public List<Route> guard(List<Route> all, Function<String, Optional<StreamName>> recorded) {
        return new PlaybackGuard(gate, connections, sightings, recorded).guard(all);
    }

    @Override
    public PlaybackGate.Verdict decide(StreamName stream, String query, InetAddress address) {
        return gate.decide(stream, query, address);
    }

    @Override
    public Optional<String> publishObjection(StreamName stream, InetAddress address) {
        return gate.publishObjection(stream, address);
    }

    @Override
    public void playing(StreamName stream, PlaybackGate.Verdict verdict, InetAddress address, Channel channel) {
        Optional<PlaybackToken> token = verdict instanceof PlaybackGate.Verdict.Granted granted
                ? Optional.of(granted.token())
                : Optional.empty();
        connections.add(new Connections.Held(stream.value(), token, address, channel));
    }

    /// Ends every connection of those who may watch no more. Any thread.
    public void recheck() {
        int ended = connections.sweep(
                held -> gate.mayStay(held.stream(), held.token(), held.address()), "may watch no more");
        if (ended > 0) {
            log.info("[playback] ended {} connections that may watch no more", ended);
        }
    }

    private void accountsChanged() {
        readMembers();
        recheck();
    }

    private void readMembers() {
        try {
            members.load();
        } catch (DatabaseException e) {
            log.debug("[playback] accounts: {}", e.getMessage()); // the database has said what is wrong
        }
    }

    /// Takes back what a viewer's connection was let in by. Blocks.
    public void kicked(Channel channel) {
        connections.tokenOf(channel).ifPresent(this::takeBack);
    }

    /// Takes back what a player of HLS or DASH was seen with. Blocks.
    public void kicked(StreamName stream, InetAddress address, String program) {
        sightings.of(stream.value(), address, program).forEach(this::takeBack);
        recheck();
    }

    private void takeBack(PlaybackToken token) {
        try {
            revoked.add(token.id(), Instant.ofEpochSecond(token.expiresAt()));
        } catch (DatabaseException e) {
            log.warn("[playback] the token {} is taken back until the server ends: {}", token.id(), e.getMessage());
        }
    }

    /// Ends who may watch no more because time has passed, and looks what others have changed. Called
    /// every two seconds by one thread. Blocks.
    public void keepHouse() {
        recheck(); // which waits for nobody
        load();
        calls++;
        if (calls % ACCOUNTS_EVERY == 0) {
            readMembers();
        }
        recheck();
        if (calls % TIDY_EVERY == 0) {
            try {
                revoked.tidy();
            } catch (DatabaseException e) {
                log.debug("[playback] tidying: {}", e.getMessage());
            }
        }
    }
}
