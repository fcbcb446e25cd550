package io.rostrum.studio.engine;

/// Takes sentences for the user. Called on any thread; never blocks.
@FunctionalInterface
public interface Announcer {
    /// Something has happened.
    void say(String sentence);

    /// Something holds from now on, until it is over.
    ///
    /// @param what tells it from others that hold
    default void began(Object what, String sentence) {
        say(sentence);
    }

    /// It holds no longer.
    default void over(Object what, String sentence) {
        say(sentence);
    }
}
