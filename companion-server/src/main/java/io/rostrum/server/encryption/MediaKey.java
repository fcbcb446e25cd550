package io.rostrum.server.encryption;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.http.Response;
import java.security.SecureRandom;
import javax.crypto.spec.SecretKeySpec;

/// A key that segments are encrypted with, under the name of the file by which players get it (RFC 8216
/// §5). Immutable; its text does not show it.
public final class MediaKey {
    /// What names of such files end with.
    public static final String SUFFIX = ".key";

    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String file;
    private final byte[] bytes;

    private MediaKey(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /// {@return a new key}
    ///
    /// @param number of it among those of its playlist
    static MediaKey random(int number) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return of("key-" + number + SUFFIX, bytes);
    }

    static MediaKey of(String file, byte[] bytes) {
        return new MediaKey(file, bytes.clone());
    }

    /// {@return the name of its file}
    public String file() {
        return file;
    }

    /// {@return what encrypts a segment}
    ///
    /// @param sequence its media sequence number, which is the initialization vector (RFC 8216 §5.2)
    public SegmentCipher cipher(long sequence) {
        return new SegmentCipher(this, sequence);
    }

    SecretKeySpec secret() {
        return new SecretKeySpec(bytes, "AES");
    }

    /// {@return the file, for one viewer alone}
    public Response response() {
        return Response.of(HttpResponseStatus.OK, "application/octet-stream", Unpooled.copiedBuffer(bytes))
                .header(HttpHeaderNames.CACHE_CONTROL, "private, no-store");
    }

    @Override
    public String toString() {
        return file;
    }
}
