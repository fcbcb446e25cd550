package io.rostrum.server;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.rostrum.server.config.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's certificate, read again when its file changes. [#current()] is for any thread, [#reload()] for one that
/// may wait for the disk.
final class TlsContext {
    private static final Logger log = LoggerFactory.getLogger(TlsContext.class);

    private final TlsConfig config;
    private volatile SslContext context;
    private FileTime readAt;

    private TlsContext(TlsConfig config, SslContext context, FileTime readAt) {
        this.config = config;
        this.context = context;
        this.readAt = readAt;
    }

    /// @throws IOException if certificate and key cannot be read or do not belong together
    static TlsContext open(TlsConfig config) throws IOException {
        FileTime now = changed(config.certificate());
        return new TlsContext(config, read(config), now);
    }

    private static SslContext read(TlsConfig config) throws IOException {
        try {
            return SslContextBuilder.forServer(
                            config.certificate().toFile(), config.key().toFile())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "tls.certificate " + config.certificate() + " with tls.key " + config.key() + ": " + e.getMessage()
                            + " (expected: PEM, a certificate chain and its PKCS#8 key)",
                    e);
        }
    }

    private static FileTime changed(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }

    SslContext current() {
        return context;
    }

    /// Takes a changed certificate for new connections; keeps the old one where the new cannot be used.
    void reload() {
        try {
            FileTime now = changed(config.certificate());
            if (!now.equals(readAt)) {
                readAt = now;
                context = read(config);
                log.info("[tls] certificate read again");
            }
        } catch (IOException e) {
            log.warn("[tls] the old certificate stays in use: {}", e.getMessage());
        }
    }
}
