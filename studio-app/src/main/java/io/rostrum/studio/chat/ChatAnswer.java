package io.rostrum.studio.chat;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of something that was asked of the chat.
public sealed interface ChatAnswer {
    /// It was done.
    record Done() implements ChatAnswer {}

    /// It was not.
    ///
    /// @param words of the server, English
    /// @param pause after which it may be tried again; zero where waiting does not help
    record Refused(Why why, String words, Duration pause) implements ChatAnswer {}

    /// There is no connection, or it ended before the answer came; it may have been done.
    record Lost() implements ChatAnswer {}

    /// Why something was refused, as the protocol names it.
    enum Why {
        BAD,
        NOT_JOINED,
        NICK,
        TEXT,
        WORDS,
        LINKS,
        MEMBERS,
        CLOSED,
        SLOW,
        RATE,
        BANNED,
        FORBIDDEN,
        MISSING,
        UNAVAILABLE,
        /// Something that this studio does not know.
        OTHER;

        static Why of(@Nullable String name) {
            for (Why why : values()) {
                if (why.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                    return why;
                }
            }
            return OTHER;
        }
    }
}
