package io.rostrum.server.auth;

import io.rostrum.push.file.OwnedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The stream keys of one data directory: which key publishes which stream.
///
/// A key is [#RANDOM_BITS] random bits, so nobody can guess it and a slow password hash would protect nothing more.
/// It is stored as HMAC-SHA-256 under a pepper that belongs to the installation (`stream-keys.pepper`): a copy of
/// `stream-keys` alone does not even let somebody check a key he suspects. Both files are for their owner only.
///
/// Every call reads the file, so what the command line changes holds for a running server at once; it is small, and
/// publishers are few. All methods block on the disk. Safe for several threads and processes: files are written aside
/// and moved into place, and who changes them holds `stream-keys.lock`.
public final class StreamKeys {
    /// More than 128, at 5 bits a letter.
    static final int RANDOM_BITS = 160;

    private static final String PREFIX = "rsk_";
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"; // RFC 4648 §6, lower case
    private static final int BITS_A_LETTER = 5;
    private static final int PEPPER_BYTES = 32;
    private static final String FIRST_LINE =
            "# Rostrum stream keys: name, HMAC-SHA-256, created. Change with: rostrum server key";

    private static final String FILE = "stream-keys";
    private static final String PEPPER_FILE = "stream-keys.pepper";
    private static final String LOCK_FILE = "stream-keys.lock";
    /// A lock of a file is the process's, not the thread's.
    private static final Object CHANGING = new Object();

    private final Path directory;
    private final Path file;
    private final Path pepperFile;
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    /// @param stream    what it publishes; one key a stream
    /// @param createdAt when it was made
    public record Entry(StreamName stream, Instant createdAt) {}

    /// What a key publishes.
    ///
    /// @param key which key it is, of all that the stream had or will have
    public record Grant(StreamName stream, KeyId key) {}

    /// One state of the file; equal states have equal content.
    ///
    /// @param fileKey what the system tells files apart by, which are replaced, not written over
    record Version(FileTime modifiedAt, long bytes, Optional<Object> fileKey) {}

    private record Stored(String hmac, Instant createdAt) {}

    /// @param directory the data directory, which must exist
    public StreamKeys(Path directory, Clock clock) {
        this.directory = directory;
        this.file = directory.resolve(FILE);
        this.pepperFile = directory.resolve(PEPPER_FILE);
        this.clock = clock;
    }

    /// Makes a key for a stream.
    ///
    /// @return the key, which cannot be read back later; nothing if the stream has one
    public Optional<Secret> add(StreamName stream) throws IOException {
        return alone(() -> {
            Map<StreamName, Stored> keys = read();
            if (keys.containsKey(stream)) {
                return Optional.empty();
            }
            Secret key = newKey();
            keys.put(stream, new Stored(HexFormat.of().formatHex(hmac(key, pepper())), clock.instant()));
            write(keys);
            return Optional.of(key);
        });
    }

    private interface Change<T> {
        T make() throws IOException;
    }

    private <T> T alone(Change<T> change) throws IOException {
        synchronized (CHANGING) {
            try (FileChannel lockFile = FileChannel.open(
                            directory.resolve(LOCK_FILE),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            OwnedFile.ownerOnly(directory));
                    FileLock _ = lockFile.lock()) {
                return change.make();
            }
        }
    }

    private Secret newKey() {
        StringBuilder key = new StringBuilder(PREFIX);
        for (int bits = 0; bits < RANDOM_BITS; bits += BITS_A_LETTER) {
            key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Secret(key.toString());
    }

    /// {@return whether the stream had a key; it has none now}
    public boolean revoke(StreamName stream) throws IOException {
        return alone(() -> {
            Map<StreamName, Stored> keys = read();
            if (keys.remove(stream) == null) {
                return false;
            }
            write(keys);
            return true;
        });
    }

    /// {@return the streams that have a key, by name}
    public List<Entry> list() throws IOException {
        return read().entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), entry.getValue().createdAt()))
                .toList();
    }

    /// {@return whether the stream has a key}
    public boolean has(StreamName stream) throws IOException {
        return read().containsKey(stream);
    }

    /// {@return what `key` publishes, if anything; every stored key is compared, in a time independent of what was
    /// given}
    public Optional<Grant> grantOf(Secret key) throws IOException {
        Map<StreamName, Stored> keys = read();
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        byte[] given = hmac(key, pepper());
        Grant found = null;
        for (var entry : keys.entrySet()) {
            String stored = entry.getValue().hmac();
            if (MessageDigest.isEqual(given, HexFormat.of().parseHex(stored))) {
                found = new Grant(entry.getKey(), new KeyId(stored));
            }
        }
        return Optional.ofNullable(found);
    }

    /// {@return every key there is}
    Set<KeyId> ids() throws IOException {
        return read().values().stream().map(stored -> new KeyId(stored.hmac())).collect(Collectors.toUnmodifiableSet());
    }

    /// {@return the state of the file; empty while there is none}
    Optional<Version> version() throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new Version(found.lastModifiedTime(), found.size(), Optional.ofNullable(found.fileKey())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Map<StreamName, Stored> read() throws IOException {
        Map<StreamName, Stored> keys = new TreeMap<>();
        if (!Files.exists(file)) {
            return keys;
        }
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] fields = line.split("\t", -1);
            Optional<StreamName> name = fields.length == 3 ? StreamName.parse(fields[0]) : Optional.empty();
            if (name.isEmpty() || fields[1].length() != 64) {
                throw unreadable(number, null);
            }
            try {
                HexFormat.of().parseHex(fields[1]);
                keys.put(name.get(), new Stored(fields[1], Instant.parse(fields[2])));
            } catch (IllegalArgumentException | DateTimeParseException e) {
                throw unreadable(number, e);
            }
        }
        return keys;
    }

    private IOException unreadable(int line, @Nullable Exception cause) {
        return new IOException(
                file + ":" + line + ": not a stream key (expected: name, 64 hex digits, time, by tabs)", cause);
    }

    private void write(Map<StreamName, Stored> keys) throws IOException {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        keys.forEach((name, stored) -> text.append(name)
                .append('\t')
                .append(stored.hmac())
                .append('\t')
                .append(stored.createdAt())
                .append('\n'));
        OwnedFile.write(directory.resolve(FILE), text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] pepper() throws IOException {
        if (!Files.exists(pepperFile)) {
            byte[] fresh = new byte[PEPPER_BYTES];
            random.nextBytes(fresh);
            OwnedFile.write(directory.resolve(PEPPER_FILE), fresh);
        }
        return Files.readAllBytes(pepperFile);
    }

    private static byte[] hmac(Secret key, byte[] pepper) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pepper, "HmacSHA256"));
            return mac.doFinal(key.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HmacSHA256: missing (expected: in every JDK)", e);
        }
    }
}
