package io.rostrum.server;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.rostrum.server.config.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's certificate, read again when its file changes. [#web()] and [#plain()] are for any thread, [#reload()]
/// for one that may wait for the disk.
final class TlsContext {
    private static final Logger log = LoggerFactory.getLogger(TlsContext.class);

    private final TlsConfig config;
    private volatile Contexts contexts;
    private Version inUse;
    private Version refused;

    /// @param plain for what is not HTTP
    /// @param web   offers HTTP/2 and HTTP/1.1 (RFC 7301)
    private record Contexts(SslContext plain, SslContext web) {}

    /// One state of both files, which are seldom replaced at the same moment.
    private record Version(FileTime certificate, FileTime key) {
        static Version of(TlsConfig config) throws IOException {
            return new Version(
                    Files.getLastModifiedTime(config.certificate()), Files.getLastModifiedTime(config.key()));
        }
    }

    private TlsContext(TlsConfig config, Contexts contexts, Version inUse) {
        this.config = config;
        this.contexts = contexts;
        this.inUse = inUse;
        this.refused = inUse;
    }

    /// @throws IOException if certificate and key cannot be read or do not belong together
    static TlsContext open(TlsConfig config) throws IOException {
        Version now = Version.of(config);
        return new TlsContext(config, read(config), now);
    }

    private static Contexts read(TlsConfig config) throws IOException {
        try {
            return new Contexts(
                    builder(config).build(),
                    builder(config)
                            .applicationProtocolConfig(new ApplicationProtocolConfig(
                                    ApplicationProtocolConfig.Protocol.ALPN,
                                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                                    ApplicationProtocolNames.HTTP_2,
                                    ApplicationProtocolNames.HTTP_1_1))
                            .build());
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "tls.certificate " + config.certificate() + " with tls.key " + config.key() + ": " + e.getMessage()
                            + " (expected: PEM, a certificate chain and its PKCS#8 key)",
                    e);
        }
    }

    private static SslContextBuilder builder(TlsConfig config) {
        return SslContextBuilder.forServer(
                        config.certificate().toFile(), config.key().toFile())
                .protocols("TLSv1.3", "TLSv1.2");
    }

    SslContext plain() {
        return contexts.plain();
    }

    SslContext web() {
        return contexts.web();
    }

    /// Takes a changed certificate or key for new connections, those that are open go on; keeps the old ones where the
    /// new
    /// cannot be used, and looks again next time.
    void reload() {
        Version now = inUse;
        try {
            now = Version.of(config);
            if (!now.equals(inUse)) {
                contexts = read(config);
                inUse = now;
                log.info("[tls] certificate read again");
            }
        } catch (IOException e) {
            if (!now.equals(refused)) {
                refused = now;
                log.warn("[tls] the old certificate stays in use: {}", e.getMessage());
            }
        }
    }
}
