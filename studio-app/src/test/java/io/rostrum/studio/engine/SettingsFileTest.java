package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import io.rostrum.capture.audio.mixer.Monitoring;
import io.rostrum.studio.engine.SettingsFile.UnusableException;
import io.rostrum.studio.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings of before there was a choice, and with it.
final class SettingsFileTest {
    private static StudioSettings settings(String sending) throws UnusableException {
        return settings(sending, "");
    }

    private static StudioSettings settings(String sending, String channel) throws UnusableException {
        return SettingsFile.parse("""
                {"schema":1,"sources":[],"channels":[{"id":"c","name":"Mic","input":"device","gainDecibels":0,
                "muted":false%s}],"programme":[],
                "destinations":[{"id":"a","name":"A","address":"rtmp://h/a","key":"k","enabled":true%s}],
                "output":{"size":"1280x720","frameRate":"30","bitsPerSecond":2500000,"keyframeSeconds":2,
                "encoder":"auto","recordFolder":"/tmp"},"window":{},"network":false,"lastId":1}
                """.formatted(channel, sending));
    }

    private static DeliverySetting delivery(StudioSettings settings) {
        return settings.destinations().getFirst().delivery();
    }

    private static final String BEFORE = """
            ,"sending":{"adapt":"auto","floorBitsPerSecond":0,"backup":"","ownSize":"","ownBitsPerSecond":0,\
            "byServer":false,"delaySeconds":0,"minutes":0%s}""";

    @Test
    void aFileOfBeforeThereWereWatermarksIsRead() throws UnusableException, IOException {
        for (String sending : List.of("", BEFORE.formatted(""))) {
            assertThat(delivery(settings(sending)).watermark()).isNull();
            assertThat(delivery(settings(sending)).own()).isEqualTo(OwnPicture.NONE);
        }
    }

    @Test
    void aWatermarkIsKept() throws UnusableException {
        StudioSettings read = settings(BEFORE.formatted(
                ",\"watermark\":{\"file\":\"/logo.png\",\"corner\":\"bottom\",\"height\":10,\"opacity\":90}"));

        assertThat(delivery(read).watermark()).isEqualTo(new WatermarkSetting("/logo.png", "bottom", 10, 90));
        assertThat(SettingsFile.parse(new Gson().toJson(read))).isEqualTo(read);
    }

    @Test
    void aFileOfBeforeThereWereTracksHasEverythingInTheFirst() throws UnusableException {
        StudioSettings read = settings(BEFORE.formatted(""));
        assertThat(read.channels().getFirst().heardIn()).hasToString("1");
        assertThat(delivery(read).heard()).isEqualTo(1);
        assertThat(read.output().heard()).isEqualTo(1);
    }

    @Test
    void tracksAreKept() throws UnusableException {
        StudioSettings read = settings(BEFORE.formatted(",\"track\":3"), ",\"tracks\":{\"bits\":5}");
        assertThat(read.channels().getFirst().heardIn()).hasToString("1,3");
        assertThat(delivery(read).heard()).isEqualTo(3);
        assertThat(SettingsFile.parse(new Gson().toJson(read))).isEqualTo(read);
    }

    @Test
    void whatIsDoneToASoundIsKeptAndBroughtIntoItsRange() throws UnusableException {
        StudioSettings read = settings(
                BEFORE.formatted(""),
                ",\"sound\":{\"balance\":-0.5,\"mono\":true,\"offsetMillis\":99999,\"monitoring\":\"BOTH\","
                        + "\"filters\":[{\"spec\":\"gate\",\"enabled\":true}]}");
        ChannelSound sound = read.channels().getFirst().shaped();
        assertThat(sound)
                .isEqualTo(new ChannelSound(
                        -0.5, true, 20_000, Monitoring.BOTH, List.of(new FilterSetting("gate", true))));
        assertThat(SettingsFile.parse(new Gson().toJson(read))).isEqualTo(read);
        assertThat(settings(BEFORE.formatted("")).channels().getFirst().shaped())
                .isEqualTo(ChannelSound.AS_IT_COMES);
    }

    @Test
    void halfAWatermarkIsNotComplete() {
        assertThatThrownBy(() -> settings(BEFORE.formatted(",\"watermark\":{\"corner\":\"bottom\"}")))
                .isInstanceOf(UnusableException.class)
                .hasMessage("is not complete");
    }

    @Test
    void theLanguageIsKnownBeforeTheSettingsAreOpened(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("settings.json");
        assertThat(SettingsFile.language(file)).isEqualTo(Language.SYSTEM);
        SettingsFile settings = new SettingsFile(file);
        StudioSettings fresh = settings.load().settings();
        assertThat(fresh.window().spoken()).isEqualTo(Language.SYSTEM);

        Files.writeString(
                file, SettingsFile.text(fresh).replace("\"language\": \"SYSTEM\"", "\"language\": \"GERMAN\""));
        assertThat(SettingsFile.language(file)).isEqualTo(Language.GERMAN);

        for (String other : List.of("{", "[]", "{\"window\":{\"language\":\"KLINGON\"}}")) {
            Files.writeString(file, other);
            assertThat(SettingsFile.language(file)).isEqualTo(Language.SYSTEM);
        }
    }
}
