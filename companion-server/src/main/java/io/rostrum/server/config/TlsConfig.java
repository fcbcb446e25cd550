package io.rostrum.server.config;

import java.nio.file.Path;

/// `tls` in rostrum.yaml: the certificate, and which listeners use it.
///
/// @param certificate PEM, the server's certificate first, then its chain
/// @param key         PEM, PKCS#8, without a password
/// @param http        whether the HTTP port speaks HTTPS
/// @param rtmp        whether the RTMP port speaks RTMPS
public record TlsConfig(Path certificate, Path key, boolean http, boolean rtmp) {}
