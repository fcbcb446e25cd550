package io.rostrum.studio.cli;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.target.Resolver;
import io.rostrum.push.target.TargetProbe;
import io.rostrum.studio.engine.DeliverySetting;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.GoLiveCheck;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.Preflight;
import io.rostrum.studio.engine.ServicePreset;
import io.rostrum.studio.engine.SettingsLint;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// `rostrum broadcast --check`: whether the broadcast could begin well. Every target is connected to, and nothing is
/// published.
final class BroadcastCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private BroadcastCheck() {}

    /// @param output    how it would be encoded
    /// @param recording whether it would be recorded, in the folder of `output`
    /// @param print     takes a line for each thing that was looked at
    /// @return the exit code: 1 where something would go wrong
    static int run(OutputSetting output, List<WantedTarget> wanted, boolean recording, Consumer<String> print) {
        List<DestinationSetting> places = new ArrayList<>();
        for (WantedTarget target : wanted) {
            places.add(place(target, places.size() + 1));
        }
        Preflight found;
        try (PushLoops loops = PushLoops.open()) {
            GoLiveCheck check = new GoLiveCheck(
                    url -> TargetProbe.of(url, PATIENCE, Resolver.SYSTEM, loops),
                    new SettingsLint(ServicePreset.all()));
            found = check.run(new GoLiveCheck.Situation(
                            places,
                            new Server.Starting(),
                            output,
                            encoders(output.encoder()),
                            recording,
                            List.of(),
                            OptionalLong.empty()))
                    .join();
        }
        for (Preflight.Finding finding : found.findings()) {
            print.accept("%-5s %s: %s"
                    .formatted(finding.verdict().name().toLowerCase(Locale.ROOT), finding.what(), finding.words()));
        }
        return found.bad().isEmpty() ? 0 : 1;
    }

    private static DestinationSetting place(WantedTarget target, int number) {
        PushUrl url = target.url();
        DeliverySetting usual = DeliverySetting.USUAL;
        return new DestinationSetting(
                String.valueOf(number),
                "target " + number,
                url.tcUrl(),
                url.key(),
                /* enabled= */ true,
                new DeliverySetting(
                        usual.adapt(),
                        0,
                        target.backup().map(PushUrl::tcUrl).orElse(""),
                        target.own().size().map(Object::toString).orElse(""),
                        target.own().bitsPerSecond().orElse(0),
                        /* byServer= */ false,
                        0,
                        usual.start(),
                        0,
                        /* watermark= */ null,
                        target.track()));
    }

    /// {@return `auto` and the one that would be used, if it works}
    private static List<String> encoders(String wanted) {
        FfmpegVideoEncoders all = new FfmpegVideoEncoders();
        all.prepare();
        List<String> asked = wanted.equals(VideoEncoders.AUTO) ? all.names() : List.of(wanted);
        List<String> working = new ArrayList<>(List.of(VideoEncoders.AUTO));
        asked.stream().filter(name -> all.probe(name).works()).findFirst().ifPresent(working::add);
        return working;
    }
}
