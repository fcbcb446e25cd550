package io.rostrum.server.chat;

/// What came of something that was asked of the chat.
sealed interface Outcome<T> {
    /// It was done.
    record Done<T>(T value) implements Outcome<T> {}

    /// It was refused, and nothing has changed.
    ///
    /// @param words       for who asked: what was wrong and what to do
    /// @param retryMillis after which it may work; 0 where time does not help
    record Refused<T>(Why why, String words, long retryMillis) implements Outcome<T> {}

    /// Why something was refused, as the protocol names it.
    enum Why {
        /// What was sent is not what is expected.
        BAD("bad"),
        /// Nobody has said yet who this is.
        NOT_JOINED("not-joined"),
        /// The name is none, taken or somebody else's.
        NICK("nick"),
        /// The text is empty or too long.
        TEXT("text"),
        /// The text has a word that is not wanted here.
        WORDS("words"),
        /// The text has a link.
        LINKS("links"),
        /// Only who has signed in may write.
        MEMBERS("members"),
        /// The stream is not live.
        CLOSED("closed"),
        /// Slow mode: too soon after the last message.
        SLOW("slow"),
        /// Too much at once.
        RATE("rate"),
        /// Shut out, for a while or for good.
        BANNED("banned"),
        /// The role does not allow it.
        FORBIDDEN("forbidden"),
        /// There is no such thing.
        MISSING("missing"),
        /// The database does not answer.
        UNAVAILABLE("unavailable");

        private final String text;

        Why(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static <T> Outcome<T> refused(Why why, String words) {
        return new Refused<>(why, words, 0);
    }
}
