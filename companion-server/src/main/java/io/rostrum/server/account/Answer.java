package io.rostrum.server.account;

import java.util.function.Function;

/// What came of something that may well be refused.
public sealed interface Answer<T> {
    /// It was done.
    record Given<T>(T value) implements Answer<T> {}

    /// It was refused, and nothing has changed.
    ///
    /// @param words for who asked: what was wrong and what to do
    record Refused<T>(Why why, String words) implements Answer<T> {}

    /// Why something was refused.
    enum Why {
        /// It makes no sense as it is.
        BAD,
        /// A password, code or ticket is wrong.
        WRONG,
        /// There is no such thing.
        MISSING,
        /// It does not go with what there is.
        CONFLICT,
        /// It was tried too often.
        TOO_MANY
    }

    static <T> Answer<T> refused(Why why, String words) {
        return new Refused<>(why, words);
    }

    /// {@return the answer to what comes next; a refusal stays one}
    default <U> Answer<U> map(Function<T, U> next) {
        return switch (this) {
            case Given<T>(T value) -> new Given<>(next.apply(value));
            case Refused<T>(Why why, String words) -> new Refused<>(why, words);
        };
    }
}
