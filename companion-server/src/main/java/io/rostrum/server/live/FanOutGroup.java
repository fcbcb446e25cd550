package io.rostrum.server.live;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import io.rostrum.server.live.LiveCounters.Dropped;
import io.rostrum.server.live.MediaMessage.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The viewers of one stream on one event loop.
///
/// The stream's loop puts one handle of each message into the inbox, and says which cohort of viewers is to be written
/// to (see [FlushPacer]); this loop makes the bytes of what the cohort has not got yet once for each protocol and
/// writes
/// them to all of it, one write a viewer. Who joins is served at once. What waits is bounded in bytes: when the loop is
/// so busy that it fills up, video is dropped up to the next key frame that finds room. A viewer that fails costs only
/// itself.
final class FanOutGroup {
    private static final Logger log = LoggerFactory.getLogger(FanOutGroup.class);
    private static final long MAX_WAITING_BYTES = 32L << 20;
    /// Fewer viewers than this are one cohort: they are written to in less time than it would pay to spread.
    private static final int ONE_COHORT = 100;
    /// With so many viewers, more are likely to join together, and what they get first is made for all of them.
    private static final int FEW = 8;

    private sealed interface Item {
        record Media(MediaMessage message) implements Item {}

        record Flush(int cohorts) implements Item {}

        record Join(Newcomer newcomer) implements Item {}

        record Leave(Viewer viewer) implements Item {}

        record Tell(Consumer<Viewer.Events> what) implements Item {}

        record Close() implements Item {}
    }

    /// Viewers that are written to together.
    private static final class Cohort {
        final Map<Framing, List<Viewer>> viewers = new LinkedHashMap<>();
        int size;
        /// Number of the first message that has not been written to them.
        long next;
    }

    private final EventExecutor loop;
    private final LiveCounters counters;
    private final ConcurrentLinkedQueue<Item> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final AtomicLong waitingBytes = new AtomicLong();

    // The stream's loop only:
    private int members;
    private boolean needsKeyFrame;

    // This group's loop only:
    private final Cohort[] cohorts = new Cohort[FlushPacer.COHORTS];
    private final List<MediaMessage> waiting = new ArrayList<>();
    private final Map<Framing, Prelude> preludes = new LinkedHashMap<>();
    /// Number of the first message in `waiting`.
    private long first;

    FanOutGroup(EventExecutor loop, LiveCounters counters) {
        this.loop = loop;
        this.counters = counters;
        for (int i = 0; i < cohorts.length; i++) {
            cohorts[i] = new Cohort();
        }
    }

    /// @param message borrowed. On the stream's loop.
    void media(MediaMessage message) {
        boolean full = waitingBytes.get() + message.bytes() > MAX_WAITING_BYTES;
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
        waitingBytes.addAndGet(message.bytes());
        inbox.add(new Item.Media(message.retain()));
    }

    /// Writes what came so far to some of the viewers. On the stream's loop.
    ///
    /// @param which cohorts, a bit each
    void flush(int which) {
        put(new Item.Flush(which));
    }

    /// @param newcomer taken. On the stream's loop.
    void join(Newcomer newcomer) {
        members++;
        put(new Item.Join(newcomer));
    }

    /// On the stream's loop.
    ///
    /// @return whether that was the last member, so that the group is closed
    boolean leave(Viewer viewer) {
        put(new Item.Leave(viewer));
        if (--members > 0) {
            return false;
        }
        close();
        return true;
    }

    /// Tells every viewer something, in order with the media. On the stream's loop.
    void tell(Consumer<Viewer.Events> what) {
        put(new Item.Tell(what));
    }

    /// Nothing follows. On the stream's loop.
    void close() {
        put(new Item.Close());
    }

    private void put(Item item) {
        inbox.add(item);
        if (awake.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private void drain() {
        awake.set(false);
        for (Item item = inbox.poll(); item != null; item = inbox.poll()) {
            try {
                handle(item);
            } catch (Throwable e) {
                log.error("[live] media did not reach the viewers of a loop", e);
            }
        }
    }

    private void handle(Item item) {
        switch (item) {
            case Item.Media(MediaMessage message) -> {
                waiting.add(message);
                if (message.keyFrame()) {
                    forgetPreludes(); // of the group of pictures before
                }
            }
            case Item.Flush(int which) -> write(which);
            case Item.Join(Newcomer newcomer) -> admit(newcomer);
            case Item.Leave(Viewer viewer) -> {
                for (Cohort cohort : cohorts) {
                    List<Viewer> list = cohort.viewers.get(viewer.framing());
                    if (list != null && list.remove(viewer)) {
                        cohort.size--;
                    }
                }
            }
            case Item.Tell(Consumer<Viewer.Events> what) -> {
                write(FlushPacer.ALL);
                for (Cohort cohort : cohorts) {
                    cohort.viewers
                            .values()
                            .forEach(list ->
                                    List.copyOf(list).forEach(viewer -> viewer.guarded(v -> what.accept(v.events()))));
                }
            }
            case Item.Close _ -> {
                write(FlushPacer.ALL);
                forget(end());
                forgetPreludes();
            }
        }
    }

    private void forgetPreludes() {
        preludes.values().forEach(Prelude::close);
        preludes.clear();
    }

    /// {@return the number that the next message will have}
    private long end() {
        return first + waiting.size();
    }

    private void admit(Newcomer newcomer) {
        Viewer viewer = newcomer.viewer();
        Prelude prelude = size() < FEW ? null : preludes.computeIfAbsent(viewer.framing(), Prelude::new);
        viewer.guarded(v -> v.start(newcomer, prelude, end()));
        Cohort cohort = roomiest();
        if (cohort.size++ == 0) {
            cohort.next = end();
        }
        cohort.viewers.computeIfAbsent(viewer.framing(), _ -> new ArrayList<>()).add(viewer);
    }

    private Cohort roomiest() {
        Cohort roomiest = cohorts[0];
        for (Cohort cohort : cohorts) {
            roomiest = cohort.size < roomiest.size ? cohort : roomiest;
        }
        return size() < ONE_COHORT ? cohorts[0] : roomiest;
    }

    private int size() {
        int size = 0;
        for (Cohort cohort : cohorts) {
            size += cohort.size;
        }
        return size;
    }

    private void write(int which) {
        for (int i = 0; i < cohorts.length; i++) {
            if ((which & 1 << i) != 0) {
                write(cohorts[i]);
            }
        }
        long needed = end();
        for (Cohort cohort : cohorts) {
            needed = cohort.size == 0 ? needed : Math.min(needed, cohort.next);
        }
        forget(needed);
    }

    private void write(Cohort cohort) {
        if (cohort.size > 0 && cohort.next < end()) {
            List<MediaMessage> batch = waiting.subList((int) (cohort.next - first), waiting.size());
            cohort.viewers.forEach((framing, list) -> {
                if (!list.isEmpty()) {
                    deliver(batch, cohort.next, framing, list);
                }
            });
        }
        cohort.next = end();
    }

    /// @param number of the first message of the batch
    private void deliver(List<MediaMessage> batch, long number, Framing framing, List<Viewer> to) {
        long now = loop.ticker().nanoTime();
        try (Flush flush = Flush.of(framing, batch, number, ByteBufAllocator.DEFAULT)) {
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

    /// Gives up what every viewer has got.
    ///
    /// @param upTo number of the first message still needed
    private void forget(long upTo) {
        List<MediaMessage> done = waiting.subList(0, (int) (upTo - first));
        for (MediaMessage message : done) {
            waitingBytes.addAndGet(-message.bytes());
            message.close();
        }
        done.clear();
        first = upTo;
    }
}
