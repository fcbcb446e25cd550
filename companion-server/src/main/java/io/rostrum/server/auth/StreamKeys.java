package io.rostrum.server.auth;

import io.rostrum.push.file.OwnedFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The stream keys of one data directory: which key publishes which stream.
///
/// A key is [#RANDOM_BITS] random bits, so nobody can guess it and a slow password hash would protect nothing more.
/// It is stored as HMAC-SHA-256 under a pepper that belongs to the installation (`stream-keys.pepper`): a copy of
/// `stream-keys` alone does not even let somebody check a key he suspects. Both files are for their owner only.
///
/// Every call looks at the file, so what the command line changes holds for a running server at once; it is parsed
/// again only where it has changed. All methods block on the disk. Safe for several threads and processes: files are
/// written aside and moved into place, and who changes them holds `stream-keys.lock`.
public final class StreamKeys {
    /// More than 128, at 5 bits a letter.
    static final int RANDOM_BITS = 160;
    /// Most keys of one stream.
    static final int MOST_A_STREAM = 50;

    private static final String PREFIX = "rsk_";
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"; // RFC 4648 §6, lower case
    private static final int BITS_A_LETTER = 5;
    private static final int PEPPER_BYTES = 32;

    private static final String FILE = "stream-keys";
    private static final String PEPPER_FILE = "stream-keys.pepper";
    private static final String LOCK_FILE = "stream-keys.lock";
    /// A lock of a file is the process's, not the thread's.
    private static final Object CHANGING = new Object();

    private final Path directory;
    private final KeyFile file;
    private final KeyUses uses;
    private final Path pepperFile;
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    /// What a key publishes.
    ///
    /// @param key which key it is, of all that the stream had or will have
    public record Grant(StreamName stream, KeyId key) {}

    /// What came of a key that somebody gave.
    public sealed interface Check {
        /// It publishes.
        record Granted(Grant grant) implements Check {}

        /// Nobody made it, or it was revoked.
        record Unknown() implements Check {}

        /// It is a key, which does not count now or from there.
        record Refused(Why why) implements Check {}
    }

    /// Why a key that there is does not count.
    public enum Why {
        EXPIRED,
        REPLACED,
        ELSEWHERE
    }

    /// A key that was just made.
    ///
    /// @param secret shown this once
    public record Made(StreamKey key, Secret secret) {}

    /// When and from where a key was last used.
    public record LastUse(Instant at, String from) {}

    /// @param directory the data directory, which must exist
    public StreamKeys(Path directory, Clock clock) {
        this.directory = directory;
        this.file = new KeyFile(directory.resolve(FILE));
        this.uses = new KeyUses(directory);
        this.pepperFile = directory.resolve(PEPPER_FILE);
        this.clock = clock;
    }

    /// {@return whether this is, or once was, a key of some server, rather than a name}
    static boolean looksLikeKey(Secret given) {
        return given.reveal().startsWith(PREFIX);
    }

    /// Makes the only key of a stream.
    ///
    /// @return the key, which cannot be read back later; nothing if the stream has one
    public Optional<Secret> add(StreamName stream) throws IOException {
        return alone(() -> has(stream)
                ? Optional.empty()
                : Optional.of(make(StreamKey.Wanted.of(stream)).secret()));
    }

    /// Makes one more key of a stream.
    ///
    /// @param wanted without an objection ([StreamKey.Wanted#objection])
    /// @return nothing if the stream has [#MOST_A_STREAM]
    public Optional<Made> add(StreamKey.Wanted wanted) throws IOException {
        return alone(() -> {
            long there = file.keys().stream()
                    .filter(key -> key.stream().equals(wanted.stream()))
                    .count();
            return there >= MOST_A_STREAM ? Optional.empty() : Optional.of(make(wanted));
        });
    }

    private Made make(StreamKey.Wanted wanted) throws IOException {
        Secret secret = newKey();
        StreamKey key = new StreamKey(
                id(secret),
                wanted.stream(),
                wanted.label(),
                clock.instant(),
                wanted.expiresAt(),
                wanted.networks(),
                wanted.device(),
                false);
        List<StreamKey> keys = new ArrayList<>(file.keys());
        keys.add(key);
        file.write(keys);
        return new Made(key, secret);
    }

