package io.rostrum.push.hls;

import io.rostrum.push.hls.MediaPlaylist.Segment;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Gets the keys of segments and decrypts them as players do (§5, §6.3.6). Used by one thread at a time.
final class Decryption {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int OK = 200;
    private static final int BLOCK_BYTES = 16;

    private final Web web;
    private final Checklist checklist;
    /// What was got, empty where that is no key.
    private final Map<URI, Optional<byte[]>> keys = new HashMap<>();

    Decryption(Web web, Checklist checklist) {
        this.web = web;
        this.checklist = checklist;
    }

    /// {@return a segment or part of one as it is without encryption; empty where it cannot be told}
    ///
    /// @param playlist that lists it
    /// @param where    its address
    Optional<byte[]> clear(URI playlist, Segment segment, String where, byte[] bytes)
            throws IOException, InterruptedException {
        if (segment.key().isEmpty()) {
            return Optional.of(bytes);
        }
        MediaPlaylist.Key key = segment.key().get();
        if (!key.method().equals("AES-128") || key.uri().isEmpty()) {
            return Optional.empty();
        }
        Optional<byte[]> secret = secret(Addresses.resolve(playlist, key.uri()));
        Optional<byte[]> clear = secret.flatMap(one -> decrypt(one, vector(key, segment.sequence()), bytes));
        if (secret.isPresent()) {
            checklist.judge(
                    HlsRule.DECRYPTS,
                    clear.isPresent(),
                    where,
                    bytes.length + " bytes cannot be decrypted with " + key.uri());
        }
        return clear;
    }

    private Optional<byte[]> secret(URI address) throws IOException, InterruptedException {
        Optional<byte[]> known = keys.get(address);
        if (known != null) {
            return known;
        }
        Web.Answer answer = web.get(address, Map.of(), LIMIT);
        int bytes = answer.body().remaining();
        boolean holds = answer.status() == OK && bytes == BLOCK_BYTES;
        checklist.judge(
                HlsRule.KEY_FILE,
                holds,
                address.toString(),
                "answered " + answer.status() + " with " + bytes + " bytes");
        if (holds) {
            String cache = answer.field("cache-control").orElse("none");
            checklist.judge(
                    HlsRule.KEY_FILE,
                    cache.contains("no-store") || cache.contains("private"),
                    address.toString(),
                    "any cache may keep it: Cache-Control " + cache);
        }
        Optional<byte[]> got = holds ? Optional.of(answer.bytes()) : Optional.empty();
        keys.put(address, got);
        return got;
    }

    /// §5.2: what the tag says, or else the media sequence number.
    private static byte[] vector(MediaPlaylist.Key key, long sequence) {
        BigInteger number = !key.vector().isEmpty() && key.hasVector()
                ? new BigInteger(key.vector().substring(2), 16)
                : BigInteger.valueOf(sequence);
        byte[] digits = number.toByteArray();
        byte[] vector = new byte[BLOCK_BYTES];
        int length = Math.min(digits.length, BLOCK_BYTES);
        System.arraycopy(digits, digits.length - length, vector, BLOCK_BYTES - length, length);
        return vector;
    }

    private static Optional<byte[]> decrypt(byte[] secret, byte[] vector, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(secret, "AES"), new IvParameterSpec(vector));
            return Optional.of(cipher.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
