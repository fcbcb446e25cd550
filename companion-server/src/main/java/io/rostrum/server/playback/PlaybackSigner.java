package io.rostrum.server.playback;

import io.rostrum.push.file.OwnedFile;
import io.rostrum.server.auth.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs playback tokens and looks at signatures: `payload.signature`, each in base64url (RFC 4648 §5),
/// where the signature is HMAC-SHA256 (RFC 2104) over the stream's name and the payload.
///
/// The key lies in the file `playback-key` of the data folder, made at the first start. Whoever removes
/// that file ends every token and signed URL there is. Thread-safe.
final class PlaybackSigner {
    static final String FILE = "playback-key";
    /// Longer texts are none of ours.
    static final int MAX_LETTERS = 512;
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 9;
    private static final String HMAC = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    PlaybackSigner(byte[] key) {
        this.key = new SecretKeySpec(key, HMAC);
    }

    /// @param data the data folder
    /// @throws IOException if the key can neither be read nor made; in words for the operator
    static PlaybackSigner open(Path data) throws IOException {
        Path file = data.resolve(FILE);
        try {
            byte[] key = Files.readAllBytes(file);
            if (key.length != KEY_BYTES) {
                throw new IOException(file + ": " + key.length + " bytes (expected: " + KEY_BYTES
                        + "; without the file another key is made, and signed URLs count no more)");
            }
            return new PlaybackSigner(key);
        } catch (NoSuchFileException e) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            OwnedFile.write(file, key);
            return new PlaybackSigner(key);
        }
    }

    String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return BASE64.encodeToString(id);
    }

    /// {@return the token for that stream alone, as it stands in addresses}
    Secret sign(String stream, PlaybackToken token) {
        return new Secret(signed(stream, token.payload()));
    }

    private String signed(String stream, String payload) {
        String encoded = BASE64.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        return encoded + "." + BASE64.encodeToString(mac("token\n" + stream + "\n" + payload));
    }

    /// {@return the token, if its signature is ours for that stream; whether it still counts is another
    /// question}
    Optional<PlaybackToken> verify(String stream, String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || text.length() > MAX_LETTERS) {
            return Optional.empty();
        }
        String payload;
        try {
            payload = new String(Base64.getUrlDecoder().decode(text.substring(0, dot)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        // the whole text is compared, since base64 has more than one way to write the same bytes
        return isSame(signed(stream, payload), text) ? PlaybackToken.read(payload) : Optional.empty();
    }

    /// {@return a digest of a text that says nothing about it without the key}
    byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(HMAC + ": missing (expected: in every JDK)", e);
        }
    }

    /// Compares in a time that depends on the lengths only.
    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
