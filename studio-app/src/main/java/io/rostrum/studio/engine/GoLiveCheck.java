package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.target.TargetProbe;
import io.rostrum.studio.engine.Preflight.Finding;
import io.rostrum.studio.engine.Preflight.Place;
import io.rostrum.studio.engine.Preflight.Verdict;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.words.Sentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Looks whether a broadcast could begin well: every destination, the encoder, the disk, the devices, the settings.
/// All at once, and nothing is published. Thread-safe.
public final class GoLiveCheck {
    /// A recording that would be shorter is no use.
    private static final int LEAST_MINUTES = 10;

    private static final double BITS_A_BYTE = 8;

    private final Function<PushUrl, CompletableFuture<TargetProbe.Result>> probe;
    private final SettingsLint lint;

    /// @param probe tries one address
    public GoLiveCheck(Function<PushUrl, CompletableFuture<TargetProbe.Result>> probe, SettingsLint lint) {
        this.probe = probe;
        this.lint = lint;
    }

    /// What there is to look at.
    ///
    /// @param destinations that would be sent to
    /// @param server       the bundled one
    /// @param encoders     `auto` and the names of those that work; empty until they were tried
    /// @param recording    whether it is recorded
    /// @param away         sources and channels of sound that give nothing
    /// @param uplink       what the connection was seen to take, bits a second; empty while it was enough
    public record Situation(
            List<DestinationSetting> destinations,
            Server server,
            OutputSetting output,
            List<String> encoders,
            boolean recording,
            List<Preflight.Away> away,
            OptionalLong uplink) {}

    /// {@return what was found; never fails}
    public CompletableFuture<Preflight> run(Situation now) {
        List<CompletableFuture<List<Finding>>> parts = new ArrayList<>();
        for (DestinationSetting place : now.destinations()) {
            parts.add(destination(place, now.server()));
        }
        parts.add(CompletableFuture.completedFuture(List.of(encoder(now))));
        parts.add(CompletableFuture.supplyAsync(
                () -> List.of(disk(now.output(), now.recording())),
                task -> Thread.ofVirtual().name("free space").start(task)));
        parts.add(CompletableFuture.completedFuture(now.away().stream()
                .map(gone -> bad(Place.SOURCES, gone.name(), tr("It gives nothing: {0}.", Sentences.said(gone.why()))))
                .toList()));
        parts.add(CompletableFuture.completedFuture(lint.look(now.output(), now.destinations(), now.uplink()).stream()
                .map(said -> new Finding(
                        said.grave() ? Verdict.BAD : Verdict.NOTE,
                        Place.OUTPUT,
                        "",
                        tr("Settings"),
                        said.words(),
                        said.repair()))
                .toList()));
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(_ -> new Preflight(
                        parts.stream().flatMap(part -> part.join().stream()).toList()));
    }

    private CompletableFuture<List<Finding>> destination(DestinationSetting place, Server server) {
        if (place.id().equals(DestinationSetting.OWN_SERVER) || place.delivery().byServer()) {
            return CompletableFuture.completedFuture(List.of(byServer(place, server)));
        }
        List<CompletableFuture<Finding>> tried = new ArrayList<>();
        try {
            tried.add(tried(place, place.name(), LiveDestinations.url(place)));
            place.delivery()
                    .backupOf(place)
                    .ifPresent(second -> tried.add(tried(place, tr("{0}, 2nd address", place.name()), second)));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(List.of(new Finding(
                    Verdict.BAD,
                    Place.DESTINATION,
                    place.id(),
                    place.name(),
                    tr("{0} Correct the address or the key.", sentence(String.valueOf(e.getMessage()))),
                    Optional.empty())));
        }
        return CompletableFuture.allOf(tried.toArray(CompletableFuture[]::new))
                .thenApply(_ -> tried.stream().map(CompletableFuture::join).toList());
    }

