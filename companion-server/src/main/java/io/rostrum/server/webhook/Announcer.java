package io.rostrum.server.webhook;

import com.google.gson.JsonObject;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.StreamListener;
import io.rostrum.server.live.StreamRegistry;
import io.rostrum.server.record.Recording;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the server says what happens. Never blocks; thread-safe.
///
/// What was said waits in memory until it is in the database, at most [#MOST_WAITING] events: while the
/// database does not answer for long, later ones are lost, which the log says.
public final class Announcer {
    static final int MOST_WAITING = 10_000;
    private static final Logger log = LoggerFactory.getLogger(Announcer.class);
    private static final int BATCH = 200;
    /// Ends the wait of [#take].
    private static final Event NOTHING = new Event(EventType.SNAPSHOT_TAKEN, "", Instant.EPOCH, new JsonObject());

    private final InstantSource wallClock;
    private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();

    public Announcer(InstantSource wallClock) {
        this.wallClock = wallClock;
    }

    /// @param data given away
    public void tell(EventType type, String stream, JsonObject data) {
        if (!waiting.offer(new Event(type, stream, wallClock.instant(), data))) {
            lost.incrementAndGet();
        }
    }

    /// Tells of streams that `registry` opens from now on, and of their ends.
    public void follow(StreamRegistry registry) {
        registry.onOpened(stream -> stream.loop().execute(() -> opened(stream))); // who publishes is known only then
    }

    private void opened(LiveStream stream) {
        Instant since = stream.status().startedAt();
        JsonObject begun = new JsonObject();
        begun.addProperty("startedAt", since.toString());
        stream.source().ifPresent(source -> begun.addProperty("protocol", source.protocol()));
        tell(EventType.STREAM_PUBLISHED, stream.name().value(), begun);
        stream.addListener(new StreamListener() {
            @Override
            public void message(MediaMessage message) {}

            @Override
            public void ended() {
                JsonObject over = new JsonObject();
                over.addProperty("startedAt", since.toString());
                over.addProperty(
                        "durationMillis",
                        Duration.between(since, wallClock.instant()).toMillis());
                over.addProperty("reason", "ended");
                tell(EventType.STREAM_UNPUBLISHED, stream.name().value(), over);
            }
        });
    }

    /// Tells that the file of a recording was begun or, where it is finished, that nothing more comes.
    public void recording(Recording now) {
        JsonObject data = new JsonObject();
        data.addProperty("recording", now.id());
        data.addProperty("file", now.fileName());
        data.addProperty("startedAt", now.startedAt().toString());
        if (now.isFinished()) {
            data.addProperty("durationMillis", now.durationMillis());
            data.addProperty("bytes", now.bytes());
            data.addProperty("recovered", now.state() == Recording.State.RECOVERED);
            now.endedBecause().ifPresent(why -> data.addProperty("endedBecause", why));
            data.addProperty("page", "/vod/" + now.id());
        }
        tell(now.isFinished() ? EventType.RECORDING_FINISHED : EventType.RECORDING_STARTED, now.stream(), data);
    }

    /// Tells that there is a newer picture of a stream.
    public void snapshot(String stream, int bytes) {
        JsonObject data = new JsonObject();
        data.addProperty("picture", "/live/" + stream + "/snapshot.jpg");
        data.addProperty("bytes", bytes);
        tell(EventType.SNAPSHOT_TAKEN, stream, data);
    }

    /// Ends the wait of [#take].
    void hurry() {
        if (!waiting.offer(NOTHING)) {
            log.debug("[webhook] nothing is waited for");
        }
    }

    /// {@return what was said, in that order, some of it; empty where nothing is within that time}
    List<Event> take(Duration patience) throws InterruptedException {
        List<Event> batch = new ArrayList<>();
        Event first = waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            batch.add(first);
            waiting.drainTo(batch, BATCH - 1);
            batch.removeIf(event -> event.stream().isEmpty()); // NOTHING
        }
        long gone = lost.getAndSet(0);
        if (gone > 0) {
            log.error("[webhook] {} events were lost while the database did not take them", gone);
        }
        return batch;
    }
}
