package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of settings, and what repairs do.
final class SettingsLintTest {
    private static final OutputSetting GOOD = new OutputSetting("1280x720", "30", 2_500_000, 2, "auto", "/tmp", 1);
    private static final DestinationSetting TWITCH = place("t", "Twitch", "rtmp://live-fra.twitch.tv/app");
    private static final DestinationSetting YOUTUBE = place("y", "YouTube", "rtmps://a.rtmps.youtube.com/live2");
    private static final DestinationSetting KICK =
            place("k", "Kick", "rtmps://fa723fc1b171.global-contribute.live-video.net/app");

    private final SettingsLint lint = new SettingsLint(ServicePreset.all());

    private static DestinationSetting place(String id, String name, String address) {
        return new DestinationSetting(id, name, address, "key-" + id, true);
    }

    private List<Lint> look(OutputSetting output, DestinationSetting... places) {
        return lint.look(output, List.of(places), OptionalLong.empty());
    }

    private static Lint only(List<Lint> lints) {
        assertThat(lints).hasSize(1);
        return lints.getFirst();
    }

    private static OutputSetting output(Lint lint) {
        return ((Lint.Repair.Output) lint.repair().orElseThrow()).to();
    }

    private static DestinationSetting destination(Lint lint) {
        return ((Lint.Repair.Destination) lint.repair().orElseThrow()).to();
    }

    @Test
    void goodSettingsAreLetBe() {
        assertThat(look(GOOD, TWITCH, YOUTUBE, KICK)).isEmpty();
        assertThat(look(GOOD, place("o", "Other", "rtmp://example.org/live"), place("b", "Broken", "no address")))
                .isEmpty();
    }

    @Test
    void keyFramesThatAreTooFarApart() {
        OutputSetting rare = GOOD.withKeyframes(4);
        assertThat(look(rare, YOUTUBE)).isEmpty();
        Lint twitch = only(look(rare, YOUTUBE, TWITCH));
        assertThat(twitch.grave()).isTrue();
        assertThat(twitch.words()).isEqualTo("Twitch wants a key frame every 2 s at least, and gets one every 4 s.");
        assertThat(output(twitch)).isEqualTo(GOOD);
        Lint rarer = only(look(GOOD.withKeyframes(6)));
        assertThat(rarer.grave()).isFalse();
        assertThat(output(rarer)).isEqualTo(GOOD);
    }

    @Test
    void moreBitsThanTheServiceTakes() {
        OutputSetting many = GOOD.withBits(8_500_000);
        Lint alone = only(look(many, TWITCH));
        assertThat(alone.words()).isEqualTo("Twitch takes 6000 kb/s at most, and is sent 8500 kb/s.");
        assertThat(output(alone).bitsPerSecond()).isEqualTo(6_000_000);
        Lint beside = only(look(many, TWITCH, YOUTUBE));
        assertThat(destination(beside).delivery().ownBitsPerSecond()).isEqualTo(6_000_000);
        assertThat(look(many, destination(beside), YOUTUBE))
                .as("after the repair")
                .isEmpty();
    }

    @Test
    void moreLinesAndPicturesThanTheServiceTakes() {
        OutputSetting large = GOOD.withSize("2560x1440").withFrameRate("120").withBits(8_000_000);
        List<Lint> found = look(large, KICK, YOUTUBE);
        assertThat(found)
                .filteredOn(Lint::grave)
                .extracting(Lint::words)
                .containsExactly(
                        "Kick takes pictures of 1080 lines at most, and these are 2560x1440.",
                        "Kick takes 60 pictures a second at most, and these are 120.",
                        "YouTube takes 60 pictures a second at most, and these are 120.");
        assertThat(output(found.stream().filter(Lint::grave).findFirst().orElseThrow())
                        .size())
                .isEqualTo("1920x1080");
    }

    @Test
    void aKeyThatGoesReadable() {
        Lint open = only(look(GOOD, place("y", "YouTube", "rtmp://a.rtmp.youtube.com/live2")));
        assertThat(open.grave()).isFalse();
        assertThat(destination(open).address()).isEqualTo("rtmps://a.rtmps.youtube.com/live2");
        assertThat(destination(open).key()).isEqualTo("key-y");
    }

    @Test
    void oneKeyAtTwoDestinations() {
        DestinationSetting again = new DestinationSetting("t2", "Twitch 2", TWITCH.address(), TWITCH.key(), true);
        Lint twice = only(look(GOOD, TWITCH, again));
        assertThat(twice.words()).startsWith("Twitch and Twitch 2 have one address and one key");
        assertThat(destination(twice)).isEqualTo(again.enabled(false));
    }

