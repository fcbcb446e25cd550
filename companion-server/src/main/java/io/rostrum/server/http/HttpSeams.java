package io.rostrum.server.http;

import io.netty.handler.ssl.SslContext;
import java.util.Optional;
import java.util.function.Supplier;

/// What a server may be given besides its routes.
///
/// @param errors   forms refusals
/// @param observer told of each answered request
/// @param tls      asked for a context at each connection, so that a certificate can be replaced while running; empty
///                 for plain HTTP
public record HttpSeams(ErrorRenderer errors, RequestObserver observer, Optional<Supplier<SslContext>> tls) {
    /// Plain HTTP, refusals as text, nobody told.
    public static final HttpSeams NONE =
            new HttpSeams(ErrorRenderer.PLAIN, (pattern, status, bytes, nanos) -> {}, Optional.empty());
}
