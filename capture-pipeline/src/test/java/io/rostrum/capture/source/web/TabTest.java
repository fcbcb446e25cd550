package io.rostrum.capture.source.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Against a browser that does things in the order in which Chromium 156 does them on a busy machine: the page's own
/// answers come late, those of the browser's at once.
@Timeout(30)
class TabTest {
    private static final String LOADED = "{\"method\":\"Page.loadEventFired\",\"params\":{},\"sessionId\":\"S\"}";
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final OutputStream answers = new PipedOutputStream();
    private final InputStream commands = new PipedInputStream(1 << 16);
    private final BlockingDeque<JsonObject> heard = new LinkedBlockingDeque<>();
    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final DevTools devTools;
    private final Thread server = Thread.ofPlatform().name("browser").daemon().unstarted(this::serve);
    private boolean crashes;

    TabTest() throws IOException {
        devTools = new DevTools(
                new PipedInputStream((PipedOutputStream) answers, 1 << 16),
                new PipedOutputStream((PipedInputStream) commands),
                () -> {});
        Thread.ofPlatform().name("browser's ear").daemon().start(this::listen);
        server.start();
    }

    @AfterEach
    void hangUp() throws IOException {
        server.interrupt();
        devTools.close();
        answers.close();
    }

    private Tab open() throws IOException {
        PageSettings settings = new PageSettings(
                PageSettings.address("http://127.0.0.1/alerts"),
                new PictureSize(320, 180),
                new Rational(30, 1),
                "body { color: red }",
                /* rests= */ false,
                false);
        Tab.Viewer viewer = new Tab.Viewer() {
            @Override
            public void picture(String png, int number) {}

            @Override
            public void lost(DeviceException why) {}
        };
        return Tab.open(
                devTools,
                settings,
                viewer,
                System.nanoTime() + Duration.ofSeconds(20).toNanos());
    }

    private void serve() {
        Queue<JsonObject> late = new ArrayDeque<>();
        try {
            while (true) {
                JsonObject command = heard.take();
                String method = command.get("method").getAsString();
                happened.add(method);
                switch (method) {
                    case "Target.createTarget" -> answer(command, "\"targetId\":\"T\"");
                    case "Target.attachToTarget" -> answer(command, "\"sessionId\":\"S\"");
                    case "Page.enable", "Network.enable", "Emulation.setDeviceMetricsOverride" -> late.add(command);
                    case "Page.navigate" -> navigate(command);
                    default -> answer(command, "");
                }
                if (late.size() == 3 && silent()) {
                    happened.add("ready");
                    while (!late.isEmpty()) {
                        answer(late.remove(), "");
                    }
                    say(LOADED); // of the empty page that each window begins with
                }
            }
        } catch (IOException | InterruptedException _) {
            // hung up
        }
    }

    private void navigate(JsonObject command) throws IOException, InterruptedException {
        if (crashes) {
            say("{\"method\":\"Inspector.targetCrashed\",\"params\":{},\"sessionId\":\"S\"}");
            return;
        }
        answer(command, "\"frameId\":\"T\"");
        say(
                "{\"method\":\"Page.frameNavigated\",\"params\":{\"frame\":{\"id\":\"T\",\"url\":\"http://127.0.0.1/alerts\"}},"
                        + "\"sessionId\":\"S\"}");
        silent();
        happened.add("loaded");
        say(LOADED);
    }

    /// {@return whether nothing is said for a moment}
    private boolean silent() throws InterruptedException {
        JsonObject next = heard.poll(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
            heard.addFirst(next);
        }
        return next == null;
    }

    private void listen() {
        StringBuilder text = new StringBuilder();
        try {
            for (int letter = commands.read(); letter >= 0; letter = commands.read()) {
                if (letter > 0) {
                    text.append((char) letter);
                } else {
                    heard.add(JsonParser.parseString(text.toString()).getAsJsonObject());
                    text.setLength(0);
                }
            }
        } catch (IOException _) {
            // hung up
        }
    }

    private void answer(JsonObject command, String result) throws IOException {
        String session = command.has("sessionId") ? ",\"sessionId\":\"S\"" : "";
        say("{\"id\":" + command.get("id") + ",\"result\":{" + result + "}" + session + "}");
    }

    private void say(String message) throws IOException {
        answers.write((message + "\0").getBytes(StandardCharsets.UTF_8));
        answers.flush();
    }

    @Test
    void aPageIsAskedForWhenItsWindowIsReadyAndOpenWhenItHasLoaded() throws Exception {
        try (Tab tab = open()) {
            tab.show(true);
            assertThat(happened)
                    .containsSubsequence("ready", "Page.navigate", "loaded")
                    .doesNotContainSubsequence("Page.navigate", "ready");
            assertThat(happened.subList(0, happened.indexOf("loaded"))).doesNotContain("Network.disable");
        }
    }

    @Test
    void aPageThatCrashesWhileItIsOpenedIsNotAwaited() {
        crashes = true;
        assertThatThrownBy(this::open).isInstanceOf(Tab.CrashedException.class).hasMessageContaining("crashed");
    }
}
