package io.rostrum.capture.source.web;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// One page in the browser, in a window of its own. Thread-safe.
///
/// Its pictures are those of `Page.startScreencast`: the browser gives one when something has changed
/// and those before were acknowledged, so a page that stands still costs nothing.
final class Tab implements AutoCloseable {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    /// How long a page may take to begin.
    private static final Duration BEGINS_WITHIN = Duration.ofSeconds(5);
    /// How long its first picture waits for all that belongs to the page.
    private static final Duration LOADS_WITHIN = Duration.ofSeconds(2);

    private static final int HTTP_ERROR = 400;
    /// What a window shows before it is told what to show.
    private static final String NOTHING = "about:blank";

    /// Who sees the page. Called on the connection's thread; must not block.
    interface Viewer {
        /// @param png  a PNG in Base64
        /// @param number to acknowledge it by
        void picture(String png, int number);

        /// The page is gone, or shows nothing of use any more.
        void lost(DeviceException why);
    }

    private final DevTools browser;
    private final PageSettings settings;
    private final Viewer viewer;
    private final String target;
    private final String session;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean showing = new AtomicBoolean();
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();
    /// Completes exceptionally when the page is gone.
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    /// Of the answer that the page came with; 0 where there is none.
    private volatile int status;
    private volatile boolean opened;
    /// Whether the page of the settings is what events are of. The connection's thread alone uses it.
    private boolean begun;

    private Tab(DevTools browser, PageSettings settings, Viewer viewer, String target, String session) {
        this.browser = browser;
        this.settings = settings;
        this.viewer = viewer;
        this.target = target;
        this.session = session;
    }

    /// Opens a page and returns when it has loaded, or takes long for that.
    ///
    /// @param deadlineNanos of [System#nanoTime()], when this has ended one way or the other
    /// @throws DeviceException if it cannot be loaded, in words for the user
    /// @throws IOException     if the browser does not do what it is told
    static Tab open(DevTools browser, PageSettings settings, Viewer viewer, long deadlineNanos) throws IOException {
        JsonObject window = with("url", NOTHING);
        window.addProperty("newWindow", true); // a tab behind another one would not be drawn
        window.addProperty("width", settings.size().width());
        window.addProperty("height", settings.size().height());
        String target = browser.call(DevTools.BROWSER, "Target.createTarget", window, ANSWERS_WITHIN)
                .get("targetId")
                .getAsString();
        JsonObject flat = with("targetId", target);
        flat.addProperty("flatten", true);
        String session = browser.call(DevTools.BROWSER, "Target.attachToTarget", flat, ANSWERS_WITHIN)
                .get("sessionId")
                .getAsString();
        Tab tab = new Tab(browser, settings, viewer, target, session);
        try {
            tab.setUp(deadlineNanos);
            tab.navigate(deadlineNanos);
            tab.awaitLoaded(deadlineNanos);
            tab.opened = true;
            if (tab.gone.isCompletedExceptionally() && tab.over.compareAndSet(false, true)) {
                throw new CrashedException("the page of " + settings.place() + " crashed while it was opened");
            }
            return tab;
        } catch (IOException | RuntimeException e) {
            tab.close();
            throw e;
        }
    }

    private void setUp(long deadlineNanos) throws IOException {
        browser.listen(session, new DevTools.Listener() {
            @Override
            public void event(String method, JsonObject params) {
                Tab.this.event(method, params);
            }

            @Override
            public void ended() {
                lose("the browser that drew the page has ended; it is started again by itself");
            }
        });
        JsonObject view = with("width", settings.size().width());
        view.addProperty("height", settings.size().height());
        view.addProperty("deviceScaleFactor", 1);
        view.addProperty("mobile", false);
        JsonObject clear = new JsonObject();
        for (String channel : new String[] {"r", "g", "b", "a"}) {
            clear.addProperty(channel, 0);
        }
        JsonObject background = new JsonObject();
        background.add("color", clear);
        CompletableFuture<Void> ready = CompletableFuture.allOf(
                ask("Inspector.enable", new JsonObject()),
                ask("Page.enable", new JsonObject()),
                ask("Network.enable", new JsonObject()),
                ask("Emulation.setDeviceMetricsOverride", view),
                ask("Emulation.setDefaultBackgroundColorOverride", background),
                ask("Emulation.setFocusEmulationEnabled", with("enabled", true))); // pages rest where nobody looks
        try {
            // a page that is asked for before these are answered may load without an event, and so without its rules
            unlessGone(ready, ANSWERS_WITHIN, deadlineNanos);
        } catch (TimeoutException e) {
            throw new IOException("setting up a page: no answer within " + ANSWERS_WITHIN.toMillis() + " ms", e);
        }
    }

