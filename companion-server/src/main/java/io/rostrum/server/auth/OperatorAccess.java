package io.rostrum.server.auth;

import io.rostrum.push.file.OwnedFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/// Who may operate the server: whoever knows the token in the data folder, which is made at the first start.
///
/// The file `operator-token` is for its owner only; a token written there by hand counts after the next start. Guessing
/// is
/// slowed down by address. Thread-safe; only [#open] blocks.
public final class OperatorAccess {
    private static final String FILE = "operator-token";
    private static final String PREFIX = "rot_";
    private static final int TOKEN_BYTES = 20;
    private static final int LEAST_LETTERS = 16;

    private final Secret token;
    private final LongSupplier nanoTime;
    private final FailureLimiter limiter = new FailureLimiter();

    /// What came of a token.
    public enum Answer {
        ALLOWED,
        WRONG,
        TOO_MANY_FAILURES
    }

    private OperatorAccess(Secret token, LongSupplier nanoTime) {
        this.token = token;
        this.nanoTime = nanoTime;
    }

    /// {@return whether a server has made its token in a directory}
    public static boolean isIn(Path directory) {
        return Files.isRegularFile(directory.resolve(FILE));
    }

    /// {@return the token of a data directory in which a server has run}
    ///
    /// @throws IOException if there is none, or this user may not read it; in words
    public static Secret token(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        try {
            return new Secret(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "data folder " + directory + ": no " + FILE
                            + " there (expected: the folder of a server that runs; --data says which)",
                    e);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read (expected: by the user that the server runs as)", e);
        }
    }

    /// @param directory the data directory, which must exist
    /// @param nanoTime  a monotonic clock
    /// @throws IOException if the token cannot be made or read, or is too short to be one; in words
    public static OperatorAccess open(Path directory, LongSupplier nanoTime) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            byte[] random = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(random);
            String made = PREFIX + HexFormat.of().formatHex(random) + "\n";
            OwnedFile.write(directory.resolve(FILE), made.getBytes(StandardCharsets.US_ASCII));
        }
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (token.length() < LEAST_LETTERS) {
            throw new IOException(file + ": " + token.length() + " letters (expected: at least " + LEAST_LETTERS
                    + "; delete the file to have a token made)");
        }
        return new OperatorAccess(new Secret(token), nanoTime);
    }

    /// @param given what was sent as the token; empty text for none
    /// @param peer  who sent it
    public Answer check(Secret given, InetAddress peer) {
        long now = nanoTime.getAsLong();
        if (!limiter.mayTry(peer, now)) {
            return Answer.TOO_MANY_FAILURES;
        }
        if (token.equals(given)) {
            return Answer.ALLOWED;
        }
        limiter.failed(peer, now);
        return Answer.WRONG;
    }
}
