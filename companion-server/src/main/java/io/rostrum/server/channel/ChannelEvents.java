package io.rostrum.server.channel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Takeover;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.StreamListener;
import io.rostrum.server.live.StreamRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells open pages, as server-sent events (WHATWG HTML §9.2), what their channel says of itself and whether it is
/// live: at once when they ask, then with each change. Thread-safe.
///
/// A change is written out once, whoever listens; in between a connection costs a few bytes now and then. A page that
/// does not take what it is sent is closed; its browser asks again by itself and gets what is true then.
public final class ChannelEvents implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChannelEvents.class);
    /// Shorter than the silence after which proxies close.
    private static final int BEAT_SECONDS = 20;
    private static final int END_SECONDS = 3;
    /// Browsers are told how soon to ask again.
    private static final String RETRY = "retry: 2000\n";
    private static final ByteBuf BEAT = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer(":\n\n", StandardCharsets.US_ASCII).asReadOnly());

    private final Channels channels;
    private final ToLongFunction<StreamName> planned;
    /// Notes in the database what streams did, in its order.
    private final ExecutorService notes = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("channels").factory());
    private final AtomicBoolean loading = new AtomicBoolean();
    private final Map<StreamName, LiveStream> live = new ConcurrentHashMap<>();
    private final Map<StreamName, Set<Channel>> pages = new ConcurrentHashMap<>();
    private final AtomicLong revision = new AtomicLong(System.currentTimeMillis());

    /// @param planned a number that changes with what is planned on a channel
    public ChannelEvents(Channels channels, ToLongFunction<StreamName> planned) {
        this.channels = channels;
        this.planned = planned;
        channels.onChanged(this::tell);
        keepHouse();
    }

    /// Reads the channels where that was not done yet. Called every two seconds by one thread.
    public void keepHouse() {
        if (!channels.isLoaded() && loading.compareAndSet(false, true)) {
            notes.execute(() -> {
                noting("they are not read yet", channels::load);
                loading.set(false);
                pages.keySet().forEach(this::tell);
            });
        }
    }

    private interface Note {
        void make() throws IOException;
    }

    private static void noting(String failing, Note note) {
        try {
            note.make();
        } catch (IOException e) {
            log.debug("[channel] {}: {}", failing, e.getMessage()); // the database has said what is wrong
        }
    }

    /// Tells of the streams that `streams` opens from now on.
    public void follow(StreamRegistry streams) {
        streams.onOpened(stream -> {
            live.put(stream.name(), stream);
            turned(stream.name());
            stream.addListener(new StreamListener() {
                @Override
                public void message(MediaMessage message) {}

                @Override
                public void ended() {
                    live.remove(stream.name(), stream);
                    turned(stream.name());
                }
            });
        });
    }

    private void turned(StreamName stream) {
        tell(stream);
        notes.execute(() -> noting("when " + stream + " was live is not noted", () -> channels.wasLive(stream)));
    }

    boolean isLive(StreamName stream) {
        return live.containsKey(stream);
    }

    /// {@return streams that are live or interrupted}
    Set<StreamName> live() {
        return Set.copyOf(live.keySet());
    }

    /// {@return a number that grows with each change of any channel}
    long revision() {
        return revision.get();
    }

    /// Tells the open pages of a channel how it stands now.
    public void tell(StreamName stream) {
        revision.incrementAndGet();
        Set<Channel> listening = pages.get(stream);
        if (listening == null) {
            return;
        }
        ByteBuf event = event(stream);
        listening.forEach(page -> write(page, event.retainedDuplicate()));
        event.release();
    }

    private static void write(Channel page, ByteBuf bytes) {
        if (page.isWritable()) {
            page.writeAndFlush(bytes, page.voidPromise());
        } else {
            bytes.release();
            page.close();
        }
    }

    private ByteBuf event(StreamName stream) {
        String text =
                "data: " + ChannelJson.event(channels.of(stream), isLive(stream), planned.applyAsLong(stream)) + "\n\n";
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    /// {@return the events of one stream, without an end}
    Takeover listen(StreamName stream) {
        Response head = Response.empty(HttpResponseStatus.OK)
                .header(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no"); // nginx would gather them
        return new Takeover(head, page -> begin(stream, page));
    }

    private void begin(StreamName stream, Channel page) {
        page.pipeline().addLast(new Silent());
        pages.compute(stream, (_, there) -> {
            Set<Channel> listening = there == null ? ConcurrentHashMap.newKeySet() : there;
            listening.add(page);
            return listening;
        });
        ScheduledFuture<?> beats = page.eventLoop()
                .scheduleWithFixedDelay(
                        () -> write(page, BEAT.duplicate()), BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        page.closeFuture().addListener(_ -> {
            beats.cancel(false);
            pages.computeIfPresent(stream, (_, listening) -> {
                listening.remove(page);
                return listening.isEmpty() ? null : listening;
            });
        });
        write(page, Unpooled.wrappedBuffer(Unpooled.copiedBuffer(RETRY, StandardCharsets.US_ASCII), event(stream)));
    }

    /// Waits a moment for what is being noted.
    @Override
    public void close() {
        notes.shutdown();
        try {
            if (!notes.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                notes.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Nothing more is asked on such a connection.
    private static final class Silent extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
