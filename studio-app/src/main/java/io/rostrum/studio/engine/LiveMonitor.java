package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.audio.mixer.AudioMixer;
import io.rostrum.capture.audio.mixer.Monitoring;
import io.rostrum.capture.audio.monitor.JavaSoundDevice;
import io.rostrum.capture.audio.monitor.MonitorOutput;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The monitor of a mixer on a device, which is held only while something is monitored or on solo.
final class LiveMonitor implements MonitorDesk {
    private final Supplier<AudioMixer> mixer;
    private final Function<String, MonitorOutput> opener;
    private final Announcer announcer;
    private volatile String device;
    private volatile @Nullable MonitorOutput output;
    private String said = "";

    /// @param mixer  the one that is heard now
    /// @param device that it plays on, empty for the default
    /// @param opener opens a device
    LiveMonitor(
            Supplier<AudioMixer> mixer, String device, Function<String, MonitorOutput> opener, Announcer announcer) {
        this.mixer = mixer;
        this.device = device;
        this.opener = opener;
        this.announcer = announcer;
    }

    /// Opens and closes the device as it is needed; called again and again on the engine's thread.
    void follow() {
        AudioMixer heard = mixer.get();
        boolean wanted =
                heard.inputs().stream().anyMatch(input -> input.solo() || input.monitoring() != Monitoring.OFF);
        MonitorOutput running = output;
        if (running != null && (!wanted || !running.device().equals(device))) {
            running.close();
            running = null;
        }
        if (wanted && running == null) {
            running = opener.apply(device);
        }
        output = running;
        heard.monitor(running);
        say(running == null ? "" : running.trouble().orElse(""));
    }

    private void say(String trouble) {
        if (trouble.equals(said)) {
            return;
        }
        said = trouble;
        if (trouble.isEmpty()) {
            announcer.over(this, tr("The monitor is heard again."));
        } else {
            announcer.began(this, tr("The monitor is not heard: {0}. Choose another output under the mix.", trouble));
        }
    }

    /// Gives the device back.
    void close() {
        MonitorOutput running = output;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public View view() {
        MonitorOutput running = output;
        return new View(
                mixer.get().loudness().loudness(), device, running == null ? Optional.empty() : running.trouble());
    }

    @Override
    public CompletableFuture<List<String>> devices() {
        return CompletableFuture.supplyAsync(
                JavaSoundDevice::names,
                task -> Thread.ofVirtual().name("sound outputs").start(task));
    }

    @Override
    public void device(String name) {
        device = name;
    }

    @Override
    public void measureAnew() {
        mixer.get().loudness().restart();
    }
}