    @Test
    void moreThanTheConnectionTakes() {
        OutputSetting output = GOOD.withBits(4_000_000);
        assertThat(lint.look(output, List.of(TWITCH, YOUTUBE), OptionalLong.of(9_000_000)))
                .isEmpty();
        Lint much = only(lint.look(output, List.of(TWITCH, YOUTUBE), OptionalLong.of(6_000_000)));
        assertThat(much.words())
                .isEqualTo(
                        "All destinations together want 8.3 Mbit/s, and the connection took 6.0 when it was behind.");
        assertThat(output(much).bitsPerSecond()).isEqualTo(2_300_000);
        assertThat(lint.look(output(much), List.of(TWITCH, YOUTUBE), OptionalLong.of(6_000_000)))
                .isEmpty();
    }

    @Test
    void bitsThatDoNotSuitThePictures() {
        Lint few = only(look(GOOD.withBits(400_000)));
        assertThat(output(few).bitsPerSecond()).isEqualTo(2_800_000);
        assertThat(look(output(few))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Twitch, 3840x2160, 120, 9000000, 1920x1080, 60, 6000000",
        "Twitch, 1280x720, 30, 9000000, 1280x720, 30, 3000000",
        "YouTube, 3840x2160, 30, 9000000, 3840x2160, 30, 30000000",
        "Facebook, 1080x1920, 30000/1001, 2000000, 1080x1920, 30000/1001, 6000000",
        "Kick, 2560x1440, 60, 2000000, 1920x1080, 60, 8000000",
        "Trovo, 1280x720, 30, 20000000, 1280x720, 30, 9000000",
        "My server, 1280x720, 30, 9000000, 1280x720, 30, 2500000",
    })
    void aPresetFitsWhatTheServiceTakes(
            String service, String size, String rate, int bits, String newSize, String newRate, int newBits) {
        ServicePreset preset = ServicePreset.all().stream()
                .filter(each -> each.name().equals(service))
                .findFirst()
                .orElseThrow();
        OutputSetting before =
                GOOD.withSize(size).withFrameRate(rate).withBits(bits).withKeyframes(4);
        OutputSetting after = preset.fit(before);
        assertThat(after)
                .isEqualTo(before.withSize(newSize)
                        .withFrameRate(newRate)
                        .withBits(newBits)
                        .withKeyframes(2));
        if (!preset.hosts().isEmpty()) {
            DestinationSetting place =
                    place("p", service, "rtmps://live." + preset.hosts().getFirst() + "/app");
            assertThat(look(after, place)).filteredOn(Lint::grave).isEmpty();
        }
    }

    @Test
    void everyServiceSaysWhereItsLimitsAreFrom() {
        assertThat(ServicePreset.all())
                .extracting(ServicePreset::name)
                .contains("Twitch", "YouTube", "Facebook", "Kick", "My server");
        assertThat(ServicePreset.all()).allSatisfy(preset -> {
            assertThat(preset.source()).hasSizeGreaterThan(20);
            assertThat(preset.keyframeSeconds()).isBetween(1, 4);
            assertThat(preset.rates()).allMatch(rate -> rate.bits() <= preset.mostBits());
        });
    }

    @Test
    void theSecondCanvasIsJudgedByItself() {
        CanvasSetting tall = new CanvasSetting(true, "1080x1920", 9_000_000, CanvasSetting.Recorded.FIRST);
        OutputSetting both = GOOD.withCanvas(tall);
        DestinationSetting phones = new DestinationSetting(
                "p",
                "Phones",
                TWITCH.address(),
                "another",
                /* enabled= */ true,
                DeliverySetting.USUAL.withSecondCanvas(true));

        Lint off = only(look(GOOD, phones));
        assertThat(off.grave()).isTrue();
        assertThat(off.words()).isEqualTo("Phones gets the vertical canvas, which is off.");
        assertThat(output(off).second().on()).isTrue();

        assertThat(look(both)).as("nobody is sent it").isEmpty();
        Lint many = only(look(both, phones));
        assertThat(many.words()).isEqualTo("Phones takes 6000 kb/s at most, and is sent 9000 kb/s.");
        assertThat(output(many)).isEqualTo(GOOD.withCanvas(tall.withBits(6_000_000)));
        assertThat(look(output(many), phones, YOUTUBE)).as("after the repair").isEmpty();

        Lint few = only(look(GOOD.withCanvas(tall.withBits(400_000))));
        assertThat(few.words()).startsWith("Vertical canvas: ");
        assertThat(output(few).second().bitsPerSecond()).isGreaterThan(1_000_000);
        assertThat(output(few).bitsPerSecond()).isEqualTo(GOOD.bitsPerSecond());
        assertThat(lint.look(both, List.of(phones, YOUTUBE), OptionalLong.of(11_000_000))
                        .getLast()
                        .words())
                .startsWith("All destinations together want 11.8 Mbit/s");
    }
}