    /// {@return a script that puts rules on a document, once; a style sheet that a script makes is no matter of the
    /// page's content security policy}
    private static String styling(String css) {
        return "if (!document.adoptedStyleSheets.some(sheet => sheet.ofRostrum)) {"
                + " const rules = new CSSStyleSheet(); rules.ofRostrum = true; rules.replaceSync("
                + new JsonPrimitive(css) + "); document.adoptedStyleSheets.push(rules); }";
    }

    private void navigate(long deadlineNanos) throws IOException {
        JsonObject to = with("url", settings.address().toString());
        JsonObject answer;
        try {
            answer = unlessGone(ask("Page.navigate", to), BEGINS_WITHIN, deadlineNanos);
        } catch (TimeoutException e) {
            throw PageTrouble.silent(settings, BEGINS_WITHIN, e);
        }
        if (answer.has("errorText")) {
            throw PageTrouble.network(settings, answer.get("errorText").getAsString());
        }
        if (status >= HTTP_ERROR) {
            throw PageTrouble.http(settings, status);
        }
    }

    private void awaitLoaded(long deadlineNanos) throws IOException {
        try {
            unlessGone(loaded, LOADS_WITHIN, deadlineNanos);
        } catch (TimeoutException _) {
            // what is there is shown: some pages load for ever
        }
    }

