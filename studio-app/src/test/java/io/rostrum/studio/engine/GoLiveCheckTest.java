package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.target.PushUrl;
import io.rostrum.push.target.TargetProbe;
import io.rostrum.studio.engine.Preflight.Finding;
import io.rostrum.studio.engine.Preflight.Verdict;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is found before going live, at servers that only the test knows.
final class GoLiveCheckTest {
    private static final DestinationSetting OWN =
            new DestinationSetting(DestinationSetting.OWN_SERVER, "My server", "", "k", true);
    private static final Server RUNS = new Server.Running(URI.create("http://localhost/watch/live"), false, 0);

    private final List<String> tried = new ArrayList<>();
    private final GoLiveCheck check = new GoLiveCheck(this::answer, new SettingsLint(ServicePreset.all()));

    @TempDir
    private Path folder;

    private CompletableFuture<TargetProbe.Result> answer(PushUrl url) {
        tried.add(url.tcUrl());
        return CompletableFuture.completedFuture(
                url.host().equals("dead")
                        ? new TargetProbe.Result.NotReached("dead:1935 does not answer", "")
                        : new TargetProbe.Result.Reached(Duration.ofMillis(84)));
    }

    private List<Finding> run(
            List<DestinationSetting> places,
            Server server,
            String encoder,
            boolean recording,
            List<Preflight.Away> away) {
        OutputSetting output = new OutputSetting(
                "1280x720", "30", 2_500_000, 2, encoder, folder.resolve("new").toString(), 1);
        return check.run(new GoLiveCheck.Situation(
                        places, server, output, List.of("auto", "x264"), recording, away, OptionalLong.empty()))
                .join()
                .findings();
    }

    private static DestinationSetting place(String name, String address) {
        return new DestinationSetting(name, name, address, "secret", true);
    }

    @Test
    void allWell() {
        List<Finding> found = run(List.of(OWN, place("Other", "rtmp://other/live")), RUNS, "auto", true, List.of());
        assertThat(found).extracting(Finding::verdict).containsOnly(Verdict.GOOD);
        assertThat(found)
                .extracting(Finding::words)
                .contains(
                        "Your server runs.",
                        "other:1935 answers after 84 ms. It looks at the key when you go live.",
                        "x264 works.");
        assertThat(tried).containsExactly("rtmp://other/live");
    }

    @Test
    void eachDestinationHasItsResult() {
        DestinationSetting withSecond = new DestinationSetting(
                "b", "B", "rtmp://first/live", "secret", true, delivery("rtmp://dead/live", false));
        DestinationSetting onward =
                new DestinationSetting("c", "C", "rtmp://onward/live", "secret", true, delivery("", true));
        List<Finding> found = run(
                List.of(place("A", "rtmp://dead/live"), withSecond, onward, place("D", "http://x/live")),
                new Server.Failed("its port is taken"),
                "auto",
                false,
                List.of());
        assertThat(new Preflight(found).bad())
                .extracting(finding -> finding.what() + ": " + finding.words())
                .containsExactly(
                        "A: Dead:1935 does not answer.",
                        "B, 2nd address: Dead:1935 does not answer.",
                        "C: Your server sends it on, and does not run: its port is taken.",
                        "D: Target address, scheme: http (expected: rtmp:// or rtmps://). Correct the address or the key.");
        assertThat(found).noneMatch(finding -> finding.words().contains("secret"));
    }

    private static DeliverySetting delivery(String backup, boolean byServer) {
        return new DeliverySetting(
                DeliverySetting.AUTO, 0, backup, "", 0, byServer, 0, DeliverySetting.AS_SWITCHED, 0, null, 1);
    }

    @Test
    void encoderDevicesAndSettings() {
        List<Finding> bad = new Preflight(run(
                        List.of(place("Twitch", "rtmp://live.twitch.tv/app")),
                        RUNS,
                        "nvenc",
                        false,
                        List.of(new Preflight.Away("Camera", "it was unplugged"))))
                .bad();
        assertThat(bad)
                .extracting(Finding::words)
                .containsExactly("nvenc does not work on this computer.", "It gives nothing: it was unplugged.");
        assertThat(bad.getFirst().repair())
                .get()
                .isInstanceOfSatisfying(
                        Lint.Repair.Output.class,
                        repair -> assertThat(repair.to().encoder()).isEqualTo("auto"));
    }
}
