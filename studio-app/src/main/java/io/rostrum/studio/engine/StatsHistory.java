package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.capture.load.LoadState;
import io.rostrum.studio.engine.Statistics.Cause;
import io.rostrum.studio.engine.Statistics.Event;
import io.rostrum.studio.engine.Statistics.Second;
import io.rostrum.studio.engine.Statistics.Sent;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import io.rostrum.studio.words.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Remembers the last minutes second by second, and what went wrong in them. Fed by the engine's thread; any thread may
/// look.
final class StatsHistory {
    private static final int MOST_EVENTS = 100;
    /// What goes wrong again within this goes on.
    private static final Duration SAME = Duration.ofSeconds(5);
    /// More than this waits where a connection is too slow.
    private static final Duration BEHIND = Duration.ofSeconds(1);
    /// Of the time for a picture.
    private static final double NEARLY_ALL = 0.9;

    private final Deque<Second> seconds = new ArrayDeque<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final Deque<Slow> slow = new ArrayDeque<>();
    private final Map<String, Long> counts = new HashMap<>();
    private Instant lookedAt = Instant.MIN;
    private LoadState load = LoadState.FULL;

    /// What there is to remember of a second; counts go on and on.
    ///
    /// @param renderMillis time to make a picture
    /// @param pictures     made
    /// @param away         sources of the scene that give no pictures
    record Look(
            Instant at,
            Figures figures,
            double renderMillis,
            long pictures,
            List<Target> targets,
            List<Preflight.Away> away) {}

    /// A destination that is to be sent to.
    ///
    /// @param connected    whether it is being sent to
    /// @param wantedBits   what it would take to send all, bits a second
    /// @param tooSlow      pictures given up because the connection is too slow
    /// @param notConnected pictures that came while there was none
    /// @param trouble      why there is none; empty while there is
    record Target(
            String id,
            String name,
            boolean connected,
            long bitsPerSecond,
            long wantedBits,
            Duration waiting,
            long tooSlow,
            long notConnected,
            String trouble) {}

    /// A second in which a connection was behind, and what went out over all of them.
    private record Slow(Instant at, long bits) {}

    /// An event while it may go on.
    private static final class Happening {
        private final String who;
        private final Instant since;
        private Instant last;
        private long pictures;
        private String words;

        Happening(String who, Instant since, String words) {
            this.who = who;
            this.since = since;
            this.last = since;
            this.words = words;
        }
    }

    /// {@return whether a second has passed since the last look}
    synchronized boolean due(Instant now) {
        return !now.isBefore(lookedAt.plusSeconds(1));
    }

