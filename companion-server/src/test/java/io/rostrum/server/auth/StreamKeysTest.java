package io.rostrum.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.server.auth.StreamKeys.Check;
import io.rostrum.server.auth.StreamKeys.Grant;
import io.rostrum.server.auth.StreamKeys.Made;
import io.rostrum.server.auth.StreamKeys.Why;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamKeysTest {
    private static final StreamName CAM = new StreamName("cam");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path directory;

    private StreamKeys keys() {
        return new StreamKeys(directory, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void aKeyPublishesItsStreamAndNoOtherDoes() throws IOException {
        Secret key = keys().add(CAM).orElseThrow();
        Secret other = keys().add(new StreamName("other")).orElseThrow();

        assertThat(keys().grantOf(key).map(Grant::stream)).hasValue(CAM);
        assertThat(keys().grantOf(other).map(Grant::stream)).hasValue(new StreamName("other"));
        assertThat(keys().grantOf(new Secret(key.reveal() + "x"))).isEmpty();
        assertThat(keys().grantOf(new Secret("cam"))).isEmpty();
        assertThat(keys().grantOf(new Secret(""))).isEmpty();
    }

    @Test
    void aKeyHasAtLeast128RandomBits() throws IOException {
        String key = keys().add(CAM).orElseThrow().reveal();

        assertThat(key).matches("rsk_[a-z2-7]{32}"); // 5 bits a letter
        assertThat(StreamName.parse(key)).isPresent(); // fits where encoders want it, unescaped
    }

    @Test
    void theFilesHoldNoKeyAndAreForTheirOwnerOnly() throws IOException {
        String key = keys().add(CAM).orElseThrow().reveal();

        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain(key)
                        .doesNotContain(key.substring(4));
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aRunningServerSeesChangesAtOnce() throws IOException {
        StreamKeys server = keys();
        Secret key = keys().add(CAM).orElseThrow();
        assertThat(server.grantOf(key).map(Grant::stream)).hasValue(CAM);

        assertThat(keys().revoke(CAM)).isTrue();
        assertThat(server.grantOf(key)).isEmpty();
        assertThat(keys().revoke(CAM)).isFalse();
    }

    @Test
    void theKeysThatAreValidAreReadAgainWhenTheyChange() throws IOException {
        StreamKeys server = keys();
        assertThat(server.valid()).isEmpty();
        Secret key = keys().add(CAM).orElseThrow();
        KeyId first = keys().grantOf(key).orElseThrow().key();
        assertThat(server.valid()).containsExactly(first);

        keys().revoke(CAM);
        assertThat(server.valid()).isEmpty();
        keys().add(CAM);
        assertThat(server.valid()).hasSize(1).doesNotContain(first);
        Files.delete(directory.resolve("stream-keys"));
        assertThat(server.valid()).isEmpty();
    }

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private Made another(String label, Optional<Instant> until, String... networks) throws IOException {
        return keys().add(new StreamKey.Wanted(
                        CAM,
                        label,
                        until,
                        Stream.of(networks)
                                .flatMap(text -> AddressRange.parse(text).stream())
                                .toList(),
                        Optional.empty()))
                .orElseThrow();
    }

    @Test
    void aStreamHasSeveralKeysEachRevokedByItself() throws IOException {
        Secret first = keys().add(CAM).orElseThrow();
        Made second = another("room 3\\ tab?", Optional.of(NOW.plusSeconds(1)), "192.0.2.0/24", "2001:db8::/32");
        assertThat(keys().list()).extracting(StreamKey::label).containsExactlyInAnyOrder("", "room 3\\ tab?");
        assertThat(keys().list()).anySatisfy(key -> assertThat(key).isEqualTo(second.key()));

        assertThat(keys().revoke(second.key().id())).isTrue();
        assertThat(keys().revoke(second.key().id())).isFalse();
        assertThat(keys().grantOf(first)).isPresent();
        assertThat(keys().grantOf(second.secret())).isEmpty();
    }

    @Test
    void aKeyCountsUntilItExpiresAndFromItsNetworks() throws IOException {
        Made key = another("", Optional.of(NOW.plusSeconds(1)), "192.0.2.0/24");
        InetAddress there = InetAddress.getByName("192.0.2.200");
        assertThat(keys().check(key.secret(), there)).isInstanceOf(Check.Granted.class);
        assertThat(keys().check(key.secret(), HERE)).isEqualTo(new Check.Refused(Why.ELSEWHERE));

        StreamKeys later = new StreamKeys(directory, Clock.fixed(NOW.plusSeconds(1), ZoneOffset.UTC));
        assertThat(later.check(key.secret(), there)).isEqualTo(new Check.Refused(Why.EXPIRED));
        assertThat(keys().valid()).hasSize(1);
        assertThat(later.valid()).as("what it publishes ends").isEmpty();
    }

    @Test
    void aKeyIsRotatedWhileItPublishes() throws IOException {
        Made old = another("room 3", Optional.empty(), "127.0.0.0/8");
        KeyId publishing = old.key().key();
        Made kept = keys().rotate(old.key().id(), true).orElseThrow();

        assertThat(keys().valid())
                .as("what runs goes on")
                .contains(publishing, kept.key().key());
        assertThat(keys().check(old.secret(), HERE)).as("nothing new").isEqualTo(new Check.Refused(Why.REPLACED));
        assertThat(keys().check(kept.secret(), HERE)).isInstanceOf(Check.Granted.class);
        assertThat(kept.key().label()).isEqualTo("room 3");
        assertThat(kept.key().networks()).isEqualTo(old.key().networks());
        assertThat(keys().rotate(old.key().id(), true)).as("already").isEmpty();

        keys().tidy(Set.of(publishing));
        assertThat(keys().valid()).contains(publishing);
        keys().tidy(Set.of());
        assertThat(keys().valid()).containsExactly(kept.key().key());

        Made ended = keys().rotate(kept.key().id(), false).orElseThrow();
        assertThat(keys().valid()).containsExactly(ended.key().key());
    }

    @Test
    void onlyAKeyThatCountsNoMoreGivesWay() throws IOException {
        Made first = another("first", Optional.empty());
        Made second = another("second", Optional.empty());
        KeyId one = keys().grantOf(first.secret()).orElseThrow().key();
        KeyId two = keys().grantOf(second.secret()).orElseThrow().key();
        assertThat(two.replaces(one)).isFalse();
        assertThat(one.replaces(one)).isFalse();

        Secret fresh = keys().rotate(first.key().id(), true).orElseThrow().secret();
        assertThat(keys().grantOf(fresh).orElseThrow().key().replaces(one)).isTrue();
        assertThat(keys().grantOf(fresh).orElseThrow().key().replaces(two)).isFalse();
    }

    @Test
    void keysOfAServerBeforeAreTakenOver() throws Exception {
        Secret key = keys().add(CAM).orElseThrow();
        String hmac = keys().list().getFirst().key().hmac();
        Path file = directory.resolve("stream-keys");
        Files.writeString(
                file,
                "# Rostrum stream keys: name, HMAC-SHA-256, created. Change with: rostrum server key\n"
                        + "cam\t" + hmac + "\t2026-01-02T03:04:05Z\n"
                        + "other\t" + "ab".repeat(32) + "\t2026-01-02T03:04:06.123456Z\n");
        List<StreamKey> before = keys().list();
        assertThat(keys().grantOf(key).map(Grant::stream)).as("also unchanged").hasValue(CAM);

        keys().tidy(Set.of());

        assertThat(Files.readAllLines(file))
                .element(1)
                .asString()
                .startsWith("cam\t" + hmac)
                .endsWith("\t-\t-\t-\t-\t");
        assertThat(keys().list()).isEqualTo(before).hasSize(2);
        assertThat(keys().list().getFirst().createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(keys().grantOf(key).map(Grant::stream)).hasValue(CAM);
        FileTime written = Files.getLastModifiedTime(file);
        keys().tidy(Set.of());
        assertThat(Files.getLastModifiedTime(file)).as("written once").isEqualTo(written);
    }

    @Test
    void theLastUseOfAKeyIsKept() throws IOException {
        Made key = another("", Optional.empty());
        StreamKeys server = keys();
        assertThat(server.lastUse(key.key())).isEmpty();
        server.check(key.secret(), HERE);
        server.tidy(Set.of());

        assertThat(keys().lastUse(key.key())).hasValue(new StreamKeys.LastUse(NOW, "127.0.0.1"));
    }

    @Test
    void aStreamHasOneKey() throws IOException {
        assertThat(keys().add(CAM)).isPresent();
        assertThat(keys().add(CAM)).isEmpty();
        assertThat(keys().list()).singleElement().satisfies(key -> {
            assertThat(key.stream()).isEqualTo(CAM);
            assertThat(key.createdAt()).isEqualTo(NOW);
        });
    }

    @Test
    void noKeyIsLostWhenSeveralAreMadeAtOnce() throws Exception {
        int each = 25;
        try (var makers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> making = new ArrayList<>();
            for (String prefix : List.of("a", "b", "c", "d")) {
                making.add(makers.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        keys().add(new StreamName(prefix + i));
                    }
                    return null;
                }));
            }
            for (Future<?> made : making) {
                made.get();
            }
        }

        assertThat(keys().list()).hasSize(4 * each);
    }

    @Test
    void aDamagedFileIsNamedWithItsLine() throws IOException {
        Files.writeString(directory.resolve("stream-keys"), "# comment\ncam\tnothex\t2026-11-21T12:00:00Z\n");

        assertThatThrownBy(() -> keys().list())
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("stream-keys:2: not a stream key (expected: name, 64 hex digits, time, by tabs)");
    }

    @Test
    void aSecretIsNotShown() {
        assertThat(new Secret("rsk_abc")).hasToString("[redacted]").isEqualTo(new Secret("rsk_abc"));
    }
}
