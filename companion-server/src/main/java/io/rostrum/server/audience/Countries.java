package io.rostrum.server.audience;

import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells countries by addresses, from a file of the owner's in MaxMind's format (GeoLite2 Country or City,
/// DB-IP and others); without one it knows none. The file is read into memory once. Thread-safe.
public final class Countries {
    private static final Logger log = LoggerFactory.getLogger(Countries.class);

    private final @Nullable Reader reader;

    private Countries(@Nullable Reader reader) {
        this.reader = reader;
    }

    /// @throws IOException if the file cannot be read; in words for the operator
    public static Countries open(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return new Countries(null);
        }
        try {
            Reader read = new Reader(file.get().toFile(), Reader.FileMode.MEMORY);
            log.info("[audience] countries by {}", read.getMetadata().getDatabaseType());
            return new Countries(read);
        } catch (IOException e) {
            throw new IOException(
                    "audience.countries: " + file.get() + ": " + e.getMessage()
                            + " (expected: a file in MaxMind's format, .mmdb)",
                    e);
        }
    }

    /// {@return the ISO 3166-1 code of where an address is used; empty where it is not known}
    public Optional<String> of(InetAddress address) {
        Reader known = reader;
        if (known == null) {
            return Optional.empty();
        }
        try {
            Map<?, ?> found = known.get(address, Map.class);
            return found != null
                            && found.get("country") instanceof Map<?, ?> country
                            && country.get("iso_code") instanceof String code
                            && code.length() == 2
                    ? Optional.of(code)
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            log.debug("[audience] country: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
