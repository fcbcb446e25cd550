package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.mixer.AudioMixer;
import io.rostrum.capture.audio.mixer.MixerInput;
import io.rostrum.capture.audio.mixer.Monitoring;
import io.rostrum.capture.audio.monitor.MonitorOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LiveMonitorTest {
    private static final String NONE = "no such device";

    private final List<String> opened = new ArrayList<>();
    private final Notices notices = new Notices();
    private final AudioMixer mixer = new AudioMixer(() -> 0, Duration.ZERO, (_, _) -> {}, defect -> {
        throw new AssertionError(defect);
    });
    private final LiveMonitor monitor = new LiveMonitor(
            () -> mixer,
            NONE,
            device -> {
                opened.add(device);
                return new MonitorOutput(device);
            },
            notices);

    @Test
    void aDeviceIsOpenedWhileSomethingIsMonitoredAndSaysWhyItIsNotHeard() {
        MixerInput input = mixer.addInput("a");
        monitor.follow();
        assertThat(opened).isEmpty();

        input.monitoring(Monitoring.BOTH);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            monitor.follow();
            return !notices.list().isEmpty();
        });
        assertThat(opened).as("opened once").containsExactly(NONE);
        assertThat(notices.list().getFirst().text())
                .isEqualTo("The monitor is not heard: output no such device does not open (expected: a device that is"
                        + " plugged in and that no other program holds). Choose another output under the mix.");
        assertThat(monitor.view().trouble()).isPresent();

        monitor.device("another");
        monitor.follow();
        assertThat(opened).containsExactly(NONE, "another");

        input.monitoring(Monitoring.OFF);
        monitor.follow();
        assertThat(monitor.view().trouble()).isEmpty();
        assertThat(notices.list()).as("nothing is wrong any more").isEmpty();
        input.solo(true);
        monitor.follow();
        assertThat(opened).hasSize(3);
        monitor.close();
    }
}
