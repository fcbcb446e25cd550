package io.rostrum.server.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is known of one file. Immutable.
///
/// @param id             names it: the file's name without its ending
/// @param stream         whose it is
/// @param container      kind of file
/// @param state          whether it is still being written
/// @param startedAt      when its first picture or sound came
/// @param durationMillis playing time
/// @param bytes          size
/// @param gaps           where the publisher was away, in the file's order
/// @param endedBecause   why it ended before the stream did; empty for other ends
/// @param about          what the stream said of itself while it was recorded
/// @param chapters       that somebody has marked, in the file's order
public record Recording(
        String id,
        String stream,
        Container container,
        State state,
        Instant startedAt,
        long durationMillis,
        long bytes,
        List<Gap> gaps,
        Optional<String> endedBecause,
        About about,
        List<Chapter> chapters) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}");

    /// What becomes of a file.
    public enum State {
        RECORDING,
        FINISHED,
        /// The server was killed while it recorded; what it had written was made whole at the next start.
        RECOVERED
    }

    /// A place in the file where the publisher was away: what comes after it follows at once.
    ///
    /// @param atMillis   playing time
    /// @param awayMillis between the last that came before and the first that came after
    /// @param since      when it began
    public record Gap(long atMillis, long awayMillis, Instant since) {}

    /// What the stream said of itself.
    ///
    /// @param title       empty for none
    /// @param description Markdown
    public record About(String title, String description, List<String> tags) {
        public static final About NOTHING = new About("", "", List.of());

        public About {
            tags = List.copyOf(tags);
        }
    }

    /// A part of the file, up to the next one.
    ///
    /// @param atMillis playing time at which it begins
    public record Chapter(long atMillis, String title) {
        /// Letters of a title.
        public static final int MAX_TITLE = 120;
        /// Of one file.
        public static final int MOST = 1_000;
    }

    public Recording {
        gaps = List.copyOf(gaps);
        chapters = List.copyOf(chapters);
    }

    /// {@return whether `text` can name a recording: nothing that a path could read as something else}
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// {@return whether nothing is written to it any more}
    public boolean isFinished() {
        return state != State.RECORDING;
    }

    /// {@return name of the file}
    public String fileName() {
        return id + "." + container.extension();
    }

    Recording at(long newDurationMillis, long newBytes) {
        return new Recording(
                id,
                stream,
                container,
                state,
                startedAt,
                newDurationMillis,
                newBytes,
                gaps,
                endedBecause,
                about,
                chapters);
    }

    Recording with(State newState, Optional<String> because) {
        return new Recording(
                id, stream, container, newState, startedAt, durationMillis, bytes, gaps, because, about, chapters);
    }

    Recording with(List<Gap> newGaps) {
        return new Recording(
                id, stream, container, state, startedAt, durationMillis, bytes, newGaps, endedBecause, about, chapters);
    }

    /// {@return the same, as the stream describes itself now; where it says nothing any more, as it did}
    Recording with(About now) {
        About kept = now.equals(About.NOTHING) ? about : now;
        return new Recording(
                id, stream, container, state, startedAt, durationMillis, bytes, gaps, endedBecause, kept, chapters);
    }

    /// {@return the same with one chapter more}
    Recording and(Chapter next) {
        List<Chapter> more = new ArrayList<>(chapters);
        more.add(next);
        return new Recording(
                id, stream, container, state, startedAt, durationMillis, bytes, gaps, endedBecause, about, more);
    }
}
