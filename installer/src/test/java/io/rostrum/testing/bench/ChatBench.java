package io.rostrum.testing.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.rostrum.testing.Child;
import io.rostrum.testing.ProcessMeter;
import io.rostrum.testing.product.CompanionServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// A thousand people in the chat of one live stream, of whom forty say twenty messages a second together;
/// every message is timed from the moment it is sent to its arrival at each of them.
final class ChatBench {
    private static final int CLIENTS = 1_000;
    private static final int SPEAKERS = 40;
    private static final int MESSAGES_A_SECOND = 20;
    private static final double P95_MILLIS = 300;
    private static final int SECONDS = 30;
    private static final int WARM_UP_SECONDS = 5;
    private static final long BUCKET_NANOS = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// What stands in the server's JSON before the time at which a message was sent.
    private static final String STAMP = "\"text\":\"sent ";

    private final AtomicIntegerArray buckets = new AtomicIntegerArray(100_000);
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong welcomed = new AtomicLong();
    private final AtomicLong named = new AtomicLong();
    private volatile boolean counting;

    private ChatBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (CompanionServer server = CompanionServer.start();
                Child _ = publish(server.rtmp("class"))) {
            Awaitility.await("the stream").atMost(PATIENCE).until(() -> isLive(server));
            new ChatBench().measure(report, length, server, loops);
        } finally {
            loops.shutdownGracefully();
        }
    }

    private static Child publish(String url) {
        String command =
                "ffmpeg -hide_banner -nostdin -loglevel error -re -f lavfi -i color=size=64x64:rate=5 -c:v libx264"
                        + " -preset ultrafast -tune zerolatency -pix_fmt yuv420p -g 5 -f flv " + url;
        return Child.start("ffmpeg", List.of(command.split(" ", -1)), Map.of());
    }

    private static boolean isLive(CompanionServer server) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                                    HttpRequest.newBuilder(URI.create(server.http("/api/v1/streams/class")))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        }
    }

    private void measure(Report report, Bench.Length length, CompanionServer server, EventLoopGroup loops)
            throws InterruptedException {
        double alone = server.meter().read().rssMiB();
        List<Channel> clients = new ArrayList<>();
        URI address = URI.create(server.http("/live/class/chat").replaceFirst("^http", "ws"));
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(connect(loops, address));
        }
        Awaitility.await("all to be welcomed").atMost(PATIENCE).until(() -> welcomed.get() == CLIENTS);
        List<Channel> speakers = clients.subList(0, SPEAKERS);
        for (int i = 0; i < SPEAKERS; i++) {
            speakers.get(i)
                    .writeAndFlush(new TextWebSocketFrame("{\"type\":\"join\",\"nick\":\"Guest" + (100 + i) + "\"}"));
        }
        Awaitility.await("all to have names").atMost(PATIENCE).until(() -> named.get() == SPEAKERS);
        talk(speakers, MESSAGES_A_SECOND * WARM_UP_SECONDS);
        counting = true;
        ProcessMeter.Reading before = server.meter().read();
        int messages = MESSAGES_A_SECOND * (int) length.of(SECONDS).toSeconds();
        talk(speakers, messages);
        ProcessMeter.Reading after = server.meter().read();
        long expected = (long) messages * CLIENTS;
        try {
            Awaitility.await("the last message").atMost(Duration.ofSeconds(10)).until(() -> received.get() >= expected);
        } catch (ConditionTimeoutException e) {
            report.note("waited in vain for", "%d deliveries", expected - received.get());
        }
        report.note("people, messages, refused", "%d, %d, %d", CLIENTS, messages, refused.get());
        report.judge(
                "delivered",
                received.get() + " of " + expected,
                "all",
                received.get() == expected && clients.stream().allMatch(Channel::isActive));
        report.note("latency p50", "%.1f ms", percentile(0.50));
        report.atMost("latency p95", percentile(0.95), P95_MILLIS, "ms");
        report.note("latency p99", "%.1f ms", percentile(0.99));
        report.note("server", "%.3f cores", after.coresSince(before));
        report.note("RSS without and with them", "%.0f, %.0f MiB", alone, after.rssMiB());
        clients.forEach(Channel::close);
    }

    private Channel connect(EventLoopGroup loops, URI address) throws InterruptedException {
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(address)
                .maxFramePayloadLength(1 << 20)
                .build();
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(64 << 10))
                                .addLast(new WebSocketClientProtocolHandler(config))
                                .addLast(new Listener());
                    }
                })
                .connect(address.getHost(), address.getPort())
                .sync()
                .channel();
    }

    private void talk(List<Channel> speakers, int messages) {
        long began = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            long due = began + i * 1_000_000_000L / MESSAGES_A_SECOND;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            String mark = counting ? "sent " : "warm ";
            speakers.get(i % speakers.size())
                    .writeAndFlush(new TextWebSocketFrame(
                            "{\"type\":\"say\",\"text\":\"" + mark + System.nanoTime() + " and so on\"}"));
        }
    }

    private double percentile(double share) {
        long wanted = (long) Math.ceil(received.get() * share);
        long seen = 0;
        for (int i = 0; i < buckets.length(); i++) {
            seen += buckets.get(i);
            if (seen >= wanted) {
                return (i + 1) * BUCKET_NANOS / 1e6;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private final class Listener extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            String text = frame.text();
            int stamp = text.indexOf(STAMP);
            if (text.startsWith("{\"type\":\"message\"") && stamp > 0) {
                int from = stamp + STAMP.length();
                long nanos = System.nanoTime() - Long.parseLong(text, from, text.indexOf(' ', from), 10);
                buckets.incrementAndGet((int) Math.min(buckets.length() - 1, nanos / BUCKET_NANOS));
                received.incrementAndGet();
            } else if (text.startsWith("{\"type\":\"welcome\"")) {
                welcomed.incrementAndGet();
            } else if (text.startsWith("{\"type\":\"you\"")) {
                named.incrementAndGet();
            } else if (text.startsWith("{\"type\":\"refused\"")) {
                refused.incrementAndGet();
            }
        }
    }
}
