package io.rostrum.server.webhook;

import io.rostrum.server.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How receivers tell our messages from anybody's: Standard Webhooks 1.0.0, “Webhook signatures”.
///
/// HMAC-SHA256 over `id.timestamp.body`, where the timestamp, in seconds since 1970, is of the attempt, so
/// that a message that somebody has overheard cannot be sent again later.
public final class Signature {
    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";
    private static final String PREFIX = "whsec_";
    private static final int KEY_BYTES = 32;
    private static final int LEAST_KEY_BYTES = 24;
    private static final String HMAC = "HmacSHA256";

    private Signature() {}

    /// {@return a new secret, as its receiver is given it}
    static Secret newSecret(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new Secret(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /// {@return whether a text is a secret that one can sign with}
    public static boolean isSecret(String text) {
        try {
            return text.startsWith(PREFIX)
                    && Base64.getDecoder().decode(text.substring(PREFIX.length())).length >= LEAST_KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// {@return the value of [#SIGNATURE]}
    public static String of(Secret secret, String id, Instant at, String body) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.reveal().substring(PREFIX.length()));
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            String signed = id + "." + at.getEpochSecond() + "." + body;
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(HMAC + ": missing (expected: in every JDK)", e);
        }
    }
}
