package io.rostrum.capture.load;

/// How one tick of the programme went.
///
/// @param periodNanos time from one picture to the next that is not left out, which is what there is for one
/// @param lateNanos   how long after its time the picture was begun
/// @param usedNanos   from its beginning to its end
/// @param missed      how many pictures before it were left out because it was too late for them
/// @param refused     whether the encoder had no room for it
public record LoadTick(long periodNanos, long lateNanos, long usedNanos, long missed, boolean refused) {
    /// Of the time for a picture.
    private static final double MOST_LATE = 0.5;

    /// {@return pictures lost}
    long lost() {
        return missed + (refused ? 1 : 0);
    }

    boolean late() {
        return missed > 0 || lateNanos > MOST_LATE * periodNanos;
    }

    boolean strained() {
        return lost() > 0 || late();
    }
}
