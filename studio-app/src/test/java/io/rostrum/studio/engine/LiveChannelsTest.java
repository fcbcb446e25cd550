package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.mixer.MixerInput;
import io.rostrum.capture.audio.mixer.Monitoring;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.session.Programme;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class LiveChannelsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void aChannelIsHeardInItsTracksFromTheBeginningAndWhenTheyChange() {
        try (Programme programme =
                new Programme(new PictureSize(64, 36), new Rational(30, 1), VideoFilter.NONE, defect -> {
                    throw new AssertionError(defect);
                })) {
            LiveChannels channels =
                    new LiveChannels(programme, Runnable::run, _ -> Optional.empty(), new SafeStart(false));
            programme.start();
            channels.add(new SavedChannel("1", "Tone", "tone").withTracks(TrackSet.parse("2")));

            await().atMost(SOON)
                    .until(() -> channels.view().getFirst().level().peakLeft() > LiveChannels.SILENCE_DECIBELS);
            assertThat(LiveChannels.level(programme.mixer().level()).peakLeft())
                    .as("the meter of the mix is the first track's")
                    .isLessThan(LiveChannels.SILENCE_DECIBELS);

            channels.change("1", channel -> channel.withTracks(TrackSet.parse("1,2")));
            assertThat(channels.view().getFirst().tracks()).hasToString("1,2");
            await().atMost(SOON)
                    .until(() ->
                            LiveChannels.level(programme.mixer().level()).peakLeft() > LiveChannels.SILENCE_DECIBELS);
        }
    }

    @Test
    void aMutedChannelIsMutedBeforeItCanBeHeardAndUnmutedWhileItsDeviceOpens() {
        try (Programme programme =
                new Programme(new PictureSize(64, 36), new Rational(30, 1), VideoFilter.NONE, defect -> {
                    throw new AssertionError(defect);
                })) {
            List<Runnable> held = new CopyOnWriteArrayList<>(); // the engine never hears that the device is open
            LiveChannels channels = new LiveChannels(programme, held::add, _ -> Optional.empty(), new SafeStart(false));
            channels.add(new SavedChannel("1", "Tone", "tone").withMuted(true).withGain(-6.0206));

            await().atMost(SOON).until(() -> !programme.mixer().inputs().isEmpty());
            MixerInput input = programme.mixer().inputs().getFirst();
            assertThat(input.muted()).isTrue();
            assertThat(input.gain()).isCloseTo(0.5f, within(0.001f));

            ChannelSound sound = ChannelSound.AS_IT_COMES
                    .withMonitoring(Monitoring.BOTH)
                    .withFilters(List.of(
                            new FilterSetting("echo", true),
                            new FilterSetting("gate", false),
                            new FilterSetting("limiter", true)));
            channels.change("1", channel -> channel.withSound(sound));
            channels.solo("1", true);
            assertThat(input.monitoring()).isEqualTo(Monitoring.BOTH);
            assertThat(input.reductions()).as("what is not known is left out").hasSize(2);
            assertThat(channels.view().getFirst().reductions()).hasSize(3);
            assertThat(channels.view().getFirst().solo()).isTrue();

            channels.change("1", channel -> channel.withMuted(false));
            assertThat(input.muted()).isFalse();
        }
    }
}
