package io.rostrum.push.hls;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Asks a web server. Thread-safe.
public interface Web {
    /// {@return the answer, whatever its status}
    ///
    /// @param fields header fields
    /// @param limit  longest wait for it
    /// @throws IOException if there is none
    Answer get(URI address, Map<String, String> fields, Duration limit) throws IOException, InterruptedException;

    /// @param address where it came from, after redirects
    /// @param fields  header fields, names in lower case, the first value of each
    /// @param body    position 0 to limit, never changed
    /// @param millis  from asking to the last byte
    /// @param http2   whether it came over HTTP/2
    record Answer(URI address, int status, Map<String, String> fields, ByteBuffer body, long millis, boolean http2) {
        Optional<String> field(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        String text() {
            return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
        }

        byte[] bytes() {
            byte[] bytes = new byte[body.remaining()];
            body.duplicate().get(bytes);
            return bytes;
        }
    }
}
