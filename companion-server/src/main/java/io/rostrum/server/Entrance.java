package io.rostrum.server;

import io.rostrum.push.file.OwnedFile;
import io.rostrum.server.account.AccessGuard;
import io.rostrum.server.account.AccessTable;
import io.rostrum.server.account.Accounts;
import io.rostrum.server.account.ApiTokens;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.ClaimCode;
import io.rostrum.server.account.Credentials;
import io.rostrum.server.account.DeviceRoutes;
import io.rostrum.server.account.Devices;
import io.rostrum.server.account.KeyRoutes;
import io.rostrum.server.account.OwnRoutes;
import io.rostrum.server.account.PairingCodes;
import io.rostrum.server.account.PasswordHash;
import io.rostrum.server.account.Sessions;
import io.rostrum.server.account.SignInRoutes;
import io.rostrum.server.account.UserRoutes;
import io.rostrum.server.auth.OperatorAccess;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channels;
import io.rostrum.server.chat.Chat;
import io.rostrum.server.classroom.Classes;
import io.rostrum.server.config.ServerConfig;
import io.rostrum.server.data.Backups;
import io.rostrum.server.data.Database;
import io.rostrum.server.http.Route;
import io.rostrum.server.live.LocalStreams;
import io.rostrum.server.playback.Playback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who comes in and from where: the database with its accounts, and what guards the routes, wired.
///
/// A server that nobody has claimed listens on this machine only, whatever address it is configured for.
/// That it was claimed is also noted in the file `claimed` of the data folder, so that a database that
/// does not answer at the start shuts nobody out.
final class Entrance implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Entrance.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final String CLAIMED = "claimed";
    /// In calls of [#keepHouse]: a quarter of an hour.
    private static final int TIDY_EVERY = 450;
    /// In calls of [#keepHouse]: half a minute.
    private static final int TRY_AGAIN_AFTER = 15;

    private final ServerConfig config;
    private final Path data;
    private final Clock clock;
    private final Database database;
    private final AuditLog audit;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Devices devices;
    private final PasswordHash passwords;
    private final Backups backups;
    private final AccessGuard guard;
    private final List<Route> routes;
    private volatile boolean held;
    private int calls;
    private int tryAgain;
    /// Those of [#keepHouse] that have taken the configured address up.
    private final BitSet moved = new BitSet();

    /// What takes up another address.
    interface Listener {
        void listenOn(String address) throws IOException;
    }

    /// @param data    the data folder
    /// @param openApi says who may do what
    Entrance(ServerConfig config, Path data, String openApi, StreamKeys keys, LocalStreams streams, Clock clock)
            throws IOException {
        this.config = config;
        this.data = data;
        this.clock = clock;
        database = Database.open(data, config.database(), clock);
        backups = new Backups(data, clock);
        passwords = new PasswordHash(PasswordHash.Cost.DEFAULT);
        audit = new AuditLog(database, clock);
        accounts = new Accounts(database, passwords, audit, clock);
        sessions = new Sessions(database, config.accounts(), clock);
        ApiTokens tokens = new ApiTokens(database, audit, clock);
        Credentials credentials = new Credentials(database, passwords, audit, clock, System::nanoTime);
        devices = new Devices(database, keys, audit, clock);
        guard = new AccessGuard(
                AccessTable.of(openApi), OperatorAccess.open(data, System::nanoTime), sessions, tokens, devices);
        routes = new ArrayList<>();
        routes.addAll(
                new SignInRoutes(accounts, credentials, sessions, config.accounts(), new ClaimCode(clock)).routes());
        routes.addAll(new OwnRoutes(accounts, credentials, sessions, tokens).routes());
        routes.addAll(new UserRoutes(accounts, sessions, audit).routes());
        routes.addAll(new KeyRoutes(keys, streams, database, audit, clock).routes());
        routes.addAll(
                new DeviceRoutes(devices, new PairingCodes(clock), keys, streams, credentials, guard, clock).routes());
        held = !ServerConfig.isLoopback(config.http().bindAddress())
                && !config.accounts().unclaimedNetwork()
                && !isClaimed();
        if (held) {
            log.warn(
                    "[server] nobody has claimed this server, so it listens on {} instead of {}. `rostrum server claim`,"
                            + " run here, says how to claim it.",
                    LOOPBACK,
                    config.http().bindAddress());
        }
    }

    private boolean isClaimed() {
        if (Files.exists(data.resolve(CLAIMED))) {
            return true;
        }
        try {
            if (!accounts.isClaimed()) {
                return false;
            }
            OwnedFile.write(data.resolve(CLAIMED), (clock.instant() + "\n").getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException e) {
            log.warn("[server] it cannot be told whether this server was claimed: {}", e.getMessage());
            return false;
        }
    }

    /// {@return where everybody keeps what is to last; closed with this}
    Database database() {
        return database;
    }

    AuditLog audit() {
        return audit;
    }

    /// {@return who they are that may watch what is not for anyone}
    Playback.People people() {
        return new Playback.People(database, audit, accounts, sessions, passwords);
    }

    /// {@return the chat of the people who come in here, to be closed before this}
    ///
    /// @param liveSince since when a stream is live
    /// @param isPlanned whether a stream is to be live now, or in a moment
    Chat chat(Function<StreamName, Optional<Instant>> liveSince, Predicate<StreamName> isPlanned) {
        return new Chat(config.chat(), database, audit, accounts, sessions, devices, liveSince, isPlanned, clock);
    }

    /// {@return the classes of the people who come in here, to be closed before this}
    ///
    /// @param isLive whether a stream is live
    Classes classes(Channels channels, Predicate<StreamName> isLive) {
        return new Classes(config.classes(), database, audit, sessions, channels, isLive, clock);
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }

    List<Route> guard(List<Route> all) {
        return guard.guard(all);
    }

    /// {@return where to listen for now}
    String address() {
        return held ? LOOPBACK : config.http().bindAddress();
    }

    /// Takes up the configured address once the server was claimed, and tries again where that cannot
    /// be done; makes
    /// backups and deletes what is
    /// over, from time to time. Called every two seconds by one thread. Blocks.
    void keepHouse(Listener... listeners) {
        if (held && calls >= tryAgain && isClaimed()) {
            held = !takeUp(listeners);
            tryAgain = calls + TRY_AGAIN_AFTER;
        }
        if (calls++ % TIDY_EVERY == 0) {
            tidy();
        }
    }

    /// {@return whether all listen on the configured address now}
    private boolean takeUp(Listener... listeners) {
        for (int i = 0; i < listeners.length; i++) {
            if (moved.get(i)) {
                continue;
            }
            try {
                listeners[i].listenOn(config.http().bindAddress());
                moved.set(i);
            } catch (IOException e) {
                log.error("[server] {}; it is tried again, and meanwhile listens on {}", e.getMessage(), LOOPBACK);
            }
        }
        return moved.cardinality() == listeners.length;
    }

    private void tidy() {
        try {
            accounts.forgetOld(clock.instant().minus(config.accounts().sessionIdle()));
            if (config.database().url().isEmpty()) {
                backups.keep(config.database().backupDays());
            }
        } catch (IOException e) {
            log.debug("[data] tidying: {}", e.getMessage()); // the database has said what is wrong
        }
    }

    /// Gives up what takes long, before the end. Does not wait.
    void stopHousekeeping() {
        backups.abandon();
    }

    @Override
    public void close() {
        database.close();
    }
}
