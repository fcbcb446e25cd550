package io.rostrum.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rostrum.server.config.Settings.Given;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Any bytes: a configuration within its ranges, or [ConfigException] in words. Seeds are beside the test's resources.
class ConfigFuzzTest {
    /// So that no name of a file is looked up in the network.
    private static final Map<String, Given> FLAGS = Map.of("bind", Given.scalar("127.0.0.1", "--bind"));

    @FuzzTest(maxDuration = "10m")
    void yaml(byte[] data) {
        try {
            Map<String, Given> values = ConfigFile.parse(new String(data, StandardCharsets.UTF_8), "x.yaml");
            ServerConfig config = ServerConfig.from(new Settings(values, Map.of(), FLAGS), Map.of());
            assertThat(config.http().port()).isBetween(0, 65_535);
            assertThat(config.hls().segment()).isLessThanOrEqualTo(config.hls().longest());
            assertThat(config.transcode().rungs()).isNotEmpty();
        } catch (ConfigException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void quantity(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        for (long value : List.of(Quantity.number(text), Quantity.millis(text), Quantity.bytes(text))) {
            assertThat(value == Quantity.NONE || value >= 0).as(text).isTrue();
        }
    }
}
