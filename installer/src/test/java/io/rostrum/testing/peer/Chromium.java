package io.rostrum.testing.peer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Chromium without a window, driven through the DevTools protocol (1.3): opens one page and evaluates expressions in
/// it.
///
/// Sound may start without a gesture. Confined to one thread, except for the console's lines.
public final class Chromium implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Child browser;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> waiting;
    private final List<String> console;

    private Chromium(
            Child browser,
            Path profile,
            WebSocket socket,
            Map<Integer, CompletableFuture<JsonObject>> waiting,
            List<String> console) {
        this.browser = browser;
        this.profile = profile;
        this.socket = socket;
        this.waiting = waiting;
        this.console = console;
    }

    /// How the browser turns pictures into pixels.
    public enum Drawing {
        /// On the CPU: cheap, but libyuv's fixed-point BT.709 takes blue up to 9/255 too low.
        PLAIN,
        /// As on a GPU, through SwiftShader: true colours, for several times the CPU.
        EXACT
    }

    public static Chromium start() throws InterruptedException {
        return start(Drawing.PLAIN);
    }

    public static Chromium start(Drawing drawing) throws InterruptedException {
        Path profile = Folders.create("chromium");
        List<String> drawn = drawing == Drawing.PLAIN
                ? List.of("--disable-gpu")
                : List.of(
                        "--use-gl=angle",
                        "--use-angle=swiftshader",
                        "--enable-unsafe-swiftshader",
                        "--ignore-gpu-blocklist");
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--mute-audio",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-dev-shm-usage",
                "--autoplay-policy=no-user-gesture-required",
                "--window-size=1280,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile));
        command.addAll(drawn);
        command.add("about:blank");
        Child browser = Child.start(
                "chromium",
                command,
                Map.of(
                        // what it leaves behind when it is ended goes with its profile
                        "HOME", profile.toString(), "TMPDIR", profile.toString()));
        try {
            String said =
                    browser.awaitLine(line -> line.contains("DevTools listening on ws://"), Duration.ofSeconds(40));
            URI devtools = URI.create(said.substring(said.indexOf("ws://")).strip());
            Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
            List<String> console = new ArrayList<>();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(page(devtools.getPort()), new Answers(waiting, console))
                    .orTimeout(ANSWER.toSeconds(), TimeUnit.SECONDS)
                    .join();
            Chromium chromium = new Chromium(browser, profile, socket, waiting, console);
            chromium.call("Runtime.enable", new JsonObject());
            chromium.call("Page.enable", new JsonObject());
            chromium.call("Log.enable", new JsonObject());
            return chromium;
        } catch (RuntimeException | InterruptedException e) {
            browser.close();
            throw e;
        }
    }

    /// The DevTools address of the one page, as `/json/list` names it.
    private static URI page(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        String body = HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .orTimeout(ANSWER.toSeconds(), TimeUnit.SECONDS)
                .join()
                .body();
        for (JsonElement each : JsonParser.parseString(body).getAsJsonArray()) {
            if (each.getAsJsonObject().get("type").getAsString().equals("page")) {
                return URI.create(
                        each.getAsJsonObject().get("webSocketDebuggerUrl").getAsString());
            }
        }
        throw new IllegalStateException("chromium has no page: " + body);
    }

    /// Opens an address and returns when the page has loaded.
    public void open(String url) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("url", url);
        call("Page.navigate", parameters);
        org.awaitility.Awaitility.await(url)
                .atMost(ANSWER)
                .until(() -> evaluate("location.href != 'about:blank' && document.readyState == 'complete'")
                        .getAsBoolean());
    }

    /// {@return the value of an expression; a promise is awaited}
    ///
    /// @throws IllegalStateException if it throws
    public JsonElement evaluate(String expression) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("expression", expression);
        parameters.addProperty("awaitPromise", true);
        parameters.addProperty("returnByValue", true);
        JsonObject result = call("Runtime.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException("page threw: " + result.get("exceptionDetails"));
        }
        JsonObject value = result.getAsJsonObject("result");
        return value.has("value") ? value.get("value") : com.google.gson.JsonNull.INSTANCE;
    }

    /// {@return what the page wrote to its console and what the browser logged about it}
    public List<String> console() {
        synchronized (console) {
            return List.copyOf(console);
        }
    }

    public long pid() {
        return browser.pid();
    }

    private JsonObject call(String method, JsonObject parameters) {
        int id = lastId.incrementAndGet();
        JsonObject message = new JsonObject();
        message.addProperty("id", id);
        message.addProperty("method", method);
        message.add("params", parameters);
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.sendText(message.toString(), true).join();
        JsonObject whole = answer.orTimeout(120, TimeUnit.SECONDS).join();
        if (whole.has("error")) {
            throw new IllegalStateException(method + ": " + whole.get("error"));
        }
        return whole.getAsJsonObject("result");
    }

    @Override
    public void close() {
        socket.abort();
        browser.close();
        Folders.delete(profile);
    }

    private static final class Answers implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonObject>> waiting;
        private final List<String> console;
        private final StringBuilder partial = new StringBuilder();

        Answers(Map<Integer, CompletableFuture<JsonObject>> waiting, List<String> console) {
            this.waiting = waiting;
            this.console = console;
        }

        @Override
        public @org.jspecify.annotations.Nullable CompletionStage<?> onText(
                WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                JsonObject message = JsonParser.parseString(partial.toString()).getAsJsonObject();
                partial.setLength(0);
                if (message.has("id")) {
                    CompletableFuture<JsonObject> answer =
                            waiting.remove(message.get("id").getAsInt());
                    if (answer != null) {
                        answer.complete(message);
                    }
                } else if (isSpeech(message.get("method").getAsString())) {
                    synchronized (console) {
                        console.add(message.get("params").toString());
                    }
                }
            }
            webSocket.request(1);
            return null;
        }

        private static boolean isSpeech(String method) {
            return method.equals("Runtime.consoleAPICalled")
                    || method.equals("Runtime.exceptionThrown")
                    || method.equals("Log.entryAdded");
        }
    }
}
