package io.rostrum.server.live;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.rostrum.server.live.LiveCounters.Dropped;
import io.rostrum.server.live.MediaMessage.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The viewers of one stream on one event loop.
///
/// The stream's loop puts one handle of each message into the inbox; one timer of this loop takes out what came since
/// the last flush, makes the bytes of each protocol once and writes them to all. The inbox is bounded in bytes: when
/// the loop is so busy that it fills up, video is dropped up to the next key frame that finds room. A viewer that fails
/// costs only itself.
final class FanOutGroup {
    private static final Logger log = LoggerFactory.getLogger(FanOutGroup.class);
    private static final long MAX_INBOX_BYTES = 32L << 20;

    private sealed interface Item {
        record Media(MediaMessage message) implements Item {}

        record Join(Viewer viewer, List<MediaMessage> snapshot, boolean video, boolean audio) implements Item {}

        record Leave(Viewer viewer) implements Item {}

        record Tell(Consumer<Viewer.Events> what) implements Item {}

        record Close() implements Item {}
    }

    private final EventExecutor loop;
    private final LiveCounters counters;
    private final ConcurrentLinkedQueue<Item> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicLong inboxBytes = new AtomicLong();

    // The stream's loop only:
    private int members;
    private boolean needsKeyFrame;

    // This group's loop only:
    private final Map<Framing, List<Viewer>> viewers = new LinkedHashMap<>();
    private @Nullable ScheduledFuture<?> timer;
    private boolean closed;

    FanOutGroup(EventExecutor loop, LiveConfig config, LiveCounters counters) {
        this.loop = loop;
        this.counters = counters;
        long flushMillis = config.flush().toMillis();
        loop.execute(() ->
                timer = loop.scheduleWithFixedDelay(this::flush, flushMillis, flushMillis, TimeUnit.MILLISECONDS));
    }

    /// @param message borrowed. On the stream's loop.
    void media(MediaMessage message) {
        boolean full = inboxBytes.get() + message.bytes() > MAX_INBOX_BYTES;
        boolean video = message.kind() == Kind.VIDEO && message.isFrame();
        if (full && !message.sequenceHeader()) {
            needsKeyFrame |= message.isFrame();
            counters.dropped(Dropped.BUSY_LOOP, 1);
            return;
        }
        if (video && needsKeyFrame) {
            if (!message.keyFrame()) {
                counters.dropped(Dropped.BUSY_LOOP, 1);
                return;
            }
            needsKeyFrame = false;
        }
        inboxBytes.addAndGet(message.bytes());
        inbox.add(new Item.Media(message.retain()));
    }

    /// @param snapshot taken. On the stream's loop.
    void join(Viewer viewer, List<MediaMessage> snapshot, boolean video, boolean audio) {
        members++;
        inbox.add(new Item.Join(viewer, snapshot, video, audio));
    }

    /// On the stream's loop.
    ///
    /// @return whether that was the last member, so that the group is closed
    boolean leave(Viewer viewer) {
        inbox.add(new Item.Leave(viewer));
        if (--members > 0) {
            return false;
        }
        close();
        return true;
    }

    /// Tells every viewer something, in order with the media. On the stream's loop.
    void tell(Consumer<Viewer.Events> what) {
        inbox.add(new Item.Tell(what));
    }

    /// Nothing follows. On the stream's loop.
    void close() {
        inbox.add(new Item.Close());
        loop.execute(this::flush);
    }

    /// Never throws: the loop would not call it again, and every viewer here would stand still for good.
    private void flush() {
        List<MediaMessage> batch = new ArrayList<>();
        try {
            for (Item item = inbox.poll(); item != null; item = inbox.poll()) {
                if (item instanceof Item.Media(MediaMessage message)) {
                    inboxBytes.addAndGet(-message.bytes());
                    batch.add(message);
                    continue;
                }
                deliver(batch);
                handle(item);
            }
            deliver(batch);
        } catch (Throwable e) {
            log.error("[live] media did not reach the viewers of a loop", e);
        } finally {
            batch.forEach(MediaMessage::close);
        }
        if (closed && timer != null) {
            timer.cancel(false);
        }
    }

    private void handle(Item item) {
        switch (item) {
            case Item.Media _ -> {} // delivered in batches
            case Item.Join(Viewer viewer, List<MediaMessage> snapshot, boolean video, boolean audio) -> {
                viewer.guarded(v -> v.start(snapshot, video, audio));
                viewers.computeIfAbsent(viewer.framing(), _ -> new ArrayList<>())
                        .add(viewer);
            }
            case Item.Leave(Viewer viewer) ->
                viewers.getOrDefault(viewer.framing(), List.of()).remove(viewer);
            case Item.Tell(Consumer<Viewer.Events> what) ->
                viewers.values()
                        .forEach(list ->
                                List.copyOf(list).forEach(viewer -> viewer.guarded(v -> what.accept(v.events()))));
            case Item.Close _ -> closed = true;
        }
    }

    /// @param batch taken and emptied
    private void deliver(List<MediaMessage> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            viewers.forEach((framing, list) -> {
                if (!list.isEmpty()) {
                    deliver(batch, framing, list);
                }
            });
        } finally {
            batch.forEach(MediaMessage::close);
            batch.clear();
        }
    }

    private void deliver(List<MediaMessage> batch, Framing framing, List<Viewer> to) {
        long now = loop.ticker().nanoTime();
        try (Flush flush = Flush.of(framing, batch, ByteBufAllocator.DEFAULT)) {
            Consumer<Viewer> delivery = viewer -> viewer.deliver(flush, now);
            for (int i = 0; i < to.size(); i++) {
                to.get(i).guarded(delivery);
            }
        } catch (Throwable e) {
            log.error("[live] {} messages could not be made ready for {}", batch.size(), framing.protocol(), e);
            boolean headers = batch.stream().anyMatch(MediaMessage::sequenceHeader);
            List.copyOf(to).forEach(viewer -> viewer.guarded(v -> v.missed(headers)));
        }
    }
}
