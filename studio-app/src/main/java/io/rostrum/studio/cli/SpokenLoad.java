package io.rostrum.studio.cli;

import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.scene.CompositorStats;
import io.rostrum.capture.session.SessionStats;
import io.rostrum.studio.engine.LoadWords;
import java.util.function.Consumer;

/// Tells the user when the machine is too slow for what was asked: a tenth of the pictures left out for five seconds.
/// Said again after a minute if it goes on. Also what work is left out because of that, and when it is done again. To
/// be
/// called once a second.
final class SpokenLoad {
    private static final int SECONDS_LOOKED_AT = 5;
    private static final int SECONDS_BETWEEN_WORDS = 60;
    private static final double TOLERATED = 0.1;

    private final Consumer<String> say;
    private int seconds;
    private int silentUntil;
    private long ticksBefore;
    private long lostBefore;
    private LoadState before = LoadState.FULL;

    /// @param say takes sentences, on the calling thread
    SpokenLoad(Consumer<String> say) {
        this.say = say;
    }

    void look(SessionStats.Video now) {
        String change = LoadWords.change(before, now.load());
        if (!change.isEmpty()) {
            say.accept(change);
        }
        before = now.load();
        look(now.compositor());
    }

    private void look(CompositorStats now) {
        if (++seconds % SECONDS_LOOKED_AT != 0) {
            return;
        }
        long lost = now.skippedLate() + now.droppedFull() + now.thinned();
        long due = now.ticks() - ticksBefore;
        long lately = lost - lostBefore;
        ticksBefore = now.ticks();
        lostBefore = lost;
        if (seconds > SECONDS_LOOKED_AT && seconds >= silentUntil && lately > TOLERATED * due) {
            silentUntil = seconds + SECONDS_BETWEEN_WORDS;
            say.accept("This machine is too slow for these settings: " + lately + " of " + due
                    + " pictures were left out in the last " + SECONDS_LOOKED_AT
                    + " s. Close other programs, or choose a smaller --size, a lower --fps or --preset ultrafast.");
        }
    }
}
