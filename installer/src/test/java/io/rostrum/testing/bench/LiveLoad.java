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
    private static final int JOINS_A_SECOND = 7;
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

    /// How long viewers waited, from their connection to their first whole key frame.
    ///
    /// @param p50   milliseconds
    /// @param steal mean number of cores that the host gave to others meanwhile
    record Joins(double p50, double p99, double max, double steal) {}

    /// Lets viewers come one after the other, [#JOINS_A_SECOND], at all moments of the group of pictures; they stay.
    Joins joins(int count, String url) throws InterruptedException {
        List<String> words = List.of(
                mode(url),
                "-n",
                String.valueOf(count),
                "-r",
                String.valueOf(JOINS_A_SECOND),
                "-p",
                String.valueOf(count),
                "-w",
                "0");
        Duration window = Duration.ofSeconds(1);
        List<String> said = said(window.plusSeconds(count / JOINS_A_SECOND), window, words, 0, url);
        Result result = result(said);
        double max = said.stream()
                .filter(line -> line.strip().startsWith("first keyframe ms"))
                .map(line -> line.substring(line.indexOf("max") + "max".length()))
                .mapToDouble(text -> Double.parseDouble(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the load generator said no \"first keyframe ms\""));
        return new Joins(result.number("ttfk_p50"), result.number("ttfk_p99"), max, result.number("steal"));
    }

    private static String mode(String url) {
        return url.startsWith("rtmp") ? "play" : "flv";
    }

    private Result load(Duration window, List<String> mode, long serverPid, String url) throws InterruptedException {
        return result(said(window, window, mode, serverPid, url));
    }

    private List<String> said(Duration atMost, Duration window, List<String> mode, long serverPid, String url)
            throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(mode);
        words.addAll(List.of("-q", "-d", String.valueOf(window.toSeconds()), "-P", String.valueOf(serverPid), url));
        try (Child child = Child.start("load", words, Map.of())) {
            if (child.awaitExit(atMost.plus(GRACE)).orElse(-1) != 0) {
                throw new IllegalStateException(child.tail());
            }
            return List.copyOf(child.lines());
        }
    }

    private static Result result(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("RESULT "))
                .map(line -> JsonParser.parseString(line.substring("RESULT ".length())))
                .map(figures -> new Result(figures.getAsJsonObject()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the load generator gave no RESULT: " + said));
    }
}
