package io.rostrum.server.account;

import io.rostrum.server.auth.Role;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Somebody who may sign in.
///
/// @param id         for ever, whatever the name becomes
/// @param codes      whether signing in takes a code besides the password
/// @param disabled   whether it cannot be used now
/// @param signedInAt when last; empty for never
public record Account(
        String id,
        String name,
        Role role,
        boolean codes,
        boolean disabled,
        Instant createdAt,
        Optional<Instant> signedInAt) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{1,31}");

    /// The grammar of names in words, for messages.
    static final String GRAMMAR = "2 to 32 letters, digits and . _ -, a letter or digit first";

    /// {@return the name as it is kept; empty if it is none}
    static Optional<String> name(String text) {
        String name = Normalizer.normalize(text.strip(), Normalizer.Form.NFKC);
        return NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }

    /// {@return what names are compared by}
    public static String key(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
