package io.rostrum.studio.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sealed file, and what becomes of it when it or its key is damaged.
final class KeyVaultTest {
    private static final int HEAD = 16;
    private static final int NONCE = 12;

    @TempDir
    Path folder;

    private Path sealed() {
        return folder.resolve("keys.vault");
    }

    private Path keyFile() {
        return folder.resolve("keys.vault-key");
    }

    private KeyVault vault() {
        return new KeyVault(folder);
    }

    @Test
    void whatIsPutInIsFoundByAnotherAndGoesWithTheLast() throws IOException {
        vault().put("a", "live_123456_secret");
        vault().put("b", "ключ");
        vault().put("a", "another");
        assertThat(vault().get("a")).contains("another");
        assertThat(vault().get("b")).contains("ключ");
        assertThat(vault().get("c")).isEmpty();

        vault().removeIf("a", "not this");
        assertThat(vault().get("a")).contains("another");
        vault().removeIf("a", "another");
        assertThat(vault().get("a")).isEmpty();
        vault().remove("c");
        vault().remove("b");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void itIsSealedByAesGcmWithANewNonceEachTimeAndForItsOwnerOnly() throws Exception {
        vault().put("a", "live_123456_secret");
        byte[] first = Files.readAllBytes(sealed());
        vault().put("b", "x");
        byte[] second = Files.readAllBytes(sealed());
        assertThat(new String(second, StandardCharsets.ISO_8859_1))
                .startsWith("rostrum vault 1\n")
                .doesNotContain("live_");
        assertThat(Arrays.copyOfRange(first, HEAD, HEAD + NONCE))
                .isNotEqualTo(Arrays.copyOfRange(second, HEAD, HEAD + NONCE));

        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(Files.readAllBytes(keyFile()), "AES"),
                new GCMParameterSpec(128, second, HEAD, NONCE));
        cipher.updateAAD(second, 0, HEAD);
        String opened =
                new String(cipher.doFinal(second, HEAD + NONCE, second.length - HEAD - NONCE), StandardCharsets.UTF_8);
        assertThat(opened).isEqualTo("{\"a\":\"live_123456_secret\",\"b\":\"x\"}");

        for (Path file : new Path[] {sealed(), keyFile()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aByteThatChangedAnywhereIsNoticedAndNothingIsWrittenOver() throws IOException {
        vault().put("a", "secret");
        byte[] whole = Files.readAllBytes(sealed());
        for (int i = HEAD; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(sealed(), damaged);
            assertThatThrownBy(() -> vault().get("a"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be opened");
        }
        Files.write(sealed(), Arrays.copyOf(whole, 20));
        assertThatThrownBy(() -> vault().get("a")).hasMessageContaining("cannot be opened");

        vault().put("b", "new");
        assertThat(vault().get("b")).contains("new");
        assertThat(folder.resolve("keys.vault.unreadable")).hasBinaryContent(Arrays.copyOf(whole, 20));
    }

    @Test
    void aVaultWithoutItsKeyIsKeptBesideANewOne() throws IOException {
        vault().put("a", "secret");
        byte[] whole = Files.readAllBytes(sealed());
        Files.write(keyFile(), new byte[3]);
        vault().put("b", "new");
        assertThat(vault().get("b")).contains("new");
        assertThat(vault().get("a")).isEmpty();
        assertThat(folder.resolve("keys.vault.unreadable")).hasBinaryContent(whole);
        assertThat(folder.resolve("keys.vault-key.unreadable")).hasBinaryContent(new byte[3]);
    }
}
