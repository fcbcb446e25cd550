package io.rostrum.testing.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import io.rostrum.testing.product.Rostrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The load generator of the project's shared tools (`liveload.c`, whose head is its manual), compiled into a folder of
/// its own, with the stream that it publishes: 720p30 of 2.5 Mbit/s with a key frame every 2 s.
///
/// @param program the compiled tool
/// @param media   an FLV file, published in a loop
record LiveLoad(Path program, Path media) {
    private static final String TOOLS = "ROSTRUM_BENCH_TOOLS";
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final String STREAM = "-f lavfi -i testsrc2=s=1280x720:r=30,noise=alls=12:allf=t"
            + " -f lavfi -i sine=440:r=44100 -t 60 -c:v libx264 -preset veryfast -b:v 2372k -minrate 2372k -maxrate 2372k"
            + " -bufsize 2500k -g 60 -keyint_min 60 -sc_threshold 0 -bf 0 -pix_fmt yuv420p -profile:v high"
            + " -x264-params nal-hrd=cbr -c:a aac -b:a 128k -ac 2 -flvflags no_duration_filesize -f flv";

    /// What one load found: the figures of the tool's last line.
    record Result(JsonObject figures) {
        double number(String name) {
            return figures.get(name).getAsDouble();
        }
    }

    /// Compiles the tool and makes the media, where that was not done before.
    ///
    /// @throws IllegalStateException if the tools are neither beside the checkout nor in [#TOOLS]
    static LiveLoad prepare() throws IOException, InterruptedException {
        Path folder = Rostrum.home().resolve("installer/target/liveload");
        Files.createDirectories(folder);
        LiveLoad made = new LiveLoad(folder.resolve("liveload"), folder.resolve("720p30.flv"));
        run("gcc", List.of("gcc", "-O2", "-o", made.program.toString(), source().toString()));
        if (!Files.exists(made.media)) {
            Path unfinished = folder.resolve("unfinished.flv");
            List<String> words = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
            words.addAll(List.of(STREAM.split(" ", -1)));
            words.add(unfinished.toString());
            run("ffmpeg", words);
            Files.move(unfinished, made.media);
        }
        return made;
    }

    private static Path source() {
        Path tools = Optional.ofNullable(System.getenv(TOOLS))
                .map(Path::of)
                .orElse(Rostrum.home().resolveSibling("shared").resolve("bench"));
        Path source = tools.resolve("liveload.c");
        if (!Files.exists(source)) {
            throw new IllegalStateException(
                    "load generator: " + source + " (expected: liveload.c in the folder that " + TOOLS + " names)");
        }
        return source;
    }

    private static void run(String name, List<String> command) throws InterruptedException {
        try (Child child = Child.start(name, command, Map.of())) {
            if (child.awaitExit(BUILD_LIMIT).orElse(-1) != 0) {
                throw new IllegalStateException(child.tail());
            }
        }
    }

    /// {@return a publisher that goes on until it is closed}
    Child publish(String url) {
        return Child.start(
                "publisher",
                List.of(program.toString(), "pub", "-q", "-n", "1", "-d", "36000", "-f", media.toString(), url),
                Map.of());
    }

    /// Puts publishers on a server.
    ///
    /// @param url with `%d` for the publisher's number
    Result publishers(int count, Duration window, long serverPid, String url) throws InterruptedException {
        return load(
                window,
                List.of("pub", "-n", String.valueOf(count), "-r", "100", "-f", media.toString()),
                serverPid,
                url);
    }

    /// Puts viewers on a server.
    ///
    /// @param url RTMP or HTTP-FLV
    Result viewers(int count, Duration window, long serverPid, String url) throws InterruptedException {
        return load(window, List.of(mode(url), "-n", String.valueOf(count), "-r", "250"), serverPid, url);
    }

    /// {@return milliseconds from the connection of one viewer to its first whole key frame}
    double join(String url) throws InterruptedException {
        return load(Duration.ofSeconds(1), List.of(mode(url), "-n", "1", "-w", "0"), 0, url)
                .number("ttfk_p50");
    }

    private static String mode(String url) {
        return url.startsWith("rtmp") ? "play" : "flv";
    }

    private Result load(Duration window, List<String> mode, long serverPid, String url) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(mode);
        words.addAll(List.of("-q", "-d", String.valueOf(window.toSeconds()), "-P", String.valueOf(serverPid), url));
        try (Child child = Child.start("load", words, Map.of())) {
            if (child.awaitExit(window.plus(GRACE)).orElse(-1) != 0) {
                throw new IllegalStateException(child.tail());
            }
            String line = child.lines().stream()
                    .filter(said -> said.startsWith("RESULT "))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(child.tail()));
            return new Result(
                    JsonParser.parseString(line.substring("RESULT ".length())).getAsJsonObject());
        }
    }
}
