package io.rostrum.server.auth;

import io.rostrum.push.file.OwnedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file `stream-keys`: a line a key, fields parted by tabs. Lines of three fields are of servers before keys had
/// labels and limits, and are read as keys without any. Blocks on the disk. Thread-safe.
final class KeyFile {
    private static final String FIRST_LINE = "# Rostrum stream keys: name, HMAC-SHA-256, created, expires, networks,"
            + " device, replaced, label. Change with: rostrum server key";
    private static final int FIELDS_BEFORE = 3;
    private static final int FIELDS = 8;
    private static final int HMAC_LETTERS = 64;
    private static final String NONE = "-";
    private static final String REPLACED = "replaced";

    private final Path file;
    private volatile @Nullable Read last;

    /// One state of the file; equal states have equal content.
    ///
    /// @param fileKey what the system tells files apart by, which are replaced, not written over
    record Version(FileTime modifiedAt, long bytes, Optional<Object> fileKey) {}

    /// @param outdated whether a line is of a server before
    private record Read(Version version, List<StreamKey> keys, boolean outdated) {}

    KeyFile(Path file) {
        this.file = file;
    }

    private Optional<Version> version() throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new Version(found.lastModifiedTime(), found.size(), Optional.ofNullable(found.fileKey())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// {@return the keys of now, in the file's order; parsed only where the file has changed}
    List<StreamKey> keys() throws IOException {
        return read().map(Read::keys).orElse(List.of());
    }

    /// {@return whether a server before has written it}
    boolean isOutdated() throws IOException {
        return read().filter(Read::outdated).isPresent();
    }

    private Optional<Read> read() throws IOException {
        Optional<Version> version = version(); // before the file is read: what changes then is seen next time
        if (version.isEmpty()) {
            return Optional.empty();
        }
        Read known = last;
        if (known != null && known.version().equals(version.get())) {
            return Optional.of(known);
        }
        Read fresh = parse(version.get());
        last = fresh;
        return Optional.of(fresh);
    }

    private Read parse(Version version) throws IOException {
        List<StreamKey> keys = new ArrayList<>();
        boolean outdated = false;
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] fields = line.split("\t", -1);
            outdated |= fields.length == FIELDS_BEFORE;
            keys.add(key(fields, number));
        }
        return new Read(version, List.copyOf(keys), outdated);
    }

    private StreamKey key(String[] fields, int line) throws IOException {
        boolean before = fields.length == FIELDS_BEFORE;
        Optional<StreamName> name = before || fields.length == FIELDS ? StreamName.parse(fields[0]) : Optional.empty();
        if (name.isEmpty() || fields[1].length() != HMAC_LETTERS) {
            throw unreadable(line, null);
        }
        try {
            HexFormat.of().parseHex(fields[1]);
            KeyId key = new KeyId(fields[1]);
            Instant created = Instant.parse(fields[2]);
            if (before) {
                return new StreamKey(
                        key, name.get(), "", created, Optional.empty(), List.of(), Optional.empty(), false);
            }
            List<AddressRange> networks = new ArrayList<>();
            for (String network :
                    given(fields[4]).map(text -> text.split(",", -1)).orElse(new String[0])) {
                networks.add(AddressRange.parse(network).orElseThrow(() -> unreadable(line, null)));
            }
            return new StreamKey(
                    key,
                    name.get(),
                    fields[7],
                    created,
                    given(fields[3]).map(Instant::parse),
                    networks,
                    given(fields[5]),
                    fields[6].equals(REPLACED));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw unreadable(line, e);
        }
    }

    private static Optional<String> given(String field) {
        return field.equals(NONE) ? Optional.empty() : Optional.of(field);
    }

    private IOException unreadable(int line, @Nullable Exception cause) {
        return new IOException(
                file + ":" + line + ": not a stream key (expected: name, 64 hex digits, time, by tabs)", cause);
    }

    /// Writes the file anew, in one step.
    void write(List<StreamKey> keys) throws IOException {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        for (StreamKey key : keys) {
            List<String> fields = Arrays.asList(
                    key.stream().value(),
                    key.key().hmac(),
                    key.createdAt().toString(),
                    key.expiresAt().map(Instant::toString).orElse(NONE),
                    key.networks().isEmpty()
                            ? NONE
                            : String.join(
                                    ",",
                                    key.networks().stream()
                                            .map(AddressRange::text)
                                            .toList()),
                    key.device().orElse(NONE),
                    key.replaced() ? REPLACED : NONE,
                    key.label());
            text.append(String.join("\t", fields)).append('\n');
        }
        OwnedFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
