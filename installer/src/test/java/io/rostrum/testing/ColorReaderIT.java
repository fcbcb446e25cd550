package io.rostrum.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColorReaderIT {
    @TempDir
    Path folder;

    @Test
    void barsThatFfmpegConvertedToBt709AreReadAsSent() {
        Path file = folder.resolve("bars.mp4");
        new ReferenceCard(1280, 720, 1).write(file, 0, List.of());

        ColorReader colors = ColorReader.of(file.toString(), 0.5, List.of());

        assertThat(colors.space()).isEqualTo(new ColorReader.Space("bt709", "tv", "bt709", "bt709"));
        assertThat(colors.maxError()).as("%s", colors).isLessThanOrEqualTo(2);
    }

    @Test
    void theMatrixOfBt601UnderTheNameOfBt709IsSeen() {
        Path file = folder.resolve("wrong.mp4");
        String wrong = "scale=out_color_matrix=bt601:out_range=tv,format=yuv420p";
        new ReferenceCard(1280, 720, 1).write(file, 0, List.of("-vf", wrong));

        assertThat(ColorReader.of(file.toString(), 0.5, List.of()).maxError()).isGreaterThan(15);
    }

    @Test
    void aSilentBitstreamIsSeenAsSilent() {
        Path file = folder.resolve("silent.mp4");
        List<String> silent =
                List.of(("-colorspace unknown -color_primaries unknown -color_trc unknown -color_range unknown"
                                + " -bsf:v h264_metadata=colour_primaries=2:transfer_characteristics=2:matrix_coefficients=2")
                        .split(" ", -1));
        new ReferenceCard(320, 192, 1).write(file, 0, silent);

        assertThat(ColorReader.of(file.toString(), 0.5, List.of()).space().matrix())
                .isEqualTo("unknown");
    }
}
