package io.rostrum.server.vod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.push.ForeignBytes;
import io.rostrum.push.fmp4.Movie;
import io.rostrum.push.fmp4.MovieReader;
import io.rostrum.server.CompanionServer;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.config.ServerConfig;
import io.rostrum.server.config.Settings;
import io.rostrum.server.config.Settings.Given;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A server whose folder holds what FFmpeg recorded (`foreign/README.md`), asked over sockets.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class VodRoutesTest {
    private static final byte[] FILE = ForeignBytes.of("avc-aac-fragmented.mp4");
    private static final String SIDECAR = """
            {"stream":"cam","container":"mp4","state":"finished","startedAt":"2026-11-21T12:00:00Z","durationMillis":1001,
            "bytes":%d,"gaps":[{"atMillis":500,"awayMillis":9000,"since":"2026-11-21T12:00:01Z"}]}
            """;

    @TempDir
    private Path directory;

    private CompanionServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("recordings"));
        Files.write(folder.resolve("one.mp4"), FILE);
        Files.writeString(folder.resolve("one.json"), SIDECAR.formatted(FILE.length));
        byte[] large = Arrays.copyOf(FILE, 6 << 20);
        Files.write(folder.resolve("large.mp4"), large);
        Files.writeString(folder.resolve("large.json"), SIDECAR.formatted(large.length));
        Files.writeString(directory.resolve("secret.mp4"), "not to be seen");
        Map<String, Given> flags =
                Map.of("data", given(directory.toString()), "http.port", given("0"), "rtmp.port", given("0"));
        server = CompanionServer.start(ServerConfig.from(new Settings(Map.of(), Map.of(), flags), Map.of()));
    }

    private static Given given(String value) {
        return new Given(List.of(value), false, "test");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.httpPort() + path));
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void theFileIsGivenAsItIs() throws Exception {
        HttpResponse<byte[]> answer = get("/vod/one.mp4");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("video/mp4");
        assertThat(answer.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(answer.body()).isEqualTo(FILE);
    }

    /// Small parts go as replies, large ones in pieces over a connection that closes after them.
    @ParameterizedTest
    @CsvSource({
        "one, 0, 99",
        "one, 1000, 1000",
        "large, 100, 6291455",
        "large, 6291000, 6291455",
    })
    void aRangeIsGivenAsAskedFor(String name, int first, int last) throws Exception {
        byte[] whole = name.equals("one") ? FILE : Arrays.copyOf(FILE, 6 << 20);

        HttpResponse<byte[]> answer = get("/vod/" + name + ".mp4", "Range", "bytes=" + first + "-" + last);

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.headers().firstValue("Content-Range"))
                .contains("bytes " + first + "-" + last + "/" + whole.length);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
    }

    @Test
    void aRangeBehindTheEndIsRefusedAndOneOfAnotherFileGetsAllOfIt() throws Exception {
        assertThat(get("/vod/one.mp4", "Range", "bytes=900000-").statusCode()).isEqualTo(416);
        HttpResponse<byte[]> stale = get("/vod/one.mp4", "Range", "bytes=0-9", "If-Range", "\"other\"");
        assertThat(stale.statusCode()).isEqualTo(200);
        assertThat(stale.body()).isEqualTo(FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "large"})
    void headTellsTheLength(String name) throws Exception {
        HttpResponse<Void> answer =
                client.send(request("/vod/" + name + ".mp4").HEAD().build(), HttpResponse.BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(name.equals("one") ? FILE.length : 6 << 20);
    }

    @Test
    void everyByteRangeOfThePlaylistIsAFragmentThatBeginsWithAKeyFrame() throws Exception {
        String text = new String(get("/vod/one/index.m3u8").body(), StandardCharsets.UTF_8);
        Movie movie;
        try (FileChannel channel = FileChannel.open(directory.resolve("recordings/one.mp4"))) {
            movie = MovieReader.read(channel, false);
        }

        assertThat(text)
                .contains("#EXT-X-PLAYLIST-TYPE:VOD\n", "#EXT-X-ENDLIST\n")
                .contains("#EXT-X-MAP:URI=\"../one.mp4\",BYTERANGE=\"" + movie.headerBytes() + "@0\"\n")
                .contains("#EXT-X-BYTERANGE:" + (movie.wholeBytes() - movie.headerBytes()) + "@" + movie.headerBytes());
        assertThat(text.lines().filter(line -> line.equals("../one.mp4"))).hasSize(1);
        assertThat(get("/vod/one/../one.mp4").statusCode()).isIn(200, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/vod/..%2Fsecret.mp4",
                "/vod/%2e%2e/secret.mp4",
                "/vod/..%5Csecret.mp4",
                "/vod/.mp4",
                "/vod/secret.mp4",
                "/vod/two.mp4",
                "/vod/one.ts",
                "/vod/two/index.m3u8",
                "/api/v1/recordings/two",
                "/api/v1/recordings/..%2Fsecret"
            })
    void whatIsNoRecordingIsNotGiven(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("not to be seen");
    }

    @Test
    void recordingsAreListedWithTheirGaps() throws Exception {
        String list = new String(get("/api/v1/recordings").body(), StandardCharsets.UTF_8);

        assertThat(list)
                .contains("\"id\":\"one\"", "\"state\":\"finished\"", "\"hls\":\"/vod/one/index.m3u8\"")
                .contains("\"gaps\":[{\"atMillis\":500,\"awayMillis\":9000,\"since\":\"2026-11-21T12:00:01Z\"}]");
        assertThat(new String(get("/api/v1/recordings?stream=other").body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"recordings\":[]}");
        assertThat(new String(get("/recordings").body(), StandardCharsets.UTF_8))
                .contains("<h1>Recordings</h1>");
        assertThat(new String(get("/vod/one").body(), StandardCharsets.UTF_8)).contains("data-recording=\"one\"");
    }

    @Test
    void aPeerThatGoesAwayLeavesNoFileOpen() throws Exception {
        try (var body = client.send(request("/vod/large.mp4").build(), HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            assertThat(body.readNBytes(1_000)).hasSize(1_000);
        }
        Path descriptors = Path.of("/proc/self/fd");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(descriptors), "needs /proc");
        await().untilAsserted(() -> {
            try (var open = Files.list(descriptors)) {
                assertThat(open.filter(Files::isSymbolicLink).map(link -> {
                            try {
                                return Files.readSymbolicLink(link).toString();
                            } catch (java.io.IOException gone) {
                                return "";
                            }
                        }))
                        .noneMatch(target -> target.endsWith("large.mp4"));
            }
        });
    }
}
