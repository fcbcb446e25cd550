package io.rostrum.push.rtmp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The signed handshake of Flash Player 9 and later.
///
/// A packet holds an HMAC-SHA256 of itself, 32 bytes at a place that four bytes of the packet tell; the key is a
/// sentence known to all, so it proves nothing but that the peer knows the scheme. Adobe never published it: places
/// and keys as in librtmp and FFmpeg's `rtmpproto.c`, checked against what FFmpeg sends and accepts.
final class HandshakeDigest {
    private static final int DIGEST_BYTES = 32;
    private static final int POSITIONS = 728;
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] KEY_TAIL =
            HEX.parseHex("f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae");
    private static final byte[] PLAYER_KEY = ascii("Genuine Adobe Flash Player 001");
    private static final byte[] SERVER_KEY = ascii("Genuine Adobe Flash Media Server 001");
    private static final byte[] FULL_SERVER_KEY = join(SERVER_KEY, KEY_TAIL);

    /// S1's bytes 4 to 7: FFmpeg checks S2's signature only if the first of them is 3 or more.
    private static final byte[] SERVER_VERSION = {5, 0, 17, 1};

    /// Where the digest is.
    enum Scheme {
        /// The four bytes at 8 tell; the digest is in the first half.
        SCHEME_0(8),
        /// The four bytes at 772 tell; the digest is in the second half.
        SCHEME_1(772);

        private final int pointer;

        Scheme(int pointer) {
            this.pointer = pointer;
        }

        int position(byte[] packet) {
            int sum = 0;
            for (int i = 0; i < 4; i++) {
                sum += packet[pointer + i] & 0xFF;
            }
            return pointer + 4 + sum % POSITIONS;
        }
    }

    private HandshakeDigest() {}

    /// {@return the scheme by which the client signed `c1`, or null if it did not}
    static @Nullable Scheme clientScheme(byte[] c1) {
        for (Scheme scheme : Scheme.values()) {
            int position = scheme.position(c1);
            byte[] digest = Arrays.copyOfRange(c1, position, position + DIGEST_BYTES);
            if (MessageDigest.isEqual(digest, digest(c1, position, PLAYER_KEY))) {
                return scheme;
            }
        }
        return null;
    }

    /// Signs random `s1`, and `s2` as the answer to `c1`, in place.
    static void signServer(byte[] s1, byte[] s2, byte[] c1, Scheme scheme) {
        System.arraycopy(SERVER_VERSION, 0, s1, 4, SERVER_VERSION.length);
        int position = scheme.position(s1);
        System.arraycopy(digest(s1, position, SERVER_KEY), 0, s1, position, DIGEST_BYTES);

        int clientPosition = scheme.position(c1);
        byte[] clientDigest = Arrays.copyOfRange(c1, clientPosition, clientPosition + DIGEST_BYTES);
        byte[] key = hmac(FULL_SERVER_KEY, clientDigest, 0, DIGEST_BYTES);
        int signed = s2.length - DIGEST_BYTES;
        System.arraycopy(hmac(key, s2, 0, signed), 0, s2, signed, DIGEST_BYTES);
    }

    /// {@return the HMAC of all of `packet` but the digest's own place}
    private static byte[] digest(byte[] packet, int position, byte[] key) {
        byte[] rest = new byte[packet.length - DIGEST_BYTES];
        System.arraycopy(packet, 0, rest, 0, position);
        System.arraycopy(packet, position + DIGEST_BYTES, rest, position, rest.length - position);
        return hmac(key, rest, 0, rest.length);
    }

    private static byte[] hmac(byte[] key, byte[] data, int offset, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(data, offset, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is in every Java", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
