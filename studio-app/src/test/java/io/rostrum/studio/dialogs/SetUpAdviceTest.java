package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.dialogs.SetUpAdvice.Found;
import io.rostrum.studio.dialogs.SetUpAdvice.Line;
import io.rostrum.studio.dialogs.SetUpAdvice.Use;
import io.rostrum.studio.engine.OutputSetting;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class SetUpAdviceTest {
    private static final OutputSetting NOW = new OutputSetting("854x480", "25", 1_000_000, 4, "auto", "/videos", 2);

    private static OutputSetting advised(Use use, boolean smooth, String rate, boolean device, Line... lines) {
        return SetUpAdvice.of(NOW, new Found(use, smooth, "1920x1080", rate, "x264", device, List.of(lines)))
                .output();
    }

    private static Line line(String address, long measured) {
        return new Line("There", address, measured == 0 ? OptionalLong.empty() : OptionalLong.of(measured));
    }

    @Test
    void aFastConnectionGivesThePicturesWhatTheyWant() {
        OutputSetting found = advised(Use.STREAM, false, "30", false, line("rtmp://host/app", 50_000_000));
        assertThat(found)
                .isEqualTo(NOW.withSize("1920x1080")
                        .withFrameRate("30")
                        .withBits(6_200_000)
                        .withKeyframes(2)
                        .withEncoder("x264"));
    }

    @Test
    void ofASlowConnectionThreeQuartersAreUsedLessItsSound() {
        OutputSetting found = advised(Use.STREAM, false, "30", false, line("rtmp://host/app", 3_600_000));
        assertThat(found.bitsPerSecond()).as("0.75 x 3600 - 128").isEqualTo(2_550_000);
        assertThat(found.size()).as("1080 lines would be blocks").isEqualTo("1280x720");
    }

    @Test
    void whereMotionCountsTheSizeGoesDownBeforeTheRate() {
        Line slow = line("rtmp://host/app", 4_400_000);
        OutputSetting smooth = advised(Use.STREAM, true, "60", false, slow);
        assertThat(smooth.frameRate()).isEqualTo("60");
        assertThat(smooth.size()).isEqualTo("1280x720");
        assertThat(smooth.bitsPerSecond()).as("0.7 x 4400 - 128").isEqualTo(2_950_000);
        OutputSetting sharp = advised(Use.STREAM, false, "60", false, line("rtmp://host/app", 6_000_000));
        assertThat(sharp.frameRate()).isEqualTo("30");
        assertThat(sharp.size()).isEqualTo("1920x1080");
    }

    @Test
    void destinationsShareTheConnection() {
        Line one = line("rtmp://one/app", 7_200_000);
        Line other = line("rtmp://other/app", 7_000_000);
        assertThat(advised(Use.STREAM, false, "30", false, one, other).bitsPerSecond())
                .as("0.75 x 7200 / 2 - 128")
                .isEqualTo(2_550_000);
    }

    @Test
    void theSlowestDestinationDecidesWhereItIsNotTheConnection() {
        Line one = line("rtmp://one/app", 40_000_000);
        Line slow = line("rtmp://slow/app", 5_600_000);
        assertThat(advised(Use.STREAM, false, "30", false, one, slow).bitsPerSecond())
                .as("0.75 x 5600 - 128")
                .isEqualTo(4_050_000);
    }

    @Test
    void noServiceIsSentMoreThanItTakes() {
        SetUpAdvice found = SetUpAdvice.of(
                NOW,
                new Found(
                        Use.BOTH,
                        true,
                        "2560x1440",
                        "60",
                        "auto",
                        false,
                        List.of(line("rtmp://live.twitch.tv/app", 0))));
        assertThat(found.output().size()).isEqualTo("1920x1080");
        assertThat(found.output().bitsPerSecond()).isEqualTo(6_000_000);
        assertThat(found.reasons()).anyMatch(reason -> reason.contains("Twitch takes 6 Mb/s at most"));
    }

    @Test
    void devicesGetAnEighthMore() {
        Line fast = line("rtmp://host/app", 50_000_000);
        double device = advised(Use.STREAM, false, "30", true, fast).bitsPerSecond();
        double processor = advised(Use.STREAM, false, "30", false, fast).bitsPerSecond();
        assertThat(device / processor).isBetween(1.12, 1.16);
    }

    @Test
    void aRecordingAloneAsksNoConnection() {
        Line slow = line("rtmp://host/app", 1_000_000);
        OutputSetting found = advised(Use.RECORD, true, "60", false, slow);
        assertThat(found.size()).isEqualTo("1920x1080");
        assertThat(found.bitsPerSecond()).isGreaterThan(12_000_000);
    }
}
