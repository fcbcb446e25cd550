package io.rostrum.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.server.config.Settings.Given;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {
    private static final Pattern KEY = Pattern.compile("^( *)([a-z_]+):.*$");

    private static String reference() {
        try (InputStream in = ServerConfig.class.getResourceAsStream("/rostrum.yaml")) {
            return new String(Objects.requireNonNull(in, "rostrum.yaml").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ServerConfig read(String yaml) throws ConfigException {
        return read(yaml, Map.of(), Map.of());
    }

    private static ServerConfig read(String yaml, Map<String, String> environment, Map<String, Given> flags)
            throws ConfigException {
        return ServerConfig.from(new Settings(ConfigFile.parse(yaml, "test.yaml"), environment, flags), environment);
    }

    /// Keys as they stand in the text, also those without a value, which the parser leaves out.
    private static Set<String> documentedKeys() {
        Set<String> keys = new TreeSet<>();
        String[] path = new String[8];
        for (String line : reference().lines().toList()) {
            var match = KEY.matcher(line);
            if (match.matches()) {
                int depth = match.group(1).length() / 2;
                path[depth] = match.group(2);
                keys.add(String.join(".", Arrays.copyOf(path, depth + 1)));
            }
        }
        Set<String> parents = keys.stream()
                .filter(key -> keys.stream().anyMatch(other -> other.startsWith(key + ".")))
                .collect(Collectors.toSet());
        keys.removeAll(parents);
        return keys;
    }

    @Test
    void everyKeyThatIsReadIsDocumentedAndTheReverse() throws ConfigException {
        Settings settings = new Settings(Map.of(), Map.of(), Map.of());
        ServerConfig.from(settings, Map.of());

        assertThat(settings.asked()).containsExactlyInAnyOrderElementsOf(documentedKeys());
    }

    @Test
    void theReferenceFileStatesTheDefaults() throws ConfigException {
        assertThat(read(reference())).isEqualTo(read(""));
    }

    @Test
    void everyKeyHasAComment() {
        List<String> lines = reference().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (KEY.matcher(lines.get(i)).matches() && !lines.get(i).strip().endsWith(":")) {
                assertThat(lines.get(i - 1).strip())
                        .as("line before: " + lines.get(i))
                        .startsWith("#");
            }
        }
    }

    @Test
    void aFlagWinsOverAVariableAndThatOverTheFile() throws ConfigException {
        String yaml = "http:\n  port: 1\nrtmp:\n  port: 2\nlive:\n  flush: {normal: 30ms}\n";
        ServerConfig config = read(
                yaml,
                Map.of("ROSTRUM_HTTP_PORT", "3", "ROSTRUM_RTMP_PORT", "4"),
                Map.of("http.port", Given.scalar("5", "--http")));

        assertThat(config.http().port()).isEqualTo(5);
        assertThat(config.rtmp().port()).isEqualTo(4);
        assertThat(config.live().flush().normal()).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void listsAreWrittenEitherWay() throws ConfigException {
        assertThat(read("http:\n  hosts: [a.example, b.example]\n").http().allowedHosts())
                .containsExactlyInAnyOrder("a.example", "b.example");
        assertThat(read("", Map.of("ROSTRUM_HTTP_HOSTS", "a.example, b.example"), Map.of())
                        .http()
                        .allowedHosts())
                .containsExactlyInAnyOrder("a.example", "b.example");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            live:\\n  stop_windw: 25ms      | test.yaml:2: live.stop_windw: unknown key (expected: perhaps live.stop_window; rostrum.yaml lists all)
            live:\\n  flush: {normal: soon} | test.yaml:2: live.flush.normal: soon (expected: a time from 1ms to 1s, with its unit: ms, s, m, h)
            live:\\n  flush: {normal: 25}   | test.yaml:2: live.flush.normal: 25 (expected: a time from 1ms to 1s, with its unit: ms, s, m, h)
            live:\\n  flush: {normal: 2s}   | test.yaml:2: live.flush.normal: 2s (expected: a time from 1ms to 1s, with its unit: ms, s, m, h)
            live:\\n  flush: {profile: slow} | test.yaml:2: live.flush.profile: slow (expected: normal or low-latency)
            \\nhttp:\\n  port: 70000        | test.yaml:3: http.port: 70000 (expected: a whole number from 0 to 65535)
            http:\\n  port: [1, 2]          | test.yaml:2: http.port: 1, 2 (expected: a whole number from 0 to 65535)
            open_ingest: maybe              | test.yaml:1: open_ingest: maybe (expected: true or false)
            bind: 0.0.0.0\\nopen_ingest: true | test.yaml:2: open_ingest: true (expected: false while bind is 0.0.0.0: anybody who reaches the port could publish)
            rtmp:\\n  max_message: 1GiB     | test.yaml:2: rtmp.max_message: 1GiB (expected: bytes from 64KiB to 16MiB)
            log:\\n  level: loud            | test.yaml:2: log.level: loud (expected: one of error, warn, info, debug)
            tls:\\n  key: k.pem             | test.yaml:2: tls.key: k.pem (expected: tls.certificate and tls.key together)
            bind: a\\nbind: b               | test.yaml:2: bind: given again (expected: once, it is in test.yaml:1)
            a: [1                           | test.yaml:1: expected ',' or ']', but got <stream end> (expected: YAML)
            just words                      | test.yaml:1: a value (expected: keys with values)
            """)
    void refusesWithLineWhatWasFoundAndWhatIsExpected(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void aVariableIsNamedWhenItIsWrong() {
        assertThatThrownBy(() -> read("", Map.of("ROSTRUM_LIVE_GOP_CACHE_FRAMES", "many"), Map.of()))
                .hasMessage(
                        "ROSTRUM_LIVE_GOP_CACHE_FRAMES: live.gop_cache.frames: many (expected: a whole number from 1 to"
                                + " 100000)");
    }

    @Test
    void aMisspeltVariableIsNoticed() throws ConfigException {
        Map<String, String> environment = Map.of("ROSTRUM_HTPP_PORT", "1", "ROSTRUM_JAVA_HOME", "/x", "PATH", "/bin");
        Settings settings = new Settings(Map.of(), environment, Map.of());
        ServerConfig.from(settings, environment);

        assertThat(ServerConfig.unknownVariables(settings)).containsExactly("ROSTRUM_HTPP_PORT");
    }

    @Test
    void aMissingFileIsSaid() {
        assertThatThrownBy(() -> ConfigFile.read(Path.of("no-such.yaml")))
                .hasMessage("no-such.yaml: no such file (expected: a configuration file)");
    }
}
