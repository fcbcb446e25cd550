package io.rostrum.server.record;

import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.StreamListener;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records one stream on a virtual thread: the stream's loop fills a [WriteQueue], which never blocks it.
final class StreamRecorder implements StreamListener {
    private static final Logger log = LoggerFactory.getLogger(StreamRecorder.class);

    private final WriteQueue queue;
    private final RecordingSession session;
    private final Thread thread;

    /// @param onEnded called with this when the last file is closed
    StreamRecorder(WriteQueue queue, RecordingSession session, Consumer<StreamRecorder> onEnded) {
        this.queue = queue;
        this.session = session;
        this.thread = Thread.ofVirtual().name("recorder").unstarted(() -> run(onEnded));
    }

    void start() {
        thread.start();
    }

    @Override
    public void message(MediaMessage message) {
        queue.offer(message, System.nanoTime());
    }

    @Override
    public void interrupted() {
        queue.interrupted();
    }

    @Override
    public void ended() {
        queue.end();
    }

    /// A chapter begins.
    void mark(String title) {
        queue.mark(title);
    }

    /// Closes the file; what waits is still written.
    void stop() {
        queue.end();
    }

    /// {@return whether the file is closed within that time}
    boolean awaitEnd(Duration most) throws InterruptedException {
        return thread.join(most);
    }

    private void run(Consumer<StreamRecorder> onEnded) {
        try {
            while (true) {
                switch (queue.take()) {
                    case WriteQueue.Item.Media(MediaMessage message, long nanos) -> {
                        try (message) {
                            session.media(message, nanos);
                        }
                    }
                    case WriteQueue.Item.Interrupted _ -> session.interrupted();
                    case WriteQueue.Item.Mark(String title) -> session.mark(title);
                    case WriteQueue.Item.Ended _ -> {
                        session.ended();
                        return;
                    }
                }
            }
        } catch (RuntimeException e) {
            log.error("[record] ended by a defect; live goes on", e);
            session.ended();
        } finally {
            queue.clear();
            onEnded.accept(this);
        }
    }
}
