package io.rostrum.capture.source.web;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Chrome DevTools Protocol over two pipes: commands out, answers and events in, each a JSON object
/// that ends with a zero byte. Commands and events of a page carry the session that was made for it;
/// those of the browser carry none. Thread-safe.
final class DevTools implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DevTools.class);
    /// The session of the browser itself.
    static final String BROWSER = "";
    /// The largest message that is taken: a picture of 8192x8192 pixels that does not compress, as text,
    /// is larger.
    private static final int MOST_BYTES = 256 << 20;
    /// Commands that wait to be taken; a browser that takes none any more is given up.
    private static final int MOST_WAITING = 1000;
    private static final int READ_BYTES = 256 * 1024;
    /// What ends the writer: no command is empty.
    private static final byte[] END = new byte[0];

    /// A command whose answer has not come.
    private record Asked(String session, CompletableFuture<JsonObject> answer) {}

    /// Who is told what happens in a session. Called on the connection's thread, one call at a time;
    /// must not block.
    interface Listener {
        void event(String method, JsonObject params);

        /// The session or the whole connection is over.
        void ended();
    }

    private final InputStream in;
    private final OutputStream out;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, Asked> waiting = new ConcurrentHashMap<>();
    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Runnable whenEnded;

    /// @param in        answers and events
    /// @param out       commands
    /// @param whenEnded told once, when the other end is gone
    DevTools(InputStream in, OutputStream out, Runnable whenEnded) {
        this.in = in;
        this.out = out;
        this.whenEnded = whenEnded;
        Thread.ofPlatform().name("browser reader").daemon().start(this::read);
        Thread.ofPlatform().name("browser writer").daemon().start(this::write);
    }

    /// Sends a command.
    ///
    /// @param session that it is for, or [#BROWSER]
    /// @return its result, on the connection's thread; completes exceptionally with an [IOException]
    ///             when it is refused, or the session or the connection ends
    CompletableFuture<JsonObject> send(String session, String method, JsonObject params) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(id, new Asked(session, answer));
        JsonObject command = new JsonObject();
        command.addProperty("id", id);
        command.addProperty("method", method);
        command.add("params", params);
        if (!session.isEmpty()) {
            command.addProperty("sessionId", session);
        }
        boolean taken = outgoing.offer((command + "\0").getBytes(StandardCharsets.UTF_8));
        if (!taken || ended.get()) {
            waiting.remove(id);
            answer.completeExceptionally(new IOException("the browser takes no commands any more"));
            if (!taken) {
                end();
            }
        }
        return answer;
    }

    /// Sends a command and waits for its result.
    ///
    /// @throws IOException if it is refused, the connection ends, or there is no answer within that time
    JsonObject call(String session, String method, JsonObject params, Duration within) throws IOException {
        CompletableFuture<JsonObject> answer = send(session, method, params);
        try {
            return answer.get(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(method + ": no answer within " + within.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException refused
                    ? refused
                    : new IOException(method + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(method + ": given up", e);
        }
    }

    /// From now on `listener` is told what happens in a session; at once that it is over where it is.
    void listen(String session, Listener listener) {
        listeners.put(session, listener);
        if (ended.get() && listeners.remove(session, listener)) {
            listener.ended();
        }
    }

    /// Nobody is told any more what happens in a session; what was asked of it fails, for it may never be answered.
    void forget(String session) {
        listeners.remove(session);
        failAll(session);
    }

    private void failAll(String session) {
        IOException gone = new IOException("the page is gone");
        waiting.forEach((id, asked) -> {
            if (asked.session().equals(session) && waiting.remove(id, asked)) {
                asked.answer().completeExceptionally(gone);
            }
        });
    }

    // --- the reader's thread ----------------------------------------------------------------------------------------

    private void read() {
        byte[] chunk = new byte[READ_BYTES];
        ByteArrayOutputStream message = new ByteArrayOutputStream(READ_BYTES);
        try (in) {
            int count;
            while ((count = in.read(chunk)) >= 0) {
                int begin = 0;
                for (int at = 0; at < count; at++) {
                    if (chunk[at] == 0) {
                        message.write(chunk, begin, at - begin);
                        take(message.toString(StandardCharsets.UTF_8));
                        message.reset();
                        begin = at + 1;
                    }
                }
                message.write(chunk, begin, count - begin);
                if (message.size() > MOST_BYTES) {
                    throw new IOException("a message of more than " + MOST_BYTES + " bytes");
                }
            }
        } catch (IOException | RuntimeException e) {
            log.debug("[browser] its words cannot be read: {}", e.getMessage());
        } finally {
            end();
        }
    }

    private void take(String text) {
        JsonObject message;
        try {
            message = JsonParser.parseString(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalStateException("no JSON object", e);
        }
        if (message.has("id")) {
            answer(message);
            return;
        }
        String method = message.get("method").getAsString();
        JsonObject params = message.has("params") ? message.getAsJsonObject("params") : new JsonObject();
        if (method.equals("Target.detachedFromTarget")) {
            String session = params.get("sessionId").getAsString();
            Listener gone = listeners.remove(session);
            failAll(session);
            if (gone != null) {
                gone.ended();
            }
            return;
        }
        Listener listener = listeners.get(
                message.has("sessionId") ? message.get("sessionId").getAsString() : BROWSER);
        if (listener != null) {
            listener.event(method, params);
        }
    }

    private void answer(JsonObject message) {
        Asked asked = waiting.remove(message.get("id").getAsInt());
        if (asked == null) {
            return;
        }
        CompletableFuture<JsonObject> answer = asked.answer();
        if (message.has("error")) {
            answer.completeExceptionally(new IOException(
                    message.getAsJsonObject("error").get("message").getAsString()));
        } else {
            answer.complete(message.has("result") ? message.getAsJsonObject("result") : new JsonObject());
        }
    }

    // --- the writer's thread ----------------------------------------------------------------------------------------

    private void write() {
        try (out) {
            for (byte[] message = outgoing.take(); message.length > 0; message = outgoing.take()) {
                out.write(message);
                out.flush();
            }
        } catch (IOException e) {
            log.debug("[browser] it takes no commands: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    // --- the end ----------------------------------------------------------------------------------------------------

    private void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        outgoing.clear();
        outgoing.add(END);
        IOException gone = new IOException("the browser has ended");
        waiting.values().forEach(asked -> asked.answer().completeExceptionally(gone));
        waiting.clear();
        listeners.keySet().forEach(session -> {
            Listener listener = listeners.remove(session);
            if (listener != null) {
                listener.ended();
            }
        });
        whenEnded.run();
    }

    /// Hangs up; a browser that is spoken to by pipes ends with them.
    @Override
    public void close() {
        end();
    }
}
