package io.rostrum.testing.peer;

import io.rostrum.testing.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// OBS Studio with settings of its own that captures a display's upper left 1280x720 and starts streaming by itself.
///
/// The file formats are those that OBS 29 writes (`global.ini`, `basic/profiles`, `basic/scenes`).
public final class ObsStudio implements AutoCloseable {
    private final Child obs;
    private final Path home;

    private ObsStudio(Child obs, Path home) {
        this.obs = obs;
        this.home = home;
    }

    /// Starts OBS; it publishes `url + "/" + key`.
    ///
    /// @param display a display larger than 1280x720, so that OBS's own window need not cover what is captured
    /// @param environment of the sound server
    /// @param keyFrameSeconds 0 for OBS's own automatic interval
    public static ObsStudio publish(
            VirtualDisplay display, Map<String, String> environment, String url, String key, int keyFrameSeconds) {
        Path home = Folders.create("obs");
        Path settings = home.resolve(".config/obs-studio");
        try {
            write(settings.resolve("global.ini"), GLOBAL);
            write(settings.resolve("basic/profiles/bench/basic.ini"), PROFILE);
            write(
                    settings.resolve("basic/profiles/bench/service.json"),
                    "{\"type\":\"rtmp_custom\",\"settings\":{\"server\":\"%s\",\"key\":\"%s\",\"use_auth\":false}}"
                            .formatted(url, key));
            write(
                    settings.resolve("basic/profiles/bench/streamEncoder.json"),
                    "{\"keyint_sec\":%d}".formatted(keyFrameSeconds));
            write(settings.resolve("basic/scenes/bench.json"), SCENE);
            Files.createDirectories(home.resolve("run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> all = new HashMap<>(environment);
        all.put("DISPLAY", display.name());
        all.put("LIBGL_ALWAYS_SOFTWARE", "1");
        all.put("HOME", home.toString());
        all.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
        all.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
        List<String> command = List.of(
                "dbus-run-session",
                "--",
                "obs",
                "--multi",
                "--profile",
                "bench",
                "--collection",
                "bench",
                "--startstreaming");
        return new ObsStudio(Child.start("OBS", command, all), home);
    }

    /// Waits until OBS itself says that it streams.
    public void awaitStreaming() throws InterruptedException {
        obs.awaitLine(line -> line.contains("==== Streaming Start ===="), Duration.ofSeconds(60));
    }

    public Child process() {
        return obs;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Override
    public void close() {
        obs.close();
        Folders.delete(home);
    }

    private static final String GLOBAL = """
            [General]
            FirstRun=true
            LastVersion=486539266
            EnableAutoUpdates=false
            ConfirmOnExit=false
            [Basic]
            Profile=bench
            ProfileDir=bench
            SceneCollection=bench
            SceneCollectionFile=bench
            [BasicWindow]
            PreviewEnabled=true
            [OBSWebSocket]
            FirstLoad=false
            ServerEnabled=false
            """;

    private static final String PROFILE = """
            [General]
            Name=bench
            [Video]
            BaseCX=1280
            BaseCY=720
            OutputCX=1280
            OutputCY=720
            FPSType=0
            FPSCommon=30
            [Output]
            Mode=Simple
            Reconnect=false
            [SimpleOutput]
            VBitrate=2500
            ABitrate=128
            StreamEncoder=x264
            Preset=veryfast
            [Audio]
            SampleRate=44100
            ChannelSetup=Stereo
            """;

    private static final String SCENE = """
            {"current_scene":"Scene","current_program_scene":"Scene","name":"bench","scene_order":[{"name":"Scene"}],
             "DesktopAudioDevice1":{"id":"pulse_output_capture","name":"Desktop Audio","settings":{"device_id":"default"},
              "enabled":true,"volume":1.0,"mixers":255},
             "sources":[
              {"id":"xshm_input","versioned_id":"xshm_input","name":"Screen","enabled":true,"volume":1.0,
               "settings":{"screen":0,"show_cursor":false,"advanced":false,"cut_top":0,"cut_left":0,"cut_right":1320,"cut_bot":40}},
              {"id":"scene","versioned_id":"scene","name":"Scene","enabled":true,"settings":{"custom_size":false,"id_counter":1,"items":[
               {"name":"Screen","id":1,"visible":true,"pos":{"x":0.0,"y":0.0},"scale":{"x":1.0,"y":1.0},"rot":0.0,"align":5,
                "bounds_type":0,"bounds":{"x":0.0,"y":0.0},"bounds_align":0,
                "crop_left":0,"crop_top":0,"crop_right":0,"crop_bottom":0}]}}],
             "groups":[],"transitions":[],"quick_transitions":[],"current_transition":"Fade","transition_duration":300}
            """;
}
