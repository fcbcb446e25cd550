package io.rostrum.server.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.LeakGuard;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
@Timeout(30)
class ReplayQueueTest {
    private final ReplayQueue queue = new ReplayQueue(Duration.ofSeconds(5), 1 << 20);

    @AfterEach
    void close() {
        queue.close();
    }

    private void key(long millis) {
        add(Messages.keyFrame(millis));
    }

    private void inter(long millis) {
        add(Messages.interFrame(millis));
    }

    private void add(MediaMessage message) {
        try (message) {
            queue.add(message);
        }
    }

    private List<Long> read(int count) throws InterruptedException {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try (MediaMessage message = queue.take(() -> false).orElseThrow()) {
                times.add(message.timestampMillis());
            }
        }
        return times;
    }

    @Test
    void beginsWithAKeyFrameAndKeepsTheOrder() throws InterruptedException {
        inter(0);
        key(40);
        add(Messages.sound(45));
        inter(80);
        key(120);
        queue.finish();

        assertThat(read(4)).containsExactly(40L, 45L, 80L, 120L);
        assertThat(queue.take(() -> false)).isEmpty();
    }

    @Test
    void whatWasNotReleasedIsTakenAgain() throws InterruptedException {
        key(0);
        inter(40);
        key(1000);
        inter(1040);
        assertThat(read(4)).containsExactly(0L, 40L, 1000L, 1040L);

        queue.release(1000);
        queue.rewind();

        assertThat(read(2)).containsExactly(1000L, 1040L);
    }

    @Test
    void aGroupThatIsReadIsReleasedOnlyOnceTheReaderHasPassedIt() throws InterruptedException {
        key(0);
        inter(40);
        key(1000);
        assertThat(read(1)).containsExactly(0L);

        queue.release(1000);

        assertThat(read(2)).containsExactly(40L, 1000L);
    }

    @Test
    void aReaderThatIsTooSlowGoesOnWithAKeyFrame() throws InterruptedException {
        key(0);
        inter(40);
        assertThat(read(1)).containsExactly(0L);
        for (long millis = 2000; millis <= 8000; millis += 2000) {
            key(millis);
            inter(millis + 40);
        }

        assertThat(queue.heldMillis()).isLessThanOrEqualTo(5000);
        assertThat(read(4)).containsExactly(4000L, 4040L, 6000L, 6040L);
    }

    @Test
    void aGroupLongerThanTheBoundIsGivenUpUpToTheNextKeyFrame() throws InterruptedException {
        key(0);
        inter(6000);
        inter(6040);
        key(7000);

        assertThat(read(1)).containsExactly(7000L);
    }

    @Test
    void onlyTheNewestGroupIsLeft() throws InterruptedException {
        key(0);
        key(1000);
        key(2000);

        queue.skipToNewest();
        queue.rewind();

        assertThat(read(1)).containsExactly(2000L);
    }

    @Test
    void aReaderThatWantsNoMoreIsWoken() throws Exception {
        boolean[] over = new boolean[1];
        FutureTask<Boolean> waiting =
                new FutureTask<>(() -> queue.take(() -> over[0]).isEmpty());
        Thread.ofVirtual().start(waiting);

        over[0] = true;
        queue.wake();

        assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
    }
}
