package io.rostrum.installer.setup.check;

/// What a check says.
///
/// @param level how it is
/// @param words one sentence for the user; a problem's says what to do
public record Verdict(Level level, String words) {
    public enum Level {
        GOOD,
        /// Works, but the user should know.
        NOTE,
        /// Cannot be used like this.
        PROBLEM
    }

    static Verdict good(String words) {
        return new Verdict(Level.GOOD, words);
    }

    static Verdict note(String words) {
        return new Verdict(Level.NOTE, words);
    }

    static Verdict problem(String words) {
        return new Verdict(Level.PROBLEM, words);
    }

    public boolean isProblem() {
        return level == Level.PROBLEM;
    }
}