    private static Finding byServer(DestinationSetting place, Server server) {
        boolean own = place.id().equals(DestinationSetting.OWN_SERVER);
        Verdict verdict = switch (server) {
            case Server.Running _ -> Verdict.GOOD;
            case Server.Starting _ -> Verdict.NOTE;
            case Server.Failed _ -> Verdict.BAD;
        };
        String words = switch (server) {
            case Server.Running _ -> own ? tr("Your server runs.") : tr("Your server sends it on, and runs.");
            case Server.Starting _ ->
                own
                        ? tr("Your server is starting; it is sent to as soon as it runs.")
                        : tr("Your server sends it on, and is starting; it is sent to as soon as it runs.");
            case Server.Failed(String why) ->
                own
                        ? tr("Your server does not run: {0}.", Sentences.said(why))
                        : tr("Your server sends it on, and does not run: {0}.", Sentences.said(why));
        };
        return new Finding(verdict, Place.DESTINATION, place.id(), place.name(), words, Optional.empty());
    }

    private CompletableFuture<Finding> tried(DestinationSetting place, String name, PushUrl url) {
        return probe.apply(url).thenApply(result -> switch (result) {
            case TargetProbe.Result.Reached(var took) ->
                new Finding(
                        Verdict.GOOD,
                        Place.DESTINATION,
                        place.id(),
                        name,
                        tr(
                                "{0} answers after {1} ms. It looks at the key when you go live.",
                                url.hostAndPort(), took.toMillis()),
                        Optional.empty());
            case TargetProbe.Result.NotReached(String why, String whatToDo) ->
                new Finding(
                        Verdict.BAD,
                        Place.DESTINATION,
                        place.id(),
                        name,
                        (sentence(Sentences.said(why)) + " " + Sentences.said(whatToDo)).strip(),
                        Optional.empty());
        });
    }

    private static Finding encoder(Situation now) {
        String wanted = now.output().encoder();
        List<String> working = now.encoders();
        if (working.isEmpty()) {
            return said(Verdict.NOTE, Place.OUTPUT, tr("Encoder"), tr("Which ones work here is still being tried."));
        }
        if (wanted.equals(VideoEncoders.AUTO)) {
            return working.size() > 1
                    ? said(Verdict.GOOD, Place.OUTPUT, tr("Encoder"), tr("{0} works.", working.get(1)))
                    : said(Verdict.BAD, Place.OUTPUT, tr("Encoder"), tr("None works here; rostrum doctor says why."));
        }
        return working.contains(wanted)
                ? said(Verdict.GOOD, Place.OUTPUT, tr("Encoder"), tr("{0} works.", wanted))
                : new Finding(
                        Verdict.BAD,
                        Place.OUTPUT,
                        "",
                        tr("Encoder"),
                        tr("{0} does not work on this computer.", wanted),
                        Optional.of(new Lint.Repair.Output(
                                tr("Choose automatically"), now.output().withEncoder(VideoEncoders.AUTO))));
    }

    private static Finding disk(OutputSetting output, boolean recording) {
        Verdict trouble = recording ? Verdict.BAD : Verdict.NOTE;
        try {
            Path there = Path.of(output.recordFolder()).toAbsolutePath();
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent(); // the first recording makes the rest
            }
            double minutes = Files.getFileStore(there).getUsableSpace() * BITS_A_BYTE / recordedBits(output) / 60;
            String room = minutes < 120
                    ? trn(
                            "Room for a recording of {0} minute.",
                            "Room for a recording of {0} minutes.", Math.round(minutes))
                    : tr("Room for a recording of {0} hours.", Math.round(minutes / 60));
            return said(minutes < LEAST_MINUTES ? trouble : Verdict.GOOD, Place.OUTPUT, tr("Disk"), room);
        } catch (IOException | RuntimeException e) {
            return said(
                    trouble,
                    Place.OUTPUT,
                    tr("Disk"),
                    tr("How much room is in {0} cannot be seen; recordings may not begin.", output.recordFolder()));
        }
    }

    private static double recordedBits(OutputSetting output) {
        return switch (output.second().records()) {
            case FIRST -> output.bitsPerSecond();
            case SECOND -> output.second().bitsPerSecond();
            case BOTH -> (double) output.bitsPerSecond() + output.second().bitsPerSecond();
        };
    }

    private static Finding bad(Place place, String what, String words) {
        return said(Verdict.BAD, place, what, words);
    }

    private static Finding said(Verdict verdict, Place place, String what, String words) {
        return new Finding(verdict, place, "", what, words, Optional.empty());
    }

    private static String sentence(String words) {
        String begun = words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
