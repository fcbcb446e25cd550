package io.rostrum.studio.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;

/// A program that claims a data folder and answers as the companion server does, without media.
///
/// While there is a file [#BUSY] in the folder it takes it away and says that it is not ready, once. From a file
/// [#SILENT] on, which it takes away, it takes connections and says nothing on them.
final class FakeServer {
    static final String BUSY = "busy";
    static final String SILENT = "silent";

    private static final String STREAMS = "{\"serverTimeMillis\":1,\"streams\":["
            + "{\"name\":\"guest\",\"state\":\"live\",\"viewers\":4},"
            + "{\"name\":\"live\",\"state\":\"interrupted\",\"viewers\":1}]}";

    private FakeServer() {}

    /// @param arguments data folder, port of HTTP
    public static void main(String[] arguments) throws IOException {
        Path data = Files.createDirectories(Path.of(arguments[0]));
        FileChannel channel =
                FileChannel.open(data.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock(1L << 30, 1, /* shared= */ false) == null) {
            throw new IOException(data + " is another's");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
        HttpServer http = HttpServer.create(address, 0);
        http.createContext("/readyz", exchange -> {
            boolean busy = Files.deleteIfExists(data.resolve(BUSY));
            answer(exchange, busy ? 503 : 200, "{}");
        });
        AtomicBoolean silent = new AtomicBoolean();
        http.createContext("/api/v1/streams", exchange -> {
            if (Files.deleteIfExists(data.resolve(SILENT))) {
                silent.set(true);
            }
            if (!silent.get()) {
                answer(exchange, channel.isOpen() ? 200 : 503, STREAMS);
            }
        });
        http.start();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
