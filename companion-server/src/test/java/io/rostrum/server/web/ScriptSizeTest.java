package io.rostrum.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a viewer's browser has to load before the first picture.
class ScriptSizeTest {
    private static final int MOST_BYTES = 250_000;
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]+)\"");

    private static byte[] asset(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream("assets/" + name), name)) {
            return in.readAllBytes();
        }
    }

    private static int gzipped(String name) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(asset(name));
        }
        return packed.size();
    }

    /// {@return the watch page's script and all that it imports}
    private static Set<String> scripts() throws IOException {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of("watch.js"));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (found.add(name)) {
                String text = new String(asset(name), StandardCharsets.UTF_8);
                IMPORT.matcher(text).results().map(match -> match.group(1)).forEach(open::add);
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hls/hls.min.mjs", "mpegts/mpegts.js"})
    void theWatchPageIsLightWithEitherPlayer(String player) throws IOException {
        Set<String> scripts = scripts();
        scripts.add(player);
        int bytes = 0;
        for (String script : scripts) {
            bytes += gzipped(script);
        }

        assertThat(scripts).contains("player.js", "engines.js", "chat.js");
        assertThat(bytes).as(String.join(", ", scripts)).isLessThanOrEqualTo(MOST_BYTES);
    }
}