    /// Waits for an answer of the page.
    ///
    /// @throws CrashedException if the page ends meanwhile
    /// @throws IOException      if it refuses, or the thread is interrupted
    private <T> T unlessGone(CompletableFuture<T> answer, Duration most, long deadlineNanos)
            throws IOException, TimeoutException {
        try {
            CompletableFuture.anyOf(answer, gone).get(left(most, deadlineNanos), TimeUnit.NANOSECONDS);
            return answer.join();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException refused ? refused : new IOException("the page ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("opening the page was given up", e);
        }
    }

    private static long left(Duration most, long deadlineNanos) {
        return Math.clamp(deadlineNanos - System.nanoTime(), 1, most.toNanos());
    }

    /// The page ended while it was opened.
    static final class CrashedException extends IOException {
        private static final long serialVersionUID = 1L;

        CrashedException(String message) {
            super(message);
        }
    }

    // --- events -----------------------------------------------------------------------------------------------------

    private void event(String method, JsonObject params) {
        switch (method) {
            case "Page.screencastFrame" ->
                viewer.picture(
                        params.get("data").getAsString(),
                        params.get("sessionId").getAsInt());
            case "Page.domContentEventFired" -> style();
            case "Network.responseReceived" -> answered(params);
            case "Page.loadEventFired" -> {
                if (begun) {
                    loaded.complete(null);
                    tell("Network.disable", new JsonObject()); // what goes on after that is the page's business
                }
            }
            case "Page.javascriptDialogOpening" -> {
                // a question that nobody sees would stop the page
                boolean leaving = params.get("type").getAsString().equals("beforeunload");
                tell("Page.handleJavaScriptDialog", with("accept", leaving));
            }
            case "Page.frameNavigated" -> navigated(params.getAsJsonObject("frame"));
            case "Inspector.targetCrashed" ->
                lose("the page of " + settings.place()
                        + " crashed and is loaded again by itself; if that goes on, it needs too much memory");
            default -> {} // of no interest here
        }
    }

    private void answered(JsonObject params) {
        boolean whole = params.get("type").getAsString().equals("Document")
                && params.has("frameId")
                && params.get("frameId").getAsString().equals(target); // the outermost frame has the target's id
        if (whole) {
            status = params.getAsJsonObject("response").get("status").getAsInt();
        }
    }

    private void navigated(JsonObject frame) {
        if (frame.has("parentId") || frame.get("url").getAsString().equals(NOTHING)) {
            return;
        }
        begun = true;
        if (!frame.has("unreachableUrl")) {
            style();
        } else {
            lose("the page of " + settings.place()
                    + " cannot be reached any more; it is tried again by itself, check the network");
        }
    }

    /// Puts the rules on the document of now: at its beginning, and again where it was exchanged after that.
    private void style() {
        tell("Runtime.evaluate", with("expression", styling(settings.css())));
    }

    private void lose(String why) {
        gone.completeExceptionally(new CrashedException(why));
        if (opened && over.compareAndSet(false, true)) {
            viewer.lost(new DeviceException(Reason.LOST, why));
        }
    }

    // --- what is done to it -----------------------------------------------------------------------------------------

    /// Gives pictures, or rests.
    void show(boolean seen) {
        if (showing.compareAndSet(!seen, seen)) {
            if (seen) {
                JsonObject wish = with("format", "png");
                wish.addProperty("maxWidth", settings.size().width());
                wish.addProperty("maxHeight", settings.size().height());
                tell("Page.startScreencast", wish);
            } else {
                tell("Page.stopScreencast", new JsonObject());
            }
        }
    }

    /// The picture was taken; the next one may come.
    void acknowledge(int number) {
        tell("Page.screencastFrameAck", with("sessionId", number));
    }

    /// Loads the page anew, and nothing of it from what was kept.
    void reload() {
        tell("Page.reload", with("ignoreCache", true));
    }

    /// {@return what it shows now, a PNG}
    CompletableFuture<byte[]> picture() {
        JsonObject wish = with("format", "png");
        wish.addProperty("optimizeForSpeed", true);
        return ask("Page.captureScreenshot", wish)
                .orTimeout(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(
                        answer -> Base64.getDecoder().decode(answer.get("data").getAsString()));
    }

    /// Does to the page what somebody did.
    void input(PageInput done) {
        switch (done) {
            case PageInput.Move(double x, double y) -> mouse("mouseMoved", x, y, new JsonObject());
            case PageInput.Click(double x, double y) -> {
                JsonObject button = with("button", "left");
                button.addProperty("clickCount", 1);
                mouse("mousePressed", x, y, button.deepCopy());
                mouse("mouseReleased", x, y, button);
            }
            case PageInput.Scroll(double x, double y, double pixels) -> {
                JsonObject by = with("deltaX", 0);
                by.addProperty("deltaY", pixels);
                mouse("mouseWheel", x, y, by);
            }
            case PageInput.Type(String text) -> tell("Input.insertText", with("text", text));
            case PageInput.Key(String name, int code) -> {
                JsonObject key = with("key", name);
                key.addProperty("code", name);
                key.addProperty("windowsVirtualKeyCode", code);
                JsonObject up = key.deepCopy();
                up.addProperty("type", "keyUp");
                key.addProperty("type", "keyDown");
                if (name.equals("Enter")) {
                    key.addProperty("text", "\r");
                }
                tell("Input.dispatchKeyEvent", key);
                tell("Input.dispatchKeyEvent", up);
            }
        }
    }

    private void mouse(String type, double x, double y, JsonObject more) {
        more.addProperty("type", type);
        more.addProperty("x", x);
        more.addProperty("y", y);
        tell("Input.dispatchMouseEvent", more);
    }

    private CompletableFuture<JsonObject> ask(String method, JsonObject params) {
        return browser.send(session, method, params);
    }

    private void tell(String method, JsonObject params) {
        ask(method, params).exceptionally(_ -> new JsonObject()); // the page may be gone by now
    }

    private static JsonObject with(String name, Object value) {
        JsonObject params = new JsonObject();
        params.add(
                name,
                switch (value) {
                    case Boolean flag -> new JsonPrimitive(flag);
                    case Number number -> new JsonPrimitive(number);
                    default -> new JsonPrimitive(value.toString());
                });
        return params;
    }

    /// Closes the page. Idempotent.
    @Override
    public void close() {
        over.set(true);
        browser.forget(session);
        browser.send(DevTools.BROWSER, "Target.closeTarget", with("targetId", target))
                .exceptionally(_ -> new JsonObject());
    }
}
