package io.rostrum.studio.window;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.overlay.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// What the row of a destination says.
///
/// @param tone   its colour
/// @param glyph  its shape, one for each kind of state
/// @param state  a word or two
/// @param detail more about it, a sentence where something is wrong; may be empty
/// @param rate   `2.5 Mb/s` while it is sent to, else empty
/// @param retry  whether trying again at once makes sense
record DestinationLine(Tone tone, Glyph glyph, String state, String detail, String rate, boolean retry) {
    /// Media that waits this long means that the network does not keep up.
    private static final Duration BEHIND = Duration.ofSeconds(1);

    static DestinationLine of(DestinationView view, Live live, Instant now) {
        return switch (view.state()) {
            case DestinationState.Off _ -> off(view.setting().enabled(), live);
            case DestinationState.Connecting(int attempt) ->
                new DestinationLine(
                        Tone.ACCENT,
                        Glyph.CONNECTING,
                        attempt <= 1 ? tr("Connecting") : tr("Connecting, try {0}", attempt),
                        "",
                        "",
                        false);
            case DestinationState.Sending sending ->
                sending(sending, now, view.setting().delivery().byServer());
            case DestinationState.Waiting(Instant retryAt, String why) -> {
                long seconds = Math.max(0, Duration.between(now, retryAt).toSeconds());
                yield new DestinationLine(
                        Tone.WARN,
                        Glyph.CLOCK,
                        seconds == 0 ? tr("Tries again now") : tr("Tries again in {0} s", seconds),
                        sentence(said(why)),
                        "",
                        true);
            }
            case DestinationState.Refused(String why, String whatToDo) ->
                new DestinationLine(
                        Tone.LIVE,
                        Glyph.ERROR,
                        tr("Refused"),
                        sentence(said(why)) + " " + sentence(said(whatToDo)),
                        "",
                        true);
        };
    }

    private static DestinationLine off(boolean enabled, Live live) {
        if (!enabled) {
            return new DestinationLine(Tone.NEUTRAL, Glyph.POWER, tr("Off"), "", "", false);
        }
        return live instanceof Live.Ending
                ? new DestinationLine(Tone.NEUTRAL, Glyph.CHECK, tr("Ended"), "", "", false)
                : new DestinationLine(Tone.NEUTRAL, Glyph.CHECK, tr("Ready"), "", "", false);
    }

    private static DestinationLine sending(DestinationState.Sending sending, Instant now, boolean byServer) {
        String way = byServer ? tr("by your server") : "";
        String lost = join(
                way,
                sending.dropped() == 0 ? "" : trn("{0} picture dropped", "{0} pictures dropped", sending.dropped()));
        String rate = Amounts.bitrate(sending.bitsPerSecond());
        if (sending.behind().compareTo(BEHIND) > 0) {
            String behind =
                    tr("{0} s behind", Amounts.oneDecimal(sending.behind().toMillis() / 1e3));
            return new DestinationLine(Tone.WARN, Glyph.WARNING, tr("Falling behind"), join(behind, lost), rate, false);
        }
        String since = Amounts.clock(Duration.between(sending.since(), now));
        return new DestinationLine(Tone.OK, Glyph.CHECK_CIRCLE, tr("Live"), join(since, lost), rate, false);
    }

    private static String join(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
    }

    /// {@return with a capital letter first, and a full stop if it has no end yet}
    static String sentence(String words) {
        String text = words.strip();
        if (text.isEmpty()) {
            return text;
        }
        text = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        if (".!?".indexOf(text.charAt(text.length() - 1)) >= 0) {
            return text;
        }
        return text + ".";
    }
}
