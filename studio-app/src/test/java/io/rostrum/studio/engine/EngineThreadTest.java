package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class EngineThreadTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Notices notices = new Notices();
    private final EngineThread engine = new EngineThread(notices);

    @Test
    void aChangeThatFailsIsToldAndKeepsNoOtherFromHappening() throws Exception {
        engine.execute(() -> {
            throw new IllegalStateException("a defect");
        });
        assertThat(engine.begin(() -> CompletableFuture.completedFuture("the next one"))
                        .get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo("the next one");
        assertThat(notices.list())
                .singleElement()
                .satisfies(notice -> assertThat(notice.grave()).isTrue());
        engine.end(LIMIT);
    }

    @Test
    void whatIsAskedForAfterTheEndIsDroppedInWords() {
        AtomicInteger changes = new AtomicInteger();
        engine.execute(changes::incrementAndGet);
        engine.end(LIMIT);
        engine.execute(changes::incrementAndGet);

        CompletableFuture<String> late = engine.begin(() -> CompletableFuture.completedFuture("never"));

        assertThat(changes).hasValue(1);
        Assertions.assertThatThrownBy(late::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContaining("the studio is being closed");
        assertThat(notices.list()).isEmpty();
    }
}
