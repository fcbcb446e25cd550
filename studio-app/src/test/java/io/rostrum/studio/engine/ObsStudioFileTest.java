package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.capture.scene.Transition;
import io.rostrum.effects.wipe.WipePattern;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A scene collection as OBS Studio 29.0.2 on Linux wrote it: each kind of source and of filter that it has there, put
/// into scenes over its remote control; a group, a nested scene, and a wipe as its transition.
final class ObsStudioFileTest {
    private static ObsImport.Result read() throws IOException {
        try (InputStream in =
                        Objects.requireNonNull(ObsStudioFileTest.class.getResourceAsStream("obs-studio-29.0.2.json"));
                InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            JsonObject tree = JsonParser.parseReader(text).getAsJsonObject();
            assertThat(ObsImport.isScenes(tree)).isTrue();
            return ObsImport.read(tree, new ObsFiles());
        }
    }

    @Test
    void everyKindOfSourceThatItHasIsTakenOver() throws IOException {
        SavedCollection found = read().collection();
        assertThat(found.sources().stream().map(SavedSource::input).distinct())
                .containsExactly(
                        "text,font=DejaVu Sans,size=64,align=left,valign=top,color=#ffff00,outline=2,"
                                + "outline-color=#000000:Welcome: a, b",
                        "/media/film.mp4",
                        "camera:/dev/video0",
                        "screen",
                        "slideshow,seconds=3,fade=0,order=shuffle:/media/a.png|/media/b.png",
                        "color:#ff0000",
                        "/media/logo.png",
                        "text,font=DejaVu Sans,size=48,bold=yes,align=left,valign=top,color=#ffffff:Jane Doe",
                        "color:#000000c8");
        assertThat(found.channels().stream().map(SavedChannel::name))
                .containsExactly("Desktop Audio", "Mic/Aux", "A pulse_output_capture", "A pulse_input_capture");
        assertThat(found.scenes().stream()
                        .map(scene -> scene.name() + " " + scene.items().size()))
                .as("seven sources and a group of two; the nested scene")
                .containsExactly("Lesson 9", "Break 9");
        assertThat(found.showing().transition())
                .isEqualTo(new TransitionSetting(Transition.Kind.WIPE, 700, 0)
                        .withWipe(new WipeSetting(WipePattern.IRIS, 0, true, 0.1, "")));
    }

    @Test
    void eighteenOfItsTwentyTwoFiltersAreTakenOver() throws IOException {
        ObsImport.Result result = read();
        assertThat(result.collection().sources().stream()
                        .mapToInt(source -> source.filters().size())
                        .sum())
                .as("of 13 on pictures")
                .isEqualTo(11);
        assertThat(result.collection().channels().stream()
                        .mapToInt(channel -> Objects.requireNonNull(channel.sound())
                                .filters()
                                .size())
                        .sum())
                .as("of 9 on sounds")
                .isEqualTo(7);
        assertThat(result.left().stream().filter(said -> said.endsWith("there is no such filter here.")))
                .map(said -> said.replaceAll(".*\\((\\w+)\\).*", "$1"))
                .containsExactly(
                        "invert_polarity_filter", "upward_compressor_filter", "hdr_tonemap_filter", "scale_filter");
    }
}
