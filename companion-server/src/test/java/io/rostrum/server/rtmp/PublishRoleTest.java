package io.rostrum.server.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.LiveConfig;
import io.rostrum.server.live.LiveCounters;
import io.rostrum.server.live.LocalStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whoever was told that somebody may publish is told of the end, however it came.
class PublishRoleTest {
    private static final StreamName CAM = new StreamName("cam");

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final LocalStreams streams = new LocalStreams(LiveConfig.DEFAULT, new LiveCounters());
    private final RtmpCounters counters = new RtmpCounters();
    private final List<String> ended = new ArrayList<>();

    /// A peer of which nothing is wanted.
    private final class Peer implements RtmpPeer {
        @Override
        public void send(RtmpMessage message) {
            message.release();
        }

        @Override
        public void flush() {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void allowMedia() {}

        @Override
        public void roleTaken() {}

        @Override
        public void close(String why) {}

        @Override
        public String label() {
            return "peer";
        }

        @Override
        public Channel channel() {
            return channel;
        }
    }

    @AfterEach
    void close() {
        streams.close();
        channel.runPendingTasks();
        channel.finishAndReleaseAll();
    }

    private PublishRole role(String name) {
        return new PublishRole(new Peer(), CAM, Optional.empty(), Optional.empty(), counters, () -> ended.add(name));
    }

    @Test
    void theEndIsToldOnceOfOneThatPublished() {
        PublishRole role = role("first");
        streams.publish(CAM, role);
        channel.runPendingTasks();
        assertThat(counters.publishersNow()).isEqualTo(1);

        role.stop();
        role.lost();

        assertThat(ended).containsExactly("first");
        assertThat(counters.publishersNow()).isZero();
    }

    @Test
    void theEndIsToldOfOneThatWentWhileItWasLetIn() {
        PublishRole role = role("gone");
        streams.publish(CAM, role);
        role.lost();
        channel.runPendingTasks();

        assertThat(ended).containsExactly("gone");
        assertThat(counters.publishersNow()).isZero();
    }

    @Test
    void theEndIsToldOfOneThatIsRefused() {
        streams.publish(CAM, role("first"));
        channel.runPendingTasks();
        PublishRole second = role("second");

        streams.publish(CAM, second);
        channel.runPendingTasks();
        second.lost();

        assertThat(ended).containsExactly("second");
    }
}