    /// Puts a new key with the same limits in a key's place.
    ///
    /// @param keepPublishing whether what is published with the old one goes on until it ends by itself
    /// @return nothing if there is no such key
    public Optional<Made> rotate(String id, boolean keepPublishing) throws IOException {
        return alone(() -> {
            List<StreamKey> keys = new ArrayList<>(file.keys());
            Optional<StreamKey> old = keys.stream()
                    .filter(key -> key.id().equals(id) && !key.replaced())
                    .findFirst();
            if (old.isEmpty()) {
                return Optional.empty();
            }
            Secret secret = newKey();
            StreamKey fresh = old.get().withKey(id(secret), clock.instant());
            int at = keys.indexOf(old.get());
            keys.set(at, fresh);
            if (keepPublishing) {
                keys.add(at + 1, old.get().inReplacement());
            }
            file.write(keys);
            return Optional.of(new Made(fresh, secret));
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

    /// {@return how many keys were taken away that were as wanted}
    private int remove(Predicate<StreamKey> wanted) throws IOException {
        return alone(() -> {
            List<StreamKey> all = file.keys();
            List<StreamKey> rest = all.stream().filter(wanted.negate()).toList();
            if (rest.size() < all.size()) {
                file.write(rest);
            }
            return all.size() - rest.size();
        });
    }

    /// {@return whether the stream had keys; it has none now}
    public boolean revoke(StreamName stream) throws IOException {
        return remove(key -> key.stream().equals(stream)) > 0;
    }

    /// {@return whether there was such a key; it counts no more}
    public boolean revoke(String id) throws IOException {
        return remove(key -> key.id().equals(id)) > 0;
    }

    /// Takes away the keys of a device.
    public void revokeOf(String device) throws IOException {
        remove(key -> key.device().filter(device::equals).isPresent());
    }

    /// Writes a file of an older server as this one does, and forgets what is over.
    ///
    /// @param publishing keys that something is published with
    public void tidy(Set<KeyId> publishing) throws IOException {
        Predicate<StreamKey> over = key -> key.replaced() && !publishing.contains(key.key());
        if (file.isOutdated() || file.keys().stream().anyMatch(over)) {
            alone(() -> {
                file.write(file.keys().stream().filter(over.negate()).toList());
                return true;
            });
        }
        uses.save(file.keys().stream().map(StreamKey::id).collect(Collectors.toUnmodifiableSet()));
    }

    /// {@return all keys, by stream, in the order they were made}
    public List<StreamKey> list() throws IOException {
        return file.keys().stream()
                .sorted(Comparator.comparing(StreamKey::stream).thenComparing(StreamKey::createdAt))
                .toList();
    }

    /// {@return when a key was last used, as far as this process knows}
    public Optional<LastUse> lastUse(StreamKey key) {
        return uses.of(key.id()).map(use -> new LastUse(use.at(), use.from()));
    }

    /// {@return whether the stream has a key}
    public boolean has(StreamName stream) throws IOException {
        return file.keys().stream().anyMatch(key -> key.stream().equals(stream));
    }

    /// Looks whether a key publishes, and notes its use. Every stored key is compared, in a time independent of what
    /// was given.
    ///
    /// @param peer who gives it
    public Check check(Secret given, InetAddress peer) throws IOException {
        Optional<StreamKey> found = find(given);
        if (found.isEmpty()) {
            return new Check.Unknown();
        }
        StreamKey key = found.get();
        Instant now = clock.instant();
        if (key.replaced()) {
            return new Check.Refused(Why.REPLACED);
        }
        if (!key.countsAt(now)) {
            return new Check.Refused(Why.EXPIRED);
        }
        if (!key.countsFrom(peer)) {
            return new Check.Refused(Why.ELSEWHERE);
        }
        uses.used(key.id(), new KeyUses.Use(now, peer.getHostAddress()));
        return new Check.Granted(grant(key, now));
    }

    private Optional<StreamKey> find(Secret given) throws IOException {
        List<StreamKey> keys = file.keys();
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        byte[] hmac = id(given).hmac().getBytes(StandardCharsets.US_ASCII);
        StreamKey found = null;
        for (StreamKey key : keys) {
            if (MessageDigest.isEqual(hmac, key.key().hmac().getBytes(StandardCharsets.US_ASCII))) {
                found = key;
            }
        }
        return Optional.ofNullable(found);
    }

    /// {@return what `key` publishes from anywhere, if anything}
    public Optional<Grant> grantOf(Secret key) throws IOException {
        Instant now = clock.instant();
        Optional<StreamKey> found = find(key);
        return found.isEmpty() || found.get().replaced() || !found.get().countsAt(now)
                ? Optional.empty()
                : Optional.of(grant(found.get(), now));
    }

    private Grant grant(StreamKey key, Instant now) throws IOException {
        Set<String> besides = file.keys().stream()
                .filter(other -> other.stream().equals(key.stream())
                        && !other.replaced()
                        && other.countsAt(now)
                        && !other.key().equals(key.key()))
                .map(other -> other.key().hmac())
                .collect(Collectors.toUnmodifiableSet());
        return new Grant(key.stream(), new KeyId(key.key().hmac(), besides));
    }

    /// {@return every key with which something that is published goes on}
    public Set<KeyId> valid() throws IOException {
        Instant now = clock.instant();
        return file.keys().stream()
                .filter(key -> key.countsAt(now))
                .map(StreamKey::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    private KeyId id(Secret key) throws IOException {
        return new KeyId(HexFormat.of().formatHex(hmac(key, pepper())));
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
