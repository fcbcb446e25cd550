package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.target.PushUrl;
import io.rostrum.studio.engine.DeliverySetting;
import io.rostrum.studio.engine.DestinationSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DestinationFormTest {
    private static DestinationForm at(String address) {
        return new DestinationForm("Mine", address, "key");
    }

    @ParameterizedTest
    @EnumSource(StreamingService.class)
    void theAddressOfEachServiceIsOneThatCanBeSentTo(StreamingService service) {
        assertThat(service.keyPlace()).isNotBlank();
        if (!service.address().isEmpty()) {
            assertThat(PushUrl.parse(service.address() + "/key").key()).isEqualTo("key");
            assertThat(at(service.address()).valid()).isTrue();
            assertThat(StreamingService.of(service.address() + "/")).isEqualTo(service);
        }
    }

    @Test
    void anAddressOfKickIsKnownByItsHost() {
        assertThat(StreamingService.of("rtmps://fa723fc1b171.global-contribute.live-video.net/app"))
                .isEqualTo(StreamingService.KICK);
        assertThat(StreamingService.of("rtmp://example.org/live")).isEqualTo(StreamingService.CUSTOM);
        assertThat(StreamingService.of("rtmp://live.twitch.tv/application")).isEqualTo(StreamingService.CUSTOM);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                        | Where does it go?
            live.twitch.tv/app        | Start with rtmp://
            https://twitch.tv/me      | “https://” is not sent to
            rtmp:///app               | The name of the server is missing
            rtmp://host:99999/app     | Port “99999” does not exist
            rtmp://host:port/app      | Port “port” does not exist
            rtmp://host               | The application behind the server's name is missing
            rtmp://host/              | The application behind the server's name is missing
            rtmp://ho st/app          | There is a space
            """)
    void aWrongAddressIsSaidInWords(String address, String words) {
        assertThat(at(address).addressTrouble())
                .hasValueSatisfying(said -> assertThat(said).startsWith(words).doesNotContain("expected:"));
        assertThat(at(address).valid()).isFalse();
    }

    @Test
    void aKeyMustBeAKey() {
        String address = "rtmp://host/app";
        assertThat(new DestinationForm("n", address, "live_1?bandwidthtest=true").keyTrouble())
                .isEmpty();
        assertThat(new DestinationForm("n", address, " ").keyTrouble())
                .hasValueSatisfying(said -> assertThat(said).startsWith("Without its key"));
        assertThat(new DestinationForm("n", address, "rtmp://host/app").keyTrouble())
                .hasValueSatisfying(said -> assertThat(said).startsWith("That is an address"));
        assertThat(new DestinationForm("n", address, "a b").keyTrouble())
                .hasValueSatisfying(said -> assertThat(said).startsWith("There is a space"));
        assertThat(new DestinationForm("n", address, "?a=b").keyTrouble())
                .hasValueSatisfying(said -> assertThat(said).startsWith("That is no key"));
    }

    @Test
    void whatIsSavedHasNoSpaceAndNoSlashAtItsEnds() {
        DestinationSetting setting =
                new DestinationForm(" Twitch ", " rtmp://host/app// ", " key\n").setting("id", true);
        assertThat(setting).isEqualTo(new DestinationSetting("id", "Twitch", "rtmp://host/app", "key", true));
    }

    @Test
    void aKeyPastedWithTheAddressOfAServiceIsTakenOut() {
        DestinationForm pasted = new DestinationForm("n", "rtmp://live.twitch.tv/app/live_42", "");
        assertThat(pasted.untangled()).isEqualTo(new DestinationForm("n", "rtmp://live.twitch.tv/app", "live_42"));
        DestinationForm whole = new DestinationForm("n", "rtmp://live.twitch.tv/app/live_42", "other");
        assertThat(whole.untangled()).as("a key that is there stays").isEqualTo(whole);
        DestinationForm custom = new DestinationForm("n", "rtmp://example.org/a/b", "");
        assertThat(custom.untangled()).as("where an address ends is not known").isEqualTo(custom);
    }

    @Test
    void onlyAnUnencryptedWayThroughANetworkIsWarnedOf() {
        assertThat(at("rtmp://example.org/app").readableOnTheWay()).isTrue();
        assertThat(at("rtmps://example.org/app").readableOnTheWay()).isFalse();
        assertThat(at("rtmp://127.0.0.1:1935/live").readableOnTheWay()).isFalse();
        assertThat(at("rtmp://[::1]/live").readableOnTheWay()).isFalse();
    }

    @Test
    void theKeyIsInNoText() {
        assertThat(new DestinationForm("n", "rtmp://host/app", "s3cret").toString())
                .doesNotContain("s3cret");
    }

    @Test
    void whatHappensWhileTheUplinkIsTooSlowIsSavedAndComesBack() {
        DestinationForm form = new DestinationForm(
                "n",
                "rtmp://host/app",
                "k",
                DeliverySetting.ALWAYS,
                " 800 ",
                "rtmps://other/app/",
                "640x360",
                "900",
                true,
                " 20 ",
                DeliverySetting.BY_HAND,
                "90",
                WatermarkForm.NONE,
                "3",
                /* second= */ false);

        DestinationSetting setting = form.setting("id", true);

        assertThat(form.valid()).isTrue();
        assertThat(setting.delivery())
                .isEqualTo(new DeliverySetting(
                        DeliverySetting.ALWAYS,
                        800_000,
                        "rtmps://other/app",
                        "640x360",
                        900_000,
                        true,
                        20,
                        DeliverySetting.BY_HAND,
                        90,
                        /* watermark= */ null,
                        3));
        assertThat(DestinationForm.of(setting).ownRate()).isEqualTo("900");
        assertThat(DestinationForm.of(setting).floor()).isEqualTo("800");
        assertThat(DestinationForm.of(setting).byServer()).isTrue();
        assertThat(DestinationForm.of(setting).delay()).isEqualTo("20");
        assertThat(DestinationForm.of(setting).start()).isEqualTo(DeliverySetting.BY_HAND);
        assertThat(DestinationForm.of(setting).minutes()).isEqualTo("90");
        assertThat(DestinationForm.of(setting).track()).isEqualTo("3");
    }

    @Test
    void whoGetsTheSecondCanvasIsSavedAndComesBackAndIsSentToFromHere() {
        DeliverySetting byServer = new DeliverySetting(
                DeliverySetting.AUTO, 0, "", "", 0, /* byServer= */ true, 0, null, 0, null, /* track= */ 1);
        DestinationSetting phones =
                new DestinationSetting("p", "Phones", "rtmp://host/app", "k", true, byServer.withSecondCanvas(true));
        DestinationForm form = DestinationForm.of(phones);
        assertThat(form.second()).isTrue();
        assertThat(form.byServer()).as("the server has the programme").isFalse();
        assertThat(form.setting("p", true).delivery().secondCanvas()).isTrue();
    }

    @Test
    void saysWhatIsWrongWithTheRest() {
        DestinationForm form = new DestinationForm(
                "n",
                "rtmp://host/app",
                "k",
                DeliverySetting.AUTO,
                "much",
                "host",
                "641x360",
                "1",
                false,
                "61",
                "",
                "-1",
                new WatermarkForm("/no/such.png", "top-left", "", ""),
                "1",
                /* second= */ false);

        assertThat(form.floorTrouble())
                .hasValueSatisfying(words -> assertThat(words).contains("from 50 to 100000"));
        assertThat(form.backupTrouble()).hasValue("Start with rtmp:// or rtmps://.");
        assertThat(form.ownSizeTrouble())
                .hasValueSatisfying(words -> assertThat(words).contains("both numbers even"));
        assertThat(form.ownRateTrouble()).isPresent();
        assertThat(form.minutesTrouble()).isPresent();
        assertThat(form.delayTrouble())
                .hasValueSatisfying(words -> assertThat(words).contains("from 0 to 60"));
        assertThat(form.watermark().fileTrouble())
                .hasValueSatisfying(words -> assertThat(words).startsWith("There is no such file."));
        assertThat(form.valid()).isFalse();
    }
}
