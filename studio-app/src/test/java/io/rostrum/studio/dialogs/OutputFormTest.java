package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputFormTest {
    @TempDir
    private Path folder;

    private static <T> String why(Checked<T> checked) {
        return checked instanceof Checked.Wrong<T>(String why) ? why : "";
    }

    @ParameterizedTest
    @CsvSource({"2500, 2500000", "2500k, 2500000", "2.5M, 2500000", "'2,5 Mb/s', 2500000", "6000 kbps, 6000000"})
    void aBitrateIsUnderstood(String text, int bits) {
        assertThat(OutputForm.bitRate(text)).isEqualTo(new Checked.Fine<>(bits));
    }

    @Test
    void aWrongBitrateSaysWhatIsExpected() {
        assertThat(why(OutputForm.bitRate("fast"))).contains("like 2500");
        assertThat(why(OutputForm.bitRate("2"))).isEqualTo("Expected 100 kb/s to 100 Mb/s.");
        assertThat(why(OutputForm.bitRate("999999999M"))).isEqualTo("Expected 100 kb/s to 100 Mb/s.");
    }

    @Test
    void aSizeIsTwoEvenNumbers() {
        assertThat(OutputForm.size(" 1280 × 720 ")).isEqualTo(new Checked.Fine<>("1280x720"));
        assertThat(OutputForm.size("720X1280".toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(new Checked.Fine<>("720x1280"));
        assertThat(why(OutputForm.size("1280"))).contains("like 1280x720");
        assertThat(why(OutputForm.size("853x480"))).isEqualTo("Encoders need even numbers: try 852x480.");
        assertThat(why(OutputForm.size("8000x10"))).isEqualTo("Each side must have 64 to 4096 pixels.");
    }

    @Test
    void aFolderMustBeOneThatCanBeWrittenTo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(OutputForm.folder(" " + folder + " ")).isEqualTo(new Checked.Fine<>(folder));
        assertThat(why(OutputForm.folder(file.toString()))).startsWith("That is a file.");
        assertThat(why(OutputForm.folder(folder.resolve("none").toString()))).startsWith("There is no such folder.");
        assertThat(why(OutputForm.folder(" "))).startsWith("Expected a folder.");
    }

    /// The most that Facebook takes, as OBS Studio ships it (`rtmp-services/data/services.json`): 4 Mb/s for
    /// 720p at 30, 6 at 60, 6 for 1080p at 30, 9 at 60.
    @ParameterizedTest
    @CsvSource({"1280x720, 30, 4000000", "1280x720, 60, 6000000", "1920x1080, 30, 6000000", "1920x1080, 60, 9000000"})
    void theAdviceHoldsWithWhatAServiceTakes(String size, String rate, int most) {
        BitrateAdvice advice = BitrateAdvice.of(PictureSize.parse(size), Rational.parse(rate));
        assertThat(advice.low()).isLessThan(advice.good()).isLessThan(most);
        assertThat(advice.high()).isGreaterThan(advice.good()).isGreaterThanOrEqualTo(most);
    }

    @Test
    void theAdviceNamesThePicturesAndTheRange() {
        assertThat(OutputForm.advice("1280x720", "30", 2_500_000))
                .startsWith("Good for 1280x720 at 30 fps (1.8 Mb/s to 4.1 Mb/s)");
        assertThat(OutputForm.advice("1280x720", "30000/1001", 500_000)).startsWith("Little for 1280x720 at 29.97 fps");
        assertThat(OutputForm.advice("640x360", "30", 20_000_000)).startsWith("More than 640x360 at 30 fps needs");
    }

    @Test
    void whatIsSetNowIsAlwaysAmongTheChoices() {
        assertThat(OutputForm.sizes("1000x700").getFirst()).isEqualTo(new OutputForm.Choice("1000x700", "1000 × 700"));
        assertThat(OutputForm.sizes("1280x720"))
                .extracting(OutputForm.Choice::value)
                .containsOnlyOnce("1280x720")
                .contains("1080x1920", "720x1280");
        assertThat(OutputForm.rates("15").getFirst()).isEqualTo(new OutputForm.Choice("15", "15 fps"));
    }

    @Test
    void freeRoomIsSaidInTime() {
        assertThat(OutputForm.room(118_000_000_000L, 2_500_000)).isEqualTo("118 GB free, about 4 days at 2.5 Mb/s");
        assertThat(OutputForm.room(1_000_000_000L, 6_000_000)).isEqualTo("1 GB free, about 22 minutes at 6 Mb/s");
    }
}
