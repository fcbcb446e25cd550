package io.rostrum.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.source.DeviceException.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CaptureThreadTest {
    @Test
    void aDefectIsALoss() throws Exception {
        CompletableFuture<DeviceException> lost = new CompletableFuture<>();
        CaptureThread thread = CaptureThread.start(
                "screen :0",
                () -> {
                    throw new IllegalStateException("a bug");
                },
                lost::complete);

        DeviceException why = lost.get(10, TimeUnit.SECONDS);
        assertThat(why.reason()).isEqualTo(Reason.LOST);
        assertThat(why)
                .hasMessage("screen :0 stopped because of a mistake in this program; please report the log")
                .hasCauseInstanceOf(IllegalStateException.class);
        thread.close();
    }

    @Test
    void aThreadThatIsToEndIsNoLossWhateverItDies() throws Exception {
        CompletableFuture<DeviceException> lost = new CompletableFuture<>();
        CountDownLatch forever = new CountDownLatch(1);
        CaptureThread thread = CaptureThread.start(
                "screen :0",
                () -> {
                    try {
                        forever.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("ended in the middle of something", e);
                    }
                },
                lost::complete);

        thread.close();
        assertThat(lost).isNotDone();
    }
}
