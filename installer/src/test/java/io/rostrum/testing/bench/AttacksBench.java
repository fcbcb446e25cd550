package io.rostrum.testing.bench;

import io.rostrum.testing.Child;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.CompanionServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What attackers send while somebody watches: slow HTTP by slowhttptest, silent RTMP connections, and 100,000
/// mutations
/// of what FFmpeg sends to publish.
final class AttacksBench {
    private static final int CONNECTIONS = 1_000;
    private static final int MUTATIONS = 100_000;
    private static final int SENDERS = 16;
    private static final int MOST_BYTES = 6_000;
    private static final double VIEWER_GAP_MILLIS = 500;
    private static final double ANSWER_MILLIS = 200;
    private static final double REAPED_SECONDS = 6;
    private static final double GROWN_MIB = 64;

    private AttacksBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        try (CompanionServer server = CompanionServer.start();
                Child publisher = publish(server.rtmp("calm"))) {
            org.awaitility.Awaitility.await("the stream")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> status(server.http("/live/calm/index.m3u8")) == 200);
            try (NginxRtmp nginx = NginxRtmp.start()) {
                for (String mode : List.of("-H", "-B", "-R", "-X")) {
                    slow(report, "server", mode, server.http("/"), server, length);
                    report.note(
                            "nginx " + mode + ": service available throughout",
                            "%s",
                            available(mode, nginx.http("nginx.conf"), length));
                }
            }
            silent(report, server);
            mutations(report, server, length.times(MUTATIONS));
            report.judge("the publisher still sends", "" + publisher.isAlive(), "true", publisher.isAlive());
        }
    }

    private static Child publish(String url) {
        String command = "ffmpeg -hide_banner -nostdin -loglevel error -re -f lavfi -i testsrc2=size=640x360:rate=30"
                + " -f lavfi -i sine=frequency=1000:sample_rate=48000 -c:v libx264 -preset ultrafast -tune zerolatency"
                + " -pix_fmt yuv420p -b:v 500k -g 60 -c:a aac -f flv " + url;
        return Child.start("ffmpeg", List.of(command.split(" ", -1)), Map.of());
    }

    private static int status(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static void slow(
            Report report, String who, String mode, String url, CompanionServer server, Bench.Length length)
            throws Exception {
        try (Viewer viewer = new Viewer(server.flv("calm"));
                Prober prober = new Prober(server.http("/healthz"))) {
            boolean available = available(mode, url, length);
            report.judge(who + " " + mode + ": service available throughout", "" + available, "true", available);
            report.atMost(who + " " + mode + ": p99 of a GET meanwhile", prober.p99Millis(), ANSWER_MILLIS, "ms");
            report.atMost(who + " " + mode + ": viewer's longest gap", viewer.gapMillis(), VIEWER_GAP_MILLIS, "ms");
        }
    }

    /// {@return whether slowhttptest never found the server out of reach}
    private static boolean available(String mode, String url, Bench.Length length) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("slowhttptest", mode));
        command.addAll(List.of("-c", Integer.toString(CONNECTIONS), "-r", "200", "-p", "3", "-i", "5"));
        command.addAll(List.of("-l", Long.toString(length.of(60).toSeconds()), "-u", url));
        if (mode.equals("-X")) {
            command.addAll(List.of("-w", "10", "-y", "20", "-n", "5", "-z", "32", "-k", "3"));
        }
        try (Child tool = Child.start("slowhttptest", command, Map.of())) {
            if (tool.awaitExit(length.of(60).plusSeconds(60)).isEmpty()) {
                throw new IllegalStateException("slowhttptest did not end; " + tool.tail());
            }
            List<String> lines = tool.lines().stream()
                    .filter(line -> line.contains("service available"))
                    .toList();
            return !lines.isEmpty() && lines.stream().noneMatch(line -> line.contains("NO"));
        }
    }

    /// Connections that say nothing, and others that say half a handshake.
    private static void silent(Report report, CompanionServer server) throws Exception {
        double before = server.meter().read().rssMiB();
        List<Socket> sockets = new ArrayList<>();
        try (Viewer viewer = new Viewer(server.flv("calm"))) {
            byte[] half = new byte[1_000];
            half[0] = 3;
            long began = System.nanoTime();
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.rtmpPort());
                if (i % 2 == 0) {
                    socket.getOutputStream().write(half);
                }
                sockets.add(socket);
            }
            double opened = (System.nanoTime() - began) / 1e9;
            double grown = server.meter().read().rssMiB() - before;
            for (Socket socket : sockets) {
                awaitEnd(socket);
            }
            double reaped = (System.nanoTime() - began) / 1e9 - opened;
            report.atMost(CONNECTIONS + " silent RTMP connections: all closed after", reaped, REAPED_SECONDS, "s");
            report.atMost(CONNECTIONS + " silent RTMP connections: memory", grown, GROWN_MIB, "MiB");
            report.atMost("viewer's longest gap meanwhile", viewer.gapMillis(), VIEWER_GAP_MILLIS, "ms");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void awaitEnd(Socket socket) throws IOException {
        socket.setSoTimeout(60_000);
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("a silent connection was still open after 60 s", e);
        } catch (IOException e) {
            return; // reset
        }
    }

    private static void mutations(Report report, CompanionServer server, int count) throws Exception {
        byte[] capture;
        try (InputStream in =
                AttacksBench.class.getResourceAsStream("/io/rostrum/push/rtmp/ffmpeg-publish-to-server.bin")) {
            capture = Objects.requireNonNull(in, "FFmpeg's bytes").readAllBytes();
        }
        double before = server.meter().read().rssMiB();
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        long began = System.nanoTime();
        try (Viewer viewer = new Viewer(server.flv("calm"))) {
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                Random random = new Random(i);
                senders.add(Thread.ofPlatform().start(() -> {
                    while (sent.incrementAndGet() <= count) {
                        try {
                            send(mutated(capture, random), server.rtmpPort());
                        } catch (IOException e) {
                            refused.incrementAndGet(); // it may cut a sender off
                        }
                    }
                }));
            }
            for (Thread sender : senders) {
                sender.join();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            report.note("mutated connections", "%d in %.0f s, %d cut off while sending", count, seconds, refused.get());
            report.atMost("memory after them", server.meter().read().rssMiB() - before, GROWN_MIB, "MiB");
            report.atMost("viewer's longest gap meanwhile", viewer.gapMillis(), VIEWER_GAP_MILLIS, "ms");
            boolean up = status(server.http("/readyz")) == 200;
            report.judge("the server is ready", "" + up, "true", up);
        }
    }

    /// Bytes changed, doubled, left out or cut off, in the handshake or behind it.
    private static byte[] mutated(byte[] capture, Random random) {
        int length = 1 + random.nextInt(Math.min(MOST_BYTES, capture.length));
        byte[] bytes = Arrays.copyOf(capture, length);
        int from = random.nextBoolean() ? Math.min(3_073, length - 1) : 0;
        for (int i = random.nextInt(20); i >= 0; i--) {
            int at = from + random.nextInt(length - from);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                default -> System.arraycopy(bytes, from, bytes, at, Math.min(length - at, random.nextInt(64)));
            }
        }
        return bytes;
    }

    /// Ends with a reset, so that no port waits for its end.
    private static void send(byte[] bytes, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoLinger(true, 0);
            socket.setSoTimeout(20);
            socket.getOutputStream().write(bytes);
            try {
                socket.getInputStream().skipNBytes(3_073);
            } catch (SocketTimeoutException e) {
                return; // it waits for more
            }
        }
    }

    /// Watches over HTTP-FLV, and measures the longest wait for a byte.
    private static final class Viewer implements AutoCloseable {
        private final InputStream in;
        private final AtomicLong largestNanos = new AtomicLong();
        private volatile boolean closed;
        private volatile boolean ended;

        Viewer(String url) throws IOException {
            in = URI.create(url).toURL().openStream();
            Thread.ofPlatform().daemon().start(this::read);
        }

        private void read() {
            byte[] piece = new byte[16 << 10];
            long last = System.nanoTime();
            try {
                while (!closed && in.read(piece) >= 0) {
                    long now = System.nanoTime();
                    largestNanos.set(Math.max(largestNanos.get(), now - last));
                    last = now;
                }
                ended = !closed;
            } catch (IOException e) {
                ended = !closed;
            }
        }

        /// {@return the longest gap; endless for a viewer that was thrown out}
        double gapMillis() {
            return ended ? Double.POSITIVE_INFINITY : largestNanos.get() / 1e6;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            in.close();
        }
    }

    /// Asks for a page ten times a second.
    private static final class Prober implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final List<Double> millis = new ArrayList<>();
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

        Prober(String url) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            clock.scheduleWithFixedDelay(() -> probe(request), 0, 100, TimeUnit.MILLISECONDS);
        }

        private void probe(HttpRequest request) {
            long began = System.nanoTime();
            try {
                client.send(request, HttpResponse.BodyHandlers.discarding());
                add((System.nanoTime() - began) / 1e6);
            } catch (IOException e) {
                add(Double.POSITIVE_INFINITY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // it is closed
            }
        }

        private void add(double one) {
            synchronized (millis) {
                millis.add(one);
            }
        }

        double p99Millis() {
            synchronized (millis) {
                List<Double> sorted = millis.stream().sorted().toList();
                return sorted.isEmpty() ? Double.POSITIVE_INFINITY : sorted.get((int) (sorted.size() * 0.99));
            }
        }

        @Override
        public void close() {
            clock.shutdownNow();
            client.close();
        }
    }
}