    synchronized void look(Look now) {
        lookedAt = now.at();
        Map<Cause, Long> lost = new EnumMap<>(Cause.class);
        Figures figures = now.figures();
        long made = since("made", now.pictures());
        for (Preflight.Away source : now.away()) {
            lose(
                    lost,
                    now.at(),
                    Cause.SOURCE,
                    tr("source {0}", source.name()),
                    made,
                    count -> trn("{0} picture without it", "{0} pictures without it", count),
                    said(source.why()));
        }
        lose(
                lost,
                now.at(),
                Cause.RENDER,
                tr("render"),
                since("render", figures.skippedLate()),
                count -> trn("{0} picture left out", "{0} pictures left out", count),
                tooSlow(
                        now.renderMillis(),
                        figures.targetRate(),
                        (taken, budget) -> tr("a picture takes {0} of {1} ms", taken, budget),
                        tr("the processor is busy otherwise")));
        lose(
                lost,
                now.at(),
                Cause.ENCODER,
                figures.encoder().isEmpty() ? tr("encoder") : tr("encoder {0}", figures.encoder()),
                since("encoder", figures.droppedEncoder()),
                StatsHistory::dropped,
                tooSlow(
                        figures.encodeMillis(),
                        figures.targetRate(),
                        (taken, budget) -> tr("one takes {0} of {1} ms", taken, budget),
                        tr("it was behind for a moment")));
        List<Sent> sent = new ArrayList<>();
        for (Target target : now.targets()) {
            if (target.connected()) {
                sent.add(new Sent(target.name(), target.bitsPerSecond(), target.waiting()));
            }
            lose(
                    lost,
                    now.at(),
                    Cause.UPLINK,
                    tr("uplink to {0}", target.name()),
                    since("slow " + target.id(), target.tooSlow()),
                    StatsHistory::dropped,
                    tr(
                            "the connection takes {0} of {1} Mbit/s",
                            Wording.format("%.1f", target.bitsPerSecond() / 1e6),
                            Wording.format("%.1f", target.wantedBits() / 1e6)));
            lose(
                    lost,
                    now.at(),
                    Cause.TARGET,
                    tr("target {0}", target.name()),
                    since("away " + target.id(), target.notConnected()),
                    count -> trn("{0} picture missed", "{0} pictures missed", count),
                    target.trouble().isEmpty() ? tr("it was connected anew") : said(target.trouble()));
        }
        List<Target> outward = now.targets().stream()
                .filter(target -> target.connected() && !target.id().equals(DestinationSetting.OWN_SERVER))
                .toList();
        if (outward.stream().anyMatch(target -> target.waiting().compareTo(BEHIND) > 0)) {
            slow.addLast(new Slow(
                    now.at(), outward.stream().mapToLong(Target::bitsPerSecond).sum()));
        }
        String change = LoadWords.change(load, figures.load());
        if (!change.isEmpty()) {
            String words = change.substring(0, 1).toLowerCase(Locale.ROOT) + change.substring(1, change.length() - 1);
            happenings.addFirst(new Happening("load", now.at(), words));
        }
        load = figures.load();
        seconds.addLast(
                new Second(now.at(), figures.framesPerSecond(), figures.targetRate(), figures.cpuCores(), sent, lost));
        forget(now.at());
    }

    /// {@return by how much a count has grown; one that is smaller than before has begun anew}
    private long since(String what, long count) {
        @Nullable Long before = counts.put(what, count);
        if (before == null) {
            return 0;
        }
        return count < before ? count : count - before;
    }

    private static String dropped(long pictures) {
        return trn("{0} picture dropped", "{0} pictures dropped", pictures);
    }

    private static String tooSlow(double millis, double rate, BinaryOperator<String> takes, String otherwise) {
        double budget = rate > 0 ? 1000 / rate : Double.MAX_VALUE;
        return millis > NEARLY_ALL * budget
                ? takes.apply(Wording.format("%.1f", millis), Wording.format("%.1f", budget))
                : otherwise;
    }

    private void lose(
            Map<Cause, Long> lost,
            Instant at,
            Cause cause,
            String who,
            long pictures,
            LongFunction<String> howMany,
            String why) {
        if (pictures <= 0) {
            return;
        }
        lost.merge(cause, pictures, Long::sum);
        Happening happening = happenings.stream()
                .filter(open -> open.who.equals(who) && !open.last.plus(SAME).isBefore(at))
                .findFirst()
                .orElseGet(() -> {
                    Happening begun = new Happening(who, at, "");
                    happenings.addFirst(begun);
                    return begun;
                });
        happening.last = at;
        happening.pictures += pictures;
        happening.words = who + ": " + howMany.apply(happening.pictures) + ", " + why;
    }

    private void forget(Instant now) {
        while (!seconds.isEmpty()
                && seconds.getFirst().at().plus(Statistics.SPAN).isBefore(now)) {
            seconds.removeFirst();
        }
        while (!slow.isEmpty() && slow.getFirst().at().plus(Statistics.SPAN).isBefore(now)) {
            slow.removeFirst();
        }
        while (happenings.size() > MOST_EVENTS) {
            happenings.removeLast();
        }
    }

    /// {@return what the connection took in the best of the seconds in which it was behind, bits a second; empty where
    /// it
    /// never was}
    synchronized OptionalLong uplink() {
        return slow.stream().mapToLong(Slow::bits).max();
    }

    synchronized Statistics view() {
        return new Statistics(
                List.copyOf(seconds),
                happenings.stream()
                        .map(happening -> new Event(happening.since, happening.words))
                        .toList());
    }
}
