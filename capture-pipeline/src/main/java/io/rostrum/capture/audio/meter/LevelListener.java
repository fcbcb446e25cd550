package io.rostrum.capture.audio.meter;

/// Told how loud it is, some 47 times a second.
@FunctionalInterface
public interface LevelListener {
    /// Called on the mixer's thread; must return at once.
    void level(AudioLevel level);
}
