package io.rostrum.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.server.config.ConfigException;
import io.rostrum.server.config.ServerConfig;
import io.rostrum.server.config.Settings;
import io.rostrum.server.config.Settings.Given;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// FFmpeg publishes over RTMP, FFmpeg and rtmpdump play over RTMP and HTTP-FLV; and what others send does not disturb
/// them.
@ExtendWith(LeakGuard.class)
@Timeout(120)
class PublishAndPlayIT {
    private static final String PICTURE = "-f lavfi -i testsrc2=size=320x180:rate=25";
    private static final String SOUND = "-f lavfi -i sine=frequency=1000:sample_rate=48000";
    private static final long PICTURE_MILLIS = 40;
    private static final String X264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -b:v 300k";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private CompanionServer server;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void start() throws IOException, ConfigException {
        Map<String, Given> flags = Map.of(
                "data", given(directory.resolve("data").toString()),
                "http.port", given("0"),
                "rtmp.port", given("0"),
                "open_ingest", given("true"),
                "live.return_window", given("60s"),
                "live.stop_window", given("1s"));
        server = CompanionServer.start(ServerConfig.from(new Settings(Map.of(), Map.of(), flags), Map.of()));
    }

    private static Given given(String value) {
        return new Given(List.of(value), false, "test");
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes) {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        server.close();
    }

    private String rtmp(String stream) {
        return "rtmp://127.0.0.1:" + server.rtmpPort() + "/live/" + stream;
    }

    private String flv(String stream) {
        return "http://127.0.0.1:" + server.httpPort() + "/live/" + stream + ".flv";
    }

    private Process run(String arguments) throws IOException {
        Process process = new ProcessBuilder(List.of(arguments.strip().split("\\s+", -1)))
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(directory, "peer", ".log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private Process publish(String stream, String arguments) throws IOException {
        return run("ffmpeg -loglevel warning -re " + arguments + " -f flv " + rtmp(stream));
    }

    /// {@return what ffprobe says is in a stream or file}
    private String probe(String url) throws IOException, InterruptedException {
        return probes(url).getFirst();
    }

    /// Asks ffprobe of several streams or files side by side. It looks at two seconds of media for a sound or a picture
    /// that may still come.
    ///
    /// @return what is in each
    private List<String> probes(String... urls) throws IOException, InterruptedException {
        List<Path> said = new ArrayList<>();
        List<Process> probes = new ArrayList<>();
        for (String url : urls) {
            Path out = Files.createTempFile(directory, "probe", ".txt");
            said.add(out);
            Process probe = new ProcessBuilder(List.of(
                            "ffprobe",
                            "-v",
                            "error",
                            "-analyzeduration",
                            "2M",
                            "-show_entries",
                            "stream=codec_name,width,height,sample_rate,channels",
                            "-of",
                            "csv=p=0",
                            url))
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            probes.add(probe);
            processes.add(probe);
        }
        for (Process probe : probes) {
            assertThat(probe.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        List<String> found = new ArrayList<>();
        for (Path out : said) {
            found.add(Files.readString(out).strip().replace('\n', ' '));
        }
        return found;
    }

    private void awaitStream(String stream) {
        await().atMost(PATIENCE).until(() -> head(stream) == 200);
    }

    private int head(String stream) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(flv(stream)))
                                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain     | PICTURE SOUND X264 -g 50 -c:a aac -ac 2            | 5 | h264,320,180 aac,48000,2
            bframes   | PICTURE SOUND X264 -g 50 -bf 2 -c:a aac -ac 2      | 5 | h264,320,180 aac,48000,2
            mono441   | PICTURE SOUND X264 -g 50 -c:a aac -ac 1 -ar 44100  | 5 | h264,320,180 aac,44100,1
            soundonly | SOUND -c:a aac -ac 1                               | 4 | aac,48000,1
            mute      | PICTURE X264 -g 50                                 | 1 | h264,320,180
            obs8s     | PICTURE SOUND X264 -g 200 -c:a aac -ac 2           | 5 | h264,320,180 aac,48000,2
            """)
    void whatFfmpegPublishesFfprobeReads(String stream, String arguments, int flags, String expected) throws Exception {
        publish(
                stream,
                arguments.replace("PICTURE", PICTURE).replace("SOUND", SOUND).replace("X264", X264));
        awaitStream(stream);

        try (InputStream in = URI.create(flv(stream)).toURL().openStream()) {
            assertThat(in.readNBytes(5)).containsExactly('F', 'L', 'V', 1, flags);
        }
        assertThat(probes(flv(stream), rtmp(stream))).containsExactly(expected, expected);
    }

    @Test
    void aWebSocketGetsTheStreamAndItsCleanEnd() throws Exception {
        publish("socket", PICTURE + " " + SOUND + " " + X264 + " -g 25 -c:a aac -ac 2 -t 4");
        awaitStream("socket");
        Path file = directory.resolve("socket.flv");
        try (HttpClient client = HttpClient.newHttpClient();
                SocketFile out = new SocketFile(Files.newOutputStream(file))) {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create(flv("socket").replace("http:", "ws:")), out)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            socket.sendPing(ByteBuffer.wrap(new byte[] {7})).join();
            assertThat(out.status.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1000);
            assertThat(out.pongs).hasValue(7);
        }
        assertThat(probe(file.toString())).isEqualTo("h264,320,180 aac,48000,2");
        List<Long> pictures = packetTimes(file);
        assertThat(steps(pictures)).isNotEmpty().containsOnly(PICTURE_MILLIS);
        assertThat(pictures.getLast()).as("the last picture of 4 s").isBetween(4_000 - PICTURE_MILLIS, 4_000L);
    }

    /// Writes the binary messages of a WebSocket to a file.
    private static final class SocketFile implements WebSocket.Listener, AutoCloseable {
        private final OutputStream file;
        final CompletableFuture<Integer> status = new CompletableFuture<>();
        final AtomicInteger pongs = new AtomicInteger();

        SocketFile(OutputStream file) {
            this.file = file;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            try {
                file.write(bytes);
            } catch (IOException e) {
                status.completeExceptionally(e);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
            pongs.addAndGet(data.get());
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            status.complete(code);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            status.completeExceptionally(error);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Test
    void soundAloneIsGivenWhereItIsAskedFor() throws Exception {
        publish("radio", PICTURE + " " + SOUND + " " + X264 + " -g 25 -c:a aac -ac 2");
        awaitStream("radio");
        try (InputStream in = URI.create(flv("radio") + "?only=audio").toURL().openStream()) {
            assertThat(in.readNBytes(5)).containsExactly('F', 'L', 'V', 1, 4);
        }
        assertThat(probe(flv("radio") + "?only=audio")).isEqualTo("aac,48000,2");
    }

    @Test
    void rtmpdumpPlaysToTheEnd() throws Exception {
        publish("dump", PICTURE + " " + SOUND + " " + X264 + " -g 25 -c:a aac -ar 44100 -t 4");
        awaitStream("dump");
        Path file = directory.resolve("dump.flv");
        Process dump = run("rtmpdump -q -v -r " + rtmp("dump") + " -o " + file);
        assertThat(dump.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(probe(file.toString())).isEqualTo("h264,320,180 aac,44100,1");
    }

    @Test
    void viewersStayWhileThePublisherReturnsWithAnotherSize() throws Exception {
        Process first = publish("back", PICTURE + " " + SOUND + " " + X264 + " -g 25 -c:a aac");
        awaitStream("back");
        Path file = directory.resolve("back.flv");
        Process viewer = run("curl -sS -o " + file + " " + flv("back"));
        Path overRtmp = directory.resolve("back-rtmp.flv");
        Process player = run("ffmpeg -v error -i " + rtmp("back") + " -c copy -copyts -y " + overRtmp);
        await().atMost(PATIENCE).until(() -> Files.exists(file) && Files.size(file) > 60_000);
        first.destroyForcibly().waitFor();
        long size = Files.size(file);
        Process second = publish(
                "back", PICTURE.replace("320x180", "160x120") + " " + SOUND + " " + X264 + " -g 25 -c:a aac -t 3");
        await().atMost(PATIENCE).until(() -> Files.size(file) > size + 30_000);
        assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(viewer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue(); // the stream ended cleanly
        assertThat(viewer.exitValue()).isZero();
        assertThat(player.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(continuous(file)).isGreaterThan(3 * 25); // of the second publisher alone
        assertThat(continuous(overRtmp)).isGreaterThan(3 * 25);
    }

    /// {@return the number of pictures, whose time goes on without a step}
    private int continuous(Path file) throws IOException, InterruptedException {
        List<Long> times = packetTimes(file);
        assertThat(steps(times))
                .as("steps of %s", file.getFileName())
                .allSatisfy(step -> assertThat(step).isBetween(0L, 250L));
        return times.size();
    }

    /// {@return from each time to the next}
    private static List<Long> steps(List<Long> times) {
        List<Long> steps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            steps.add(times.get(i) - times.get(i - 1));
        }
        return steps;
    }

    /// {@return decoding times of the video packets, milliseconds, as ffprobe reads them}
    private List<Long> packetTimes(Path file) throws IOException, InterruptedException {
        Path out = directory.resolve("packets.txt");
        Process probe = new ProcessBuilder(List.of(
                        "ffprobe",
                        "-v",
                        "quiet",
                        "-select_streams",
                        "v",
                        "-show_entries",
                        "packet=dts",
                        "-of",
                        "csv=p=0",
                        file.toString()))
                .redirectOutput(out.toFile())
                .start();
        assertThat(probe.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(out, StandardCharsets.US_ASCII).stream()
                .map(line -> line.replace(",", "").strip())
                .filter(line -> line.matches("\\d+"))
                .map(Long::valueOf)
                .toList();
    }

    @Test
    void aSecondPublisherIsRefusedAndTheFirstGoesOn() throws Exception {
        publish("one", PICTURE + " " + X264 + " -g 25");
        awaitStream("one");
        Process second = publish("one", PICTURE + " " + X264 + " -g 25");
        assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isNotZero();
        assertThat(probe(flv("one"))).isEqualTo("h264,320,180");
    }

    /// Pictures go on while the attackers are there, and none is missing. How long one may be late for them is judged
    /// by `./rostrum bench attacks`.
    @Test
    void whatAttackersSendCostsNoViewerAPicture() throws Exception {
        publish("calm", PICTURE + " " + X264 + " -g 25");
        awaitStream("calm");
        try (InputStream in = URI.create(flv("calm")).toURL().openStream()) {
            PictureTimes viewer = new PictureTimes(in);
            Thread reader = Thread.ofVirtual().start(viewer);
            byte[] garbage = new byte[65_536];
            new Random(7).nextBytes(garbage);
            byte[] half = new byte[1_000];
            half[0] = 3;
            List<Socket> silent = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                try (Socket noisy = new Socket(InetAddress.getLoopbackAddress(), server.rtmpPort())) {
                    noisy.getOutputStream().write(garbage);
                } catch (IOException closedAtOnce) {
                    assertThat(closedAtOnce).isNotNull(); // the server may cut it while it is still writing
                }
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.rtmpPort());
                slow.getOutputStream().write(half);
                silent.add(slow);
                if (i % 50 == 49) {
                    int seen = viewer.millis.size();
                    await().atMost(PATIENCE).until(() -> viewer.millis.size() > seen + 5);
                }
            }
            await().atMost(PATIENCE).until(() -> silent.stream().allMatch(PublishAndPlayIT::isClosed));
            for (Socket socket : silent) {
                socket.close();
            }
            int seen = viewer.millis.size();
            await().atMost(PATIENCE).until(() -> viewer.millis.size() > seen + 25);
            viewer.stopped = true;
            reader.join();
            assertThat(steps(viewer.millis)).containsOnly(PICTURE_MILLIS);
        }
        assertThat(probe(flv("calm"))).isEqualTo("h264,320,180");
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /// Reads on and notes the time of each picture: tags of FLV (Video File Format Specification 10.1 §E.4.1),
    /// without the sequence headers among those of video.
    private static final class PictureTimes implements Runnable {
        private static final int VIDEO = 9;

        private final DataInputStream in;
        private volatile boolean stopped;
        private final List<Long> millis = new CopyOnWriteArrayList<>();

        PictureTimes(InputStream in) {
            this.in = new DataInputStream(in);
        }

        @Override
        public void run() {
            try {
                in.skipNBytes(9 + 4); // the header of the file
                while (!stopped) {
                    int start = in.readInt();
                    int time = in.readInt();
                    in.skipNBytes(3); // stream id
                    byte[] body = in.readNBytes(start & 0xFF_FFFF);
                    in.skipNBytes(4); // size of this tag
                    if (start >>> 24 == VIDEO && body[1] == 1) {
                        millis.add((long) (time >>> 8));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
