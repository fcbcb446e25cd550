package io.rostrum.testing.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Requests that are parked until a part is there, each over a connection of its own that stays open.
final class HlsParking {
    private static final int TIMEOUT_MILLIS = 30_000;

    private HlsParking() {}

    /// What a playlist says of its end.
    ///
    /// @param sequence of the segment being made
    /// @param parts    that it has
    /// @param endNanos wall time at which the newest part ends, nanoseconds since the epoch
    private record Edge(long sequence, int parts, long endNanos) {
        static Edge of(String playlist) {
            long sequence = 0;
            int parts = 0;
            double seconds = 0;
            Instant begins = Instant.EPOCH;
            for (String line : playlist.lines().toList()) {
                if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) {
                    sequence = Long.parseLong(line.substring(line.indexOf(':') + 1));
                } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
                    begins = Instant.parse(line.substring(line.indexOf(':') + 1));
                    seconds = 0;
                    parts = 0;
                } else if (line.startsWith("#EXT-X-PART:DURATION=")) {
                    seconds += Double.parseDouble(line.substring(line.indexOf('=') + 1, line.indexOf(',')));
                    parts++;
                } else if (!line.startsWith("#")) {
                    sequence++;
                    parts = 0;
                }
            }
            long nanos = begins.getEpochSecond() * 1_000_000_000 + begins.getNano();
            return new Edge(sequence, parts, nanos + Math.round(seconds * 1e9));
        }
    }

    /// @param playlist a media playlist with parts
    /// @param rounds   parts waited for
    static void run(Report report, HttpClient client, URI playlist, int clients, int rounds) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < clients; i++) {
                Socket socket = new Socket();
                sockets.add(socket);
                socket.connect(new InetSocketAddress(playlist.getHost(), playlist.getPort()), TIMEOUT_MILLIS);
                socket.setSoTimeout(TIMEOUT_MILLIS);
                socket.setTcpNoDelay(true);
            }
            List<Double> first = new ArrayList<>();
            List<Double> all = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                round(client, playlist, sockets, first, all);
            }
            Collections.sort(first);
            Collections.sort(all);
            report.note("parked: clients, rounds", "%d, %d", clients, rounds);
            report.atMost("parked: first answer after the part's end, median", HlsBench.at(first, 0.5), 5, "ms");
            report.atMost("parked: answers after the first, p99", HlsBench.at(all, 0.99), 60, "ms");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /// Parks all of them for a part two segments' parts ahead, and takes the times of the answers.
    private static void round(
            HttpClient client, URI playlist, List<Socket> sockets, List<Double> first, List<Double> all)
            throws Exception {
        Edge edge = Edge.of(HlsBench.get(client, playlist.toString()));
        byte[] request = ("GET " + playlist.getPath() + "?_HLS_msn=" + edge.sequence() + "&_HLS_part="
                        + (edge.parts() + 5) + " HTTP/1.1\r\nHost: " + playlist.getAuthority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        List<Long> answered = Collections.synchronizedList(new ArrayList<>());
        List<String> bodies = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch left = new CountDownLatch(sockets.size());
        for (Socket socket : sockets) {
            socket.getOutputStream().write(request);
        }
        for (Socket socket : sockets) {
            Thread.startVirtualThread(() -> {
                try {
                    String body = answer(socket, answered);
                    if (bodies.isEmpty()) {
                        bodies.add(body);
                    }
                } catch (IOException e) {
                    bodies.clear();
                } finally {
                    left.countDown();
                }
            });
        }
        if (!left.await(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS) || answered.size() < sockets.size()) {
            throw new IllegalStateException("answers: " + answered.size() + " (expected: " + sockets.size() + ")");
        }
        Collections.sort(answered);
        first.add((answered.getFirst() - Edge.of(bodies.getFirst()).endNanos()) / 1e6);
        for (long at : answered) {
            all.add((at - answered.getFirst()) / 1e6);
        }
    }

    private static String answer(Socket socket, List<Long> answered) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("closed");
            }
            if (head.isEmpty()) {
                Instant now = Instant.now();
                answered.add(now.getEpochSecond() * 1_000_000_000 + now.getNano());
            }
            head.append((char) c);
        }
        if (!head.toString().startsWith("HTTP/1.1 200")) {
            throw new IOException(head.toString());
        }
        String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
        int at = lower.indexOf("content-length:") + "content-length:".length();
        int length =
                Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)).strip());
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
