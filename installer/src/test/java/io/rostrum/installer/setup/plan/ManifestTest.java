package io.rostrum.installer.setup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestTest {
    @TempDir
    Path prefix;

    @Test
    void isReadAsItWasWritten() throws Exception {
        Choices choices =
                new Choices(EnumSet.of(Part.SERVER), prefix, Path.of("/var/data"), 8081, 1936, true, ServiceKind.USER);
        Manifest manifest = new Manifest(
                "0.2.0~rc1",
                prefix.resolve("versions/0.2.0~rc1"),
                false,
                choices,
                List.of(Path.of("/usr/bin/rostrum")),
                Optional.of(Path.of("/etc/rostrum/rostrum.yaml")),
                Planner.digest("x"));
        Files.writeString(prefix.resolve(Manifest.NAME), manifest.json());

        assertThat(Manifest.in(prefix)).contains(manifest);
    }

    @Test
    void isAbsentWhereNothingIsInstalled() throws Exception {
        assertThat(Manifest.in(prefix)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"format\": 2}", "{\"format\": 1, \"parts\": [\"kitchen\"]}"})
    void aDamagedOneIsNamed(String text) throws Exception {
        Files.writeString(prefix.resolve(Manifest.NAME), text);

        assertThatThrownBy(() -> Manifest.in(prefix))
                .isInstanceOf(java.io.IOException.class)
                .hasMessageContaining(prefix.resolve(Manifest.NAME).toString());
    }
}
