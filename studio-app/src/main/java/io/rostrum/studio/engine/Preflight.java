package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.StudioSnapshot.Health;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What was found out before going live.
///
/// @param findings in the order in which they are to be read
public record Preflight(List<Finding> findings) {
    /// All was well.
    public static final Preflight CLEAR = new Preflight(List.of());

    public Preflight {
        findings = List.copyOf(findings);
    }

    /// How something stands.
    public enum Verdict {
        GOOD,
        /// Worth knowing, and no reason to ask.
        NOTE,
        /// The broadcast would suffer from it.
        BAD
    }

    /// Where the user can do something about it.
    public enum Place {
        /// In the settings of the destination of this id.
        DESTINATION,
        /// In the output settings.
        OUTPUT,
        /// At the sources and channels of sound.
        SOURCES
    }

    /// One thing that was looked at.
    ///
    /// @param id     of the destination, source or channel; empty for other things
    /// @param what   was looked at: its name
    /// @param words  how it stands, a sentence or two
    /// @param repair what makes it good; empty where only the user can
    public record Finding(
            Verdict verdict, Place place, String id, String what, String words, Optional<Lint.Repair> repair) {
        /// {@return that a destination's key is not there yet, so that nothing more is known of it}
        static Finding awaitsKey(DestinationSetting place) {
            return new Finding(
                    Verdict.NOTE,
                    Place.DESTINATION,
                    place.id(),
                    place.name(),
                    tr("Its key is being read from where keys are kept; it is sent to as soon as that is there."),
                    Optional.empty());
        }
    }

    /// A source or a channel of sound that gives nothing.
    ///
    /// @param why in a sentence without a full stop
    public record Away(String name, String why) {
        /// {@return one of that name; empty where it gives something, or is about to}
        static Optional<Away> of(String name, Health health) {
            return switch (health) {
                case Health.Lost(String why) -> Optional.of(new Away(name, why));
                case Health.HeldBack() ->
                    Optional.of(new Away(name, tr("it is not opened, for the studio was started safely")));
                case Health.Opening _, Health.Running _, Health.Hampered _, Health.Ended _ -> Optional.empty();
            };
        }
    }

    /// {@return these, too, at the end}
    Preflight with(List<Finding> more) {
        return new Preflight(Stream.concat(findings.stream(), more.stream()).toList());
    }

    /// {@return what is a reason to ask before going live}
    public List<Finding> bad() {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.BAD)
                .toList();
    }
}
