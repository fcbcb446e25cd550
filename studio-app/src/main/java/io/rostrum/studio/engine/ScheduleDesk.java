package io.rostrum.studio.engine;

import java.net.URI;
import java.util.Optional;

/// Which server this studio was paired with, whose schedule it goes by, and what it does when a show is
/// due. What follows the schedule is attached from outside; the studio itself knows only what is
/// wanted. Thread-safe; no call blocks.
public final class ScheduleDesk {
    private final Runnable keeper;
    private volatile Kept kept = new Kept(Optional.empty(), Start.ASK);
    private volatile ScheduleState state = new ScheduleState.Unknown();
    /// The show that is not to be ended by itself.
    private volatile String goesOn = "";

    /// What the studio does when a show is due.
    public enum Start {
        /// Says that it is time; somebody goes live.
        ASK,
        /// Goes live, and ends when the show is over.
        BY_ITSELF
    }

    /// A server that this studio was paired with.
    ///
    /// @param base        of its addresses, with `/` at the end
    /// @param stream      that this studio publishes there
    /// @param token       a secret: it is in no text made of this
    /// @param destination id of the one that the pairing made; empty where that is not known
    public record Paired(URI base, String stream, String token, String destination) {
        /// One of which it is not known which destination it made.
        public Paired(URI base, String stream, String token) {
            this(base, stream, token, "");
        }

        /// {@return the server's name, for people}
        public String host() {
            return base.getHost() == null ? base.toString() : base.getHost();
        }

        /// {@return an address of the server}
        ///
        /// @param path of it, without `/` before it
        public URI at(String path) {
            return base.resolve(path);
        }

        @Override
        public String toString() {
            return "Paired[base=" + base + ", stream=" + stream + ", token=***]";
        }
    }

    /// What outlives the studio.
    record Kept(Optional<Paired> paired, Start start) {}

    /// @param keeper told that [#kept] is another one; must not block
    public ScheduleDesk(Runnable keeper) {
        this.keeper = keeper;
    }

    /// Takes what was kept; what was chosen meanwhile stays.
    synchronized void read(Kept found) {
        if (kept.paired().isEmpty()) {
            kept = found;
        }
    }

    /// {@return what is to outlive the studio}
    Kept kept() {
        return kept;
    }

    /// {@return the server whose schedule counts: the one that was paired last}
    public Optional<Paired> paired() {
        return kept.paired();
    }

    /// Goes by the schedule of this server from now on.
    public synchronized void pair(Paired with) {
        keep(new Kept(Optional.of(with), kept.start()));
    }

    /// Goes by no server's schedule any more, and forgets the token.
    public synchronized void forget() {
        keep(new Kept(Optional.empty(), kept.start()));
        state = new ScheduleState.Unknown();
    }

    public Start start() {
        return kept.start();
    }

    public synchronized void start(Start choice) {
        keep(new Kept(kept.paired(), choice));
    }

    private void keep(Kept now) {
        kept = now;
        keeper.run();
    }

    /// Lets a show that the studio is about to end go on until somebody ends it.
    public void goOn(PlannedShow show) {
        goesOn = show.id();
    }

    /// {@return whether this show was let go on}
    public boolean goesOn(PlannedShow show) {
        return goesOn.equals(show.id());
    }

    /// {@return how it stands}
    public ScheduleState state() {
        return state;
    }

    /// Says how it stands; for what follows the schedule.
    public void report(ScheduleState now) {
        state = now;
    }
}
