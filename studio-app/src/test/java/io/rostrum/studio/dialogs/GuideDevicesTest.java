package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GuideDevicesTest {
    private final FakeStudio studio = FakeStudio.empty();
    private final GuideDevices devices = new GuideDevices(studio);
    private final SourceCatalog catalog = new SourceCatalog(studio.discover().join());

    private List<String> sources() {
        return studio.snapshot().sources().stream().map(SourceView::input).toList();
    }

    @Test
    void aCameraIsProposedBeforeAScreenAndAMicrophoneBeforeWhatPlays() {
        assertThat(devices.proposed(GuideDevices.pictures(catalog)))
                .map(Offer::input)
                .contains("camera:/dev/video0");
        assertThat(devices.proposed(GuideDevices.sounds(catalog)))
                .map(Offer::input)
                .contains("device:mic");
        assertThat(devices.proposed(GuideDevices.pictures(SourceCatalog.EMPTY)))
                .map(Offer::input)
                .contains("testcard");
    }

    @Test
    void anotherChoiceTakesThePlaceOfTheFirst() {
        List<Offer> offers = GuideDevices.pictures(catalog);
        devices.see(Optional.of(offers.get(0)));
        devices.see(Optional.of(offers.get(1)));
        assertThat(sources()).containsExactly(offers.get(1).input());
        devices.undo();
        assertThat(sources()).isEmpty();
    }

    @Test
    void whatWasThereBeforeStaysAndIsNotAddedTwice() {
        studio.addSource(new SourceSetting("My screen", "screen:0"));
        Offer proposed = devices.proposed(GuideDevices.pictures(catalog)).orElseThrow();
        assertThat(proposed.input()).isEqualTo("screen:0");
        devices.see(Optional.of(proposed));
        assertThat(sources()).containsExactly("screen:0");
        devices.undo();
        assertThat(sources()).containsExactly("screen:0");
    }

    @Test
    void theChosenSoundIsHeard() {
        Optional<Offer> microphone = devices.proposed(GuideDevices.sounds(catalog));
        assertThat(devices.heard(microphone)).isEmpty();
        devices.hear(microphone);
        assertThat(devices.heard(microphone)).map(ChannelView::name).contains("Built-in microphone");
    }
}
