package io.rostrum.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class WriteQueueTest {
    private int dropped;
    private final WriteQueue queue =
            new WriteQueue(new RecordConfig.QueueLimits(Duration.ofSeconds(2), 1 << 20), () -> dropped++);

    @AfterEach
    void clear() {
        queue.clear();
    }

    private void offer(MediaMessage message) {
        try (message) {
            queue.offer(message, 0);
        }
    }

    @Test
    void dataIsNotKeptHoweverMuchOfItComes() {
        for (int i = 0; i < 5; i++) {
            offer(MediaMessage.of(MediaMessage.Kind.DATA, i, Unpooled.wrappedBuffer(new byte[1 << 20])));
        }
        offer(Messages.keyFrame(7));

        assertThat(drain()).containsExactly(7L);
        assertThat(dropped).isZero();
    }

    private List<Long> drain() {
        List<Long> times = new ArrayList<>();
        queue.end();
        while (queue.take() instanceof WriteQueue.Item.Media media) {
            times.add(media.message().timestampMillis());
            media.message().close();
        }
        return times;
    }

    @Test
    void whatComesToAFullQueueIsGivenUpAndPicturesUpToAKeyFrameThatFindsRoom() {
        offer(Messages.keyFrame(0));
        offer(Messages.interFrame(1_000));
        offer(Messages.interFrame(2_100));
        ((WriteQueue.Item.Media) queue.take()).message().close();
        ((WriteQueue.Item.Media) queue.take()).message().close();
        offer(Messages.interFrame(2_140));
        offer(Messages.sound(2_150));
        offer(Messages.keyFrame(3_000));
        offer(Messages.interFrame(3_040));

        assertThat(drain()).containsExactly(2_150L, 3_000L, 3_040L);
        assertThat(dropped).isEqualTo(2);
    }

    @Test
    void theEndComesAfterAllThatWaits() {
        offer(Messages.keyFrame(0));
        queue.interrupted();
        queue.end();
        offer(Messages.keyFrame(40));

        ((WriteQueue.Item.Media) queue.take()).message().close();
        assertThat(queue.take()).isInstanceOf(WriteQueue.Item.Interrupted.class);
        assertThat(queue.take()).isInstanceOf(WriteQueue.Item.Ended.class);
    }
}
