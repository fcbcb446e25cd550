package io.rostrum.server.account;

import io.rostrum.server.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Passwords as Argon2id (RFC 9106), written as `$argon2id$v=19$m=…,t=…,p=1$salt$hash`.
///
/// A hash costs [Cost#memoryKib] of memory and tens of milliseconds, so only few are made at a time, on at
/// most half of the processors: the server's other work goes on. The rest wait their turn. Thread-safe; blocks.
public final class PasswordHash {
    /// Letters that a password must have at least (NIST SP 800-63B §3.1.1.2 asks for 8).
    public static final int LEAST_LETTERS = 8;
    /// Letters that are read at most.
    public static final int MOST_LETTERS = 256;
    private static final int AT_ONCE = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern WRITTEN =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=1\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    /// What one hash takes.
    ///
    /// @param memoryKib at least 8
    /// @param passes    over that memory
    public record Cost(int memoryKib, int passes) {
        /// The first choice of OWASP's Password Storage Cheat Sheet.
        public static final Cost DEFAULT = new Cost(19 << 10, 2);
    }

    private final Cost cost;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    /// Compared with where there is no account, so that it takes as long.
    private final String nobody;

    public PasswordHash(Cost cost) {
        this.cost = cost;
        this.nobody = written(new byte[SALT_BYTES], new byte[HASH_BYTES], cost);
    }

    /// {@return why this cannot be a password, in words; empty if it can}
    public static Optional<String> objection(Secret password) {
        int letters = password.reveal().codePointCount(0, password.reveal().length());
        if (letters < LEAST_LETTERS) {
            return Optional.of("The password is too short (expected: at least " + LEAST_LETTERS + " letters).");
        }
        return letters > MOST_LETTERS
                ? Optional.of("The password is too long (expected: at most " + MOST_LETTERS + " letters).")
                : Optional.empty();
    }

    /// {@return what is stored of a password}
    public String of(Secret password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return written(salt, hash(password, salt, cost), cost);
    }

    /// Compares in a time that depends neither on the password nor on whether there is an account.
    ///
    /// @param stored what [#of] gave; empty where there is no account
    public boolean matches(Secret password, Optional<String> stored) {
        Matcher parts = WRITTEN.matcher(stored.orElse(nobody));
        if (!parts.matches()) {
            throw new IllegalStateException("stored password (expected: Argon2id as PHC writes it)");
        }
        Cost then = new Cost(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        byte[] given = hash(password, Base64.getDecoder().decode(parts.group(3)), then);
        boolean same = MessageDigest.isEqual(given, Base64.getDecoder().decode(parts.group(4)));
        return same && stored.isPresent();
    }

    private static String written(byte[] salt, byte[] hash, Cost cost) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.passes() + ",p=1$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    private byte[] hash(Secret password, byte[] salt, Cost with) {
        String text = Normalizer.normalize(password.reveal(), Normalizer.Form.NFKC); // the same on every keyboard
        if (text.length() > 2 * MOST_LETTERS) {
            text = text.substring(0, 2 * MOST_LETTERS);
        }
        turns.acquireUninterruptibly();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(with.memoryKib())
                    .withIterations(with.passes())
                    .withParallelism(1)
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[HASH_BYTES];
            generator.generateBytes(text.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            turns.release();
        }
    }
}
