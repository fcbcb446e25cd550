package io.rostrum.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.server.auth.StreamKeys.Grant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
        ValidKeys valid = new ValidKeys(keys());
        assertThat(valid.now()).isEmpty();
        Secret key = keys().add(CAM).orElseThrow();
        KeyId first = keys().grantOf(key).orElseThrow().key();
        assertThat(valid.now()).containsExactly(first);

        keys().revoke(CAM);
        assertThat(valid.now()).isEmpty();
        keys().add(CAM);
        assertThat(valid.now()).hasSize(1).doesNotContain(first);
        Files.delete(directory.resolve("stream-keys"));
        assertThat(valid.now()).isEmpty();
    }

    @Test
    void aStreamHasOneKey() throws IOException {
        assertThat(keys().add(CAM)).isPresent();
        assertThat(keys().add(CAM)).isEmpty();
        assertThat(keys().list()).containsExactly(new StreamKeys.Entry(CAM, NOW));
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
