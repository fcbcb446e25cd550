package io.rostrum.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.account.AccountConfig;
import io.rostrum.server.account.Accounts;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.Devices;
import io.rostrum.server.account.PasswordHash;
import io.rostrum.server.account.Sessions;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseConfig;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Connections on loops whose clocks the test moves; the database is never asked.
@ExtendWith(LeakGuard.class)
class LoopClientsTest {
    private static final StreamName CAM = new StreamName("cam");
    private static final Speaker TEACHER = new Speaker("account:t", "Byron", "", Optional.of(Role.TEACHER), "");

    @TempDir
    private Path directory;

    private final List<Client> clients = new ArrayList<>();
    private Database database;
    private Chat chat;
    private Room room;

    @BeforeEach
    void open() {
        Clock clock = Clock.systemUTC();
        database = Database.open(directory, DatabaseConfig.DEFAULT, clock);
        AuditLog audit = new AuditLog(database, clock);
        Accounts accounts = new Accounts(database, new PasswordHash(new PasswordHash.Cost(16, 1)), audit, clock);
        Sessions sessions = new Sessions(database, AccountConfig.DEFAULT, clock);
        Devices devices = new Devices(database, new StreamKeys(directory, clock), audit, clock);
        chat = new Chat(
                ChatConfig.DEFAULT,
                database,
                audit,
                accounts,
                sessions,
                devices,
                _ -> Optional.empty(),
                _ -> false,
                clock);
        room = new Room(
                CAM,
                new Room.Surroundings(
                        new ChatStore(database, audit),
                        _ -> Optional.of(Instant.now()),
                        _ -> false,
                        Set::of,
                        clock,
                        System::nanoTime),
                List.of(),
                ChatRules.DEFAULT,
                List.of());
    }

    @AfterEach
    void close() {
        clients.forEach(Client::finishAndReleaseAll);
        chat.close();
        database.close();
    }

    /// One connection, on a loop of its own.
    private final class Client extends EmbeddedChannel {
        private boolean stalled;

        Client() {
            freezeTime();
            clients.add(this);
            new ChatConnection(
                            chat,
                            room,
                            this,
                            new ChatConnection.Visitor(
                                    InetAddress.getLoopbackAddress(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    OptionalLong.empty()))
                    .start();
            runPendingTasks();
        }

        @Override
        public boolean isWritable() {
            return !stalled && super.isWritable();
        }

        /// {@return what was written since the last call, each write apart}
        private List<String> writes() {
            List<String> writes = new ArrayList<>();
            for (ByteBuf one = readOutbound(); one != null; one = readOutbound()) {
                writes.add(one.toString(StandardCharsets.UTF_8));
                one.release();
            }
            return writes;
        }

        private void pass(long millis) {
            runPendingTasks();
            advanceTimeBy(millis, TimeUnit.MILLISECONDS);
            runScheduledPendingTasks();
            runPendingTasks();
        }
    }

    private void say(String text) {
        assertThat(room.say(TEACHER, text)).isInstanceOf(Outcome.Done.class);
        clients.forEach(EmbeddedChannel::runPendingTasks);
    }

    @Test
    void theFirstMessageGoesAtOnceAndABurstInOneWrite() {
        Client client = new Client();
        assertThat(client.writes()).singleElement().asString().contains("\"type\":\"welcome\"");
        client.pass(100);
        say("one");
        assertThat(client.writes()).singleElement().asString().contains("\"one\"");
        say("two");
        say("three");
        assertThat(client.writes()).isEmpty();
        client.pass(41);
        assertThat(client.writes()).singleElement().asString().contains("\"two\"", "\"three\"");
    }

    @Test
    void whoComesIntoABurstGetsEachMessageOnce() {
        Client first = new Client();
        say("one");
        say("two");
        Client second = new Client();
        say("three");
        first.pass(50);
        second.pass(50);
        for (Client client : clients) {
            String all = String.join("", client.writes());
            for (String text : List.of("\"one\"", "\"two\"", "\"three\"")) {
                assertThat(all).containsOnlyOnce(text);
            }
        }
    }

    @Test
    void whoTakesNothingIsCutOffAndTheOthersGoOn() {
        Client slow = new Client();
        Client other = new Client();
        slow.stalled = true;
        clients.forEach(client -> client.pass(100));
        say("hello");
        assertThat(slow.isOpen()).isFalse();
        assertThat(other.writes()).last().asString().contains("\"hello\"");
        assertThat(room.connections()).hasSize(1);
    }

    @Test
    void whoDoesNotAnswerIsCutOff() {
        Client silent = new Client();
        for (int i = 0; i < 3; i++) {
            silent.pass(20_000);
            room.ping();
            silent.pass(1);
            assertThat(silent.isOpen()).isEqualTo(i < 2);
        }
        assertThat(room.connections()).isEmpty();
    }
}
