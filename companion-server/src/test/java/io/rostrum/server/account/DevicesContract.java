package io.rostrum.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.server.account.Answer.Given;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseConfig;
import io.rostrum.server.data.DatabaseException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What devices do, over either kind of database.
abstract class DevicesContract {
    private static final Actor ACTOR = new Actor("test", "192.0.2.9");

    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private Database database;
    private StreamKeys keys;
    private AuditLog audit;
    private Devices devices;

    /// {@return an empty database}
    abstract DatabaseConfig config();

    @BeforeEach
    void open() {
        database = Database.open(directory, config(), clock);
        keys = new StreamKeys(directory, clock);
        audit = new AuditLog(database, clock);
        devices = new Devices(database, keys, audit, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Answer<Devices.Paired> pair(String name) throws Exception {
        return devices.pair(
                new PairingCodes.Pairing(new StreamName("lesson"), "Ada", now), name, "Rostrum 1.0", "192.0.2.1");
    }

    @Test
    void aDeviceHasATokenAndAKeyUntilItIsRevoked() throws Exception {
        Devices.Paired studio = ((Given<Devices.Paired>) pair("Studio")).value();
        Devices.Paired camera = ((Given<Devices.Paired>) pair("Camera")).value();
        assertThat(devices.list()).extracting(Devices.Device::name).containsExactlyInAnyOrder("Studio", "Camera");
        assertThat(devices.list()).contains(studio.device());
        assertThat(keys.grantOf(studio.key())).isPresent();

        now = now.plus(Duration.ofHours(1));
        assertThat(devices.find(studio.token(), "192.0.2.2"))
                .hasValue(new Caller.Device(studio.device().id(), "Studio", new StreamName("lesson")));
        assertThat(devices.list()).anySatisfy(device -> {
            assertThat(device.name()).isEqualTo("Studio");
            assertThat(device.seenAt()).isEqualTo(now);
            assertThat(device.address()).isEqualTo("192.0.2.2");
        });

        assertThat(devices.revoke(studio.device().id(), ACTOR)).isTrue();
        assertThat(devices.revoke(studio.device().id(), ACTOR)).isFalse();
        assertThat(devices.find(studio.token(), "192.0.2.2")).isEmpty();
        assertThat(keys.grantOf(studio.key())).isEmpty();
        assertThat(keys.grantOf(camera.key())).as("of another device").isPresent();
        assertThat(audit.find(AuditLog.Search.ALL).entries())
                .extracting(AuditLog.Entry::action)
                .contains("device paired", "device revoked");
    }

    @Test
    void nothingIsLeftOfAPairingThatFails() throws Exception {
        for (String name : new String[] {"", " ", "x".repeat(65), "a\u0000b"}) {
            assertThat(pair(name)).as(name).isInstanceOf(Answer.Refused.class);
        }
        database.close();
        assertThatThrownBy(() -> pair("Studio")).isInstanceOf(DatabaseException.class);
        assertThat(keys.list()).isEmpty();
    }

    @Test
    void aKeyIsTakenBackAlsoWhileTheDatabaseDoesNotAnswer() throws Exception {
        Devices.Paired studio = ((Given<Devices.Paired>) pair("Studio")).value();
        database.close();
        assertThatThrownBy(() -> devices.revoke(studio.device().id(), ACTOR)).isInstanceOf(DatabaseException.class);
        assertThat(keys.grantOf(studio.key())).isEmpty();
    }
}
