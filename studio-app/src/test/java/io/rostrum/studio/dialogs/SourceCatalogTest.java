package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.AvailableSource;
import io.rostrum.studio.engine.AvailableSource.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceCatalogTest {
    private final SourceCatalog catalog = new SourceCatalog(List.of(
            new AvailableSource(Kind.CAMERA, "Logitech C920", "1920x1080", "camera:/dev/video0"),
            new AvailableSource(Kind.CAMERA, "Built-in", "1280x720", "camera:/dev/video2"),
            new AvailableSource(Kind.WINDOW, "Logitech settings", "", "window:7"),
            new AvailableSource(Kind.MICROPHONE, "Logitech C920 microphone", "", "device:c920"),
            new AvailableSource(Kind.TEST, "Test card", "", "testcard")));

    @Test
    void eachThingIsInItsCategoryInTheOrderItWasFound() {
        assertThat(catalog.in(SourceCategory.CAMERA))
                .extracting(Offer::name)
                .containsExactly("Logitech C920", "Built-in");
        assertThat(catalog.in(SourceCategory.SCREEN)).isEmpty();
        assertThat(catalog.in(SourceCategory.MICROPHONE))
                .extracting(Offer::input)
                .containsExactly("device:c920");
    }

    @Test
    void aTestCardAndATestToneAreThereOnceWhateverWasFound() {
        assertThat(catalog.in(SourceCategory.TEST_CARD))
                .extracting(Offer::input)
                .containsExactly("testcard");
        assertThat(SourceCatalog.EMPTY.in(SourceCategory.TEST_CARD)).hasSize(1);
        assertThat(SourceCatalog.EMPTY.in(SourceCategory.TONE))
                .extracting(Offer::input)
                .contains("tone");
    }

    @Test
    void eachWordOfASearchMustBeInTheNameOrTheDetail() {
        assertThat(catalog.in(SourceCategory.CAMERA, " 1920 LOGI"))
                .extracting(Offer::name)
                .containsExactly("Logitech C920");
        assertThat(catalog.in(SourceCategory.CAMERA, "logi 720")).isEmpty();
    }

    @Test
    void whatIsFoundElsewhereComesFromTheSameSenseFirst() {
        assertThat(catalog.elsewhere(SourceCategory.MICROPHONE, "logi"))
                .containsExactly(SourceCategory.CAMERA, SourceCategory.WINDOW);
        assertThat(catalog.elsewhere(SourceCategory.SCREEN, "logi"))
                .containsExactly(SourceCategory.CAMERA, SourceCategory.WINDOW, SourceCategory.MICROPHONE);
    }

    @Test
    void aNewNameIsOneThatIsNotTaken() {
        assertThat(FreeName.of(" Camera ", List.of())).isEqualTo("Camera");
        assertThat(FreeName.of("Camera", List.of("camera", "Camera 2"))).isEqualTo("Camera 3");
    }
}
