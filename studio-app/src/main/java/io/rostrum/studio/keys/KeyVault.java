package io.rostrum.studio.keys;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import io.rostrum.push.file.OwnedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Secrets in a file, sealed by AES-256-GCM (NIST SP 800-38D) under a key that lies in a file beside it. Only their
/// owner may read the two.
///
/// It keeps secrets out of copies of the settings and of whoever gets hold of the sealed file alone. It does not
/// keep them from programs that run as the same user, which can read both files.
public final class KeyVault implements SecretStore {
    private static final byte[] HEAD = "rostrum vault 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Gson GSON = new Gson();
    private static final TypeToken<TreeMap<String, String>> SECRETS = new TypeToken<>() {};

    private final Path sealed;
    private final Path keyFile;
    private final SecureRandom random = new SecureRandom();

    /// @param folder that is there; the vault makes its files when it is first given something
    public KeyVault(Path folder) {
        this.sealed = folder.resolve("keys.vault");
        this.keyFile = folder.resolve("keys.vault-key");
    }

    @Override
    public synchronized Optional<String> get(String name) throws IOException {
        return Files.exists(sealed) ? Optional.ofNullable(read().get(name)) : Optional.empty();
    }

    @Override
    public synchronized void put(String name, String secret) throws IOException {
        Map<String, String> secrets = readOrBeginAnew();
        secrets.put(name, secret);
        write(secrets);
    }

    /// Forgets the secret of that name if it is still this one.
    ///
    /// @throws IOException if the vault cannot be used, in words
    public synchronized void removeIf(String name, String secret) throws IOException {
        if (get(name).equals(Optional.of(secret))) {
            remove(name);
        }
    }

    /// The last one takes the files away with it.
    @Override
    public synchronized void remove(String name) throws IOException {
        if (!Files.exists(sealed)) {
            return;
        }
        Map<String, String> secrets = read();
        if (secrets.remove(name) == null) {
            return;
        }
        if (secrets.isEmpty()) {
            Files.delete(sealed);
            Files.deleteIfExists(keyFile);
        } else {
            write(secrets);
        }
    }

    /// What cannot be opened is kept beside the new vault.
    private Map<String, String> readOrBeginAnew() throws IOException {
        if (!Files.exists(sealed)) {
            return new TreeMap<>();
        }
        try {
            return read();
        } catch (UnopenedException _) {
            OwnedFile.keepAside(sealed);
            return new TreeMap<>();
        }
    }

    /// A vault that its key does not open.
    private static final class UnopenedException extends IOException {
        private static final long serialVersionUID = 1L;

        UnopenedException(Path file, Throwable cause) {
            super("the vault " + file + " cannot be opened (expected: whole, with its own key file beside it)", cause);
        }
    }

    private Map<String, String> read() throws IOException {
        byte[] file = Files.readAllBytes(sealed);
        int begin = HEAD.length + NONCE_BYTES;
        try {
            if (file.length < begin) {
                throw new GeneralSecurityException("it ends within its head");
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, ByteBuffer.wrap(file, HEAD.length, NONCE_BYTES));
            String text = new String(cipher.doFinal(file, begin, file.length - begin), StandardCharsets.UTF_8);
            return GSON.fromJson(text, SECRETS);
        } catch (GeneralSecurityException | IllegalArgumentException | JsonParseException e) {
            throw new UnopenedException(sealed, e);
        }
    }

    private void write(Map<String, String> secrets) throws IOException {
        byte[] nonce = new byte[NONCE_BYTES]; // another one each time, as GCM demands
        random.nextBytes(nonce);
        if (Files.exists(keyFile) && Files.size(keyFile) != KEY_BYTES) {
            OwnedFile.keepAside(keyFile);
        }
        if (!Files.exists(keyFile)) {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            OwnedFile.write(keyFile, key);
        }
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, ByteBuffer.wrap(nonce));
            byte[] body = cipher.doFinal(GSON.toJson(secrets).getBytes(StandardCharsets.UTF_8));
            OwnedFile.write(
                    sealed,
                    ByteBuffer.allocate(HEAD.length + nonce.length + body.length)
                            .put(HEAD)
                            .put(nonce)
                            .put(body)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IOException("the vault " + sealed + " cannot be sealed", e);
        }
    }

    /// The head is authenticated with what is sealed.
    private Cipher cipher(int mode, ByteBuffer nonce) throws GeneralSecurityException, IOException {
        byte[] key = Files.exists(keyFile) ? Files.readAllBytes(keyFile) : new byte[0];
        if (key.length != KEY_BYTES) {
            throw new GeneralSecurityException(keyFile + ": " + key.length + " bytes (expected: " + KEY_BYTES + ")");
        }
        byte[] iv = new byte[NONCE_BYTES];
        nonce.get(iv);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(HEAD);
        return cipher;
    }
}
