package io.rostrum.server.live;

import io.netty.channel.embedded.EmbeddedChannel;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.Publication.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A stream with those who publish it and those who watch, each on a loop of its own whose clock the test moves.
final class OneStream implements AutoCloseable {
    static final StreamName CAM = new StreamName("cam");

    final LiveCounters counters = new LiveCounters();
    final LocalStreams streams = new LocalStreams(LiveConfig.DEFAULT, counters);
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    /// Whose loop the stream's is, unless another one publishes first.
    final TestPublisher publisher = publisher("first", Optional.empty());

    TestPublisher publisher(String label, Optional<Secret> token) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channels.add(channel);
        return new TestPublisher(channel, label, token);
    }

    LiveStream stream() {
        return streams.find(CAM).orElseThrow();
    }

    /// {@return somebody who watches and has been written to}
    Watcher watch() {
        Watcher watcher = join(Watcher.LETTERS);
        watcher.pass(25);
        return watcher;
    }

    /// {@return somebody whom the stream has let in, and nobody has written to}
    Watcher join(Framing framing) {
        Watcher watcher = new Watcher();
        channels.add(watcher);
        stream().join(watcher, framing, watcher);
        publisher.run();
        return watcher;
    }

    @Override
    public void close() {
        streams.close();
        channels.forEach(channel -> {
            channel.runPendingTasks();
            channel.finishAndReleaseAll();
        });
    }

    /// Does at once what it says, and what follows from it.
    final class TestPublisher extends Camera {
        private final EmbeddedChannel channel;

        private TestPublisher(EmbeddedChannel channel, String label, Optional<Secret> token) {
            super(channel.eventLoop(), label, token);
            this.channel = channel;
        }

        void publish() {
            streams.publish(CAM, this);
            run();
        }

        void run() {
            publisher.channel.runPendingTasks();
            channel.runPendingTasks();
        }

        void pass(long millis) {
            channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            run();
        }

        @Override
        public void send(MediaMessage message) {
            super.send(message);
            run();
        }

        void sendHeaders() {
            for (MediaMessage message : Messages.of("avc-aac.flv")) {
                if (message.sequenceHeader()) {
                    send(message);
                } else {
                    message.close();
                }
            }
        }

        @Override
        public void end(End how) {
            super.end(how);
            run();
        }
    }
}
