package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.Gson;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.studio.engine.SettingsFile.UnusableException;
import java.nio.charset.StandardCharsets;

/// Whatever stands in the settings file: settings that can be written again, or a reason in words. Seeds are beside the
/// test's resources.
class SettingsFuzzTest {
    private static final Gson GSON = new Gson();

    @FuzzTest(maxDuration = "10m")
    void file(byte[] data) {
        try {
            StudioSettings settings = SettingsFile.parse(new String(data, StandardCharsets.UTF_8));
            assertThat(Output.video(settings.output()).size().width()).isPositive();
            assertThat(SettingsFile.parse(GSON.toJson(settings))).isEqualTo(settings);
        } catch (UnusableException e) {
            assertThat(e.getMessage()).matches("(is|has) .+");
        }
    }

    /// A filter as the settings file and the command line write it.
    @FuzzTest(maxDuration = "10m")
    void filter(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            FilterSpec spec = FilterSpec.parse(text);
            assertThat(spec.name()).isIn("beauty", "watermark", "blur");
            assertThat(FilterSpec.parse(spec.text()).settings().toString())
                    .isEqualTo(spec.settings().toString());
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }
}
