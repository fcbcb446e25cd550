package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// States as winbase.h of the Windows SDK numbers them.
final class WindowsAwakeTest {
    private static final int AWAKE_UNTIL_TOLD_OTHERWISE = 0x80000003;
    private static final int AS_USUAL = 0x80000000;

    private record Told(int state, Thread by) {}

    @Test
    void oneThreadHoldsTheComputerAwakeAndLetsItGo() {
        List<Told> told = new CopyOnWriteArrayList<>();
        WindowsAwake awake = new WindowsAwake(state -> {
            told.add(new Told(state, Thread.currentThread()));
            return AS_USUAL;
        });
        await().until(() -> !told.isEmpty());
        assertThat(told).extracting(Told::state).containsExactly(AWAKE_UNTIL_TOLD_OTHERWISE);
        assertThat(told.getFirst().by().isAlive()).isTrue();

        awake.close();
        awake.close();

        assertThat(told).extracting(Told::state).containsExactly(AWAKE_UNTIL_TOLD_OTHERWISE, AS_USUAL);
        assertThat(told).extracting(Told::by).containsOnly(told.getFirst().by());
        assertThat(told.getFirst().by().isAlive()).isFalse();
    }
}
