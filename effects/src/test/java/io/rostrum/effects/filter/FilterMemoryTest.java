package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterMemoryTest {
    private static final Pattern LINE = Pattern.compile("([a-z]+) (-?\\d+)");
    private static final long DEADLINE_SECONDS = 240;
    /// Allocators round and threads get their stacks late; 70 kB lost in each frame, a tenth of a mask, would be
    /// more.
    private static final long TOLERATED_BYTES = 16_000_000;

    @Test
    void nothingIsLeftBehindByManyFrames(@TempDir Path folder) throws IOException, InterruptedException {
        File output = folder.resolve("probe.txt").toFile();
        Process probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.awt.headless=true",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryProbe.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            assertThat(probe.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            probe.destroyForcibly();
        }
        Map<String, Long> said = Files.readAllLines(output.toPath()).stream()
                .map(LINE::matcher)
                .filter(line -> line.matches())
                .collect(Collectors.toMap(line -> line.group(1), line -> Long.parseLong(line.group(2))));
        assertThat(said).containsEntry("left", 0L).containsEntry("outstanding", 0L);
        assertThat(said.get("objects")).as("counted at all").isPositive();
        assertThat(said.get("grown")).isLessThan(TOLERATED_BYTES);
    }
}
