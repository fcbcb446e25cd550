package io.rostrum.effects.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;

import java.nio.ByteBuffer;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HalvingTest {
    @ParameterizedTest
    @CsvSource({
        "1280, 720, 320, 180, 640, 360",
        "1280, 720, 160, 90, 320, 180",
        "1280, 720, 640, 360, 1280, 720",
        "1200, 720, 200, 120, 300, 180",
        "1282, 722, 320, 180, 641, 361",
        "1281, 720, 320, 180, 1281, 720",
        "320, 180, 640, 360, 320, 180",
        "640, 360, 320, 20, 320, 180",
    })
    void staysLargerThanWanted(int width, int height, int wantedWidth, int wantedHeight, int cols, int rows) {
        try (Halving halving = new Halving();
                Mat picture = new Mat(height, width, CV_8UC4)) {
            Mat near = halving.toward(picture, wantedWidth, wantedHeight);

            assertThat(near.cols()).isEqualTo(cols);
            assertThat(near.rows()).isEqualTo(rows);
        }
    }

    @Test
    void eachPixelIsTheMeanOfThoseItStandsFor() {
        int side = 8;
        byte[] values = new byte[side * side * 4];
        new Random(1).nextBytes(values);
        try (Halving halving = new Halving();
                Mat picture = new Mat(side, side, CV_8UC4)) {
            ByteBuffer pixels = picture.createBuffer();
            pixels.put(values);

            Mat half = halving.toward(picture, 2, 2);
            ByteBuffer found = half.createBuffer();

            for (int y = 0; y < side / 2; y++) {
                for (int x = 0; x < side / 2; x++) {
                    for (int channel = 0; channel < 4; channel++) {
                        int sum = 0;
                        for (int i = 0; i < 4; i++) {
                            int pixel = (2 * y + i / 2) * side + 2 * x + i % 2;
                            sum += Byte.toUnsignedInt(values[pixel * 4 + channel]);
                        }
                        int is = Byte.toUnsignedInt(found.get((y * side / 2 + x) * 4 + channel));
                        assertThat((double) is).isBetween(sum / 4.0 - 0.5, sum / 4.0 + 0.5);
                    }
                }
            }
        }
    }
}
