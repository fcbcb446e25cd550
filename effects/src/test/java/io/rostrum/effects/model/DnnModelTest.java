package io.rostrum.effects.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

/// Networks are ready before the first picture.
class DnnModelTest {
    @Test
    void theFirstRunIsOverWhenAModelIsLoaded() {
        try (DnnModel model = DnnModel.load("selfie_segmentation_landscape.tflite", 256, 144);
                Mat found = model.output("segment_back")) {
            assertThat(found.total()).isEqualTo(256L * 144);
        }
    }
}
