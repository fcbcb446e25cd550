package io.rostrum.studio.remote;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What one program and the studio say to each other, whatever carries it. One message is taken after the other;
/// [#wants] may be asked by any thread.
final class RemoteSession {
    /// The version of the calls: the one there is.
    static final int RPC_VERSION = 1;

    /// What the studio passes for with programs that ask: of these versions is what it understands.
    static final String PROTOCOL_VERSION = "5.5.2";

    static final String STUDIO_VERSION = "30.2.2";

    /// Requests in one batch.
    static final int MOST_IN_BATCH = 1000;

    private static final int SERIAL_FRAME = 1;
    private static final int PARALLEL = 2;

    private static final Gson GSON =
            new GsonBuilder().setStrictness(Strictness.STRICT).serializeNulls().create();

    /// What is done about a message.
    sealed interface Outcome {
        record Reply(JsonObject message) implements Outcome {}

        /// @param why for who wrote the program
        record Close(CloseCode code, String why) implements Outcome {}
    }

    /// A message after which nothing more is said.
    private static final class ProtocolException extends Exception {
        private static final long serialVersionUID = 1L;

        private final CloseCode code;

        ProtocolException(CloseCode code, String why) {
            super(why, null, false, false);
            this.code = code;
        }
    }

    private final Authentication authentication;
    private final RemoteRequests requests;
    private volatile boolean identified;
    private volatile int subscriptions = RemoteEvent.ALL;
    private long taken;
    private final AtomicLong given = new AtomicLong();

    RemoteSession(Authentication authentication, RemoteRequests requests) {
        this.authentication = authentication;
        this.requests = requests;
    }

    /// {@return the first message}
    JsonObject hello() {
        JsonObject d = new JsonObject();
        d.addProperty("obsStudioVersion", STUDIO_VERSION);
        d.addProperty("obsWebSocketVersion", PROTOCOL_VERSION);
        d.addProperty("rpcVersion", RPC_VERSION);
        d.add("authentication", authentication.question());
        return OpCode.HELLO.message(d);
    }

    /// {@return whether it has said the password}
    boolean identified() {
        return identified;
    }

    /// {@return whether it is to be told of an event}
    boolean wants(RemoteEvent event) {
        return identified && (subscriptions & event.intent()) != 0;
    }

    /// {@return a message as text, as it goes over the wire}
    String write(JsonObject message) {
        given.incrementAndGet();
        return GSON.toJson(message);
    }

    /// {@return a message as MessagePack, as it goes over the wire}
    byte[] pack(JsonObject message) {
        given.incrementAndGet();
        return PackedJson.write(message);
    }

    /// Takes a message, and does what it asks for. May block as long as the studio is busy, and sleeps where a batch
    /// says so.
    ///
    /// @throws InterruptedException if the connection has ended meanwhile
    Outcome take(String text) throws InterruptedException {
        return take(() -> {
            try {
                return GSON.fromJson(text, JsonElement.class);
            } catch (JsonParseException e) {
                throw new ProtocolException(CloseCode.MESSAGE_DECODE_ERROR, "message: no JSON (expected: an object)");
            }
        });
    }

    /// As [#take(String)], of a message that is MessagePack.
    Outcome take(byte[] packed) throws InterruptedException {
        return take(() -> {
            try {
                return PackedJson.read(packed);
            } catch (IOException e) {
                throw new ProtocolException(
                        CloseCode.MESSAGE_DECODE_ERROR, "message: " + e.getMessage() + " (expected: an object)");
            }
        });
    }

    /// Reads what came.
    private interface Reading {
        @Nullable
        JsonElement read() throws ProtocolException;
    }

    private Outcome take(Reading said) throws InterruptedException {
        taken++;
        try {
            if (!(said.read() instanceof JsonObject message)) {
                throw new ProtocolException(CloseCode.MESSAGE_DECODE_ERROR, "message: no object (expected: op and d)");
            }
            return new Outcome.Reply(answer(message));
        } catch (ProtocolException e) {
            return new Outcome.Close(e.code, String.valueOf(e.getMessage()));
        }
    }

    private JsonObject answer(JsonObject message) throws ProtocolException, InterruptedException {
        if (!identified && message.has("request-type")) {
            throw new ProtocolException(
                    CloseCode.UNSUPPORTED_RPC_VERSION, "protocol: version 4 (expected: version 5 of obs-websocket)");
        }
        OpCode code = number(message.get("op"))
                .flatMap(OpCode::of)
                .orElseThrow(() -> new ProtocolException(
                        CloseCode.UNKNOWN_OP_CODE, "op: missing or unknown (expected: 1, 3, 6 or 8)"));
        JsonElement data = message.get("d");
        if (data == null || data.isJsonNull()) {
            throw new ProtocolException(CloseCode.MISSING_DATA_FIELD, "d: missing (expected: an object)");
        }
        if (!(data instanceof JsonObject d)) {
            throw new ProtocolException(CloseCode.INVALID_DATA_FIELD_TYPE, "d: wrong type (expected: an object)");
        }
        if (!identified && code != OpCode.IDENTIFY) {
            throw new ProtocolException(CloseCode.NOT_IDENTIFIED, "op: too early (expected: Identify first)");
        }
        return switch (code) {
            case IDENTIFY -> identify(d);
            case REIDENTIFY -> {
                subscribe(d);
                yield welcome();
            }
            case REQUEST -> OpCode.REQUEST_RESPONSE.message(request(d));
            case REQUEST_BATCH -> OpCode.REQUEST_BATCH_RESPONSE.message(batch(d));
            case HELLO, IDENTIFIED, EVENT, REQUEST_RESPONSE, REQUEST_BATCH_RESPONSE ->
                throw new ProtocolException(
                        CloseCode.UNKNOWN_OP_CODE, "op: one of the studio's own (expected: 1, 3, 6 or 8)");
        };
    }

    private static Optional<Double> number(@Nullable JsonElement value) {
        return value instanceof JsonPrimitive number && number.isNumber()
                ? Optional.of(number.getAsDouble())
                : Optional.empty();
    }

    private JsonObject identify(JsonObject d) throws ProtocolException {
        if (identified) {
            throw new ProtocolException(CloseCode.ALREADY_IDENTIFIED, "Identify: said already (expected: Reidentify)");
        }
        boolean known = d.get("authentication") instanceof JsonPrimitive answer
                && answer.isString()
                && authentication.accepts(answer.getAsString());
        if (!known) {
            throw new ProtocolException(
                    CloseCode.AUTHENTICATION_FAILED, "authentication: wrong (expected: the studio's password)");
        }
        if (!d.has("rpcVersion")) {
            throw new ProtocolException(CloseCode.MISSING_DATA_FIELD, "rpcVersion: missing (expected: 1)");
        }
        double version = number(d.get("rpcVersion"))
                .orElseThrow(() -> new ProtocolException(
                        CloseCode.INVALID_DATA_FIELD_TYPE, "rpcVersion: wrong type (expected: 1)"));
        if (version != RPC_VERSION) {
            throw new ProtocolException(CloseCode.UNSUPPORTED_RPC_VERSION, "rpcVersion: " + version + " (expected: 1)");
        }
        subscribe(d);
        identified = true;
        return welcome();
    }

    private void subscribe(JsonObject d) throws ProtocolException {
        if (d.has("eventSubscriptions")) {
            double bits = number(d.get("eventSubscriptions"))
                    .filter(each -> each >= 0 && each <= 0xFFFF_FFFFL && each == Math.rint(each))
                    .orElseThrow(() -> new ProtocolException(
                            CloseCode.INVALID_DATA_FIELD_TYPE,
                            "eventSubscriptions: no mask (expected: a whole number of 0 or more)"));
            subscriptions = (int) (long) bits;
        }
    }

    private static JsonObject welcome() {
        JsonObject d = new JsonObject();
        d.addProperty("negotiatedRpcVersion", RPC_VERSION);
        return OpCode.IDENTIFIED.message(d);
    }

    private static JsonElement need(JsonObject d, String name) throws ProtocolException {
        JsonElement value = d.get(name);
        if (value == null) {
            throw new ProtocolException(CloseCode.MISSING_DATA_FIELD, name + ": missing (expected: a value)");
        }
        return value;
    }

    private JsonObject request(JsonObject d) throws ProtocolException, InterruptedException {
        need(d, "requestId");
        if (!(need(d, "requestType") instanceof JsonPrimitive type) || !type.isString()) {
            throw new ProtocolException(
                    CloseCode.INVALID_DATA_FIELD_TYPE, "requestType: wrong type (expected: a string)");
        }
        return done(d, caller(RemoteRequests.Pace.ALONE));
    }

    private JsonObject batch(JsonObject d) throws ProtocolException, InterruptedException {
        JsonElement id = need(d, "requestId");
        boolean halt = d.get("haltOnFailure") instanceof JsonPrimitive flag && flag.isBoolean() && flag.getAsBoolean();
        JsonElement type = d.get("executionType");
        double execution = type != null && !type.isJsonNull() // what JavaScript leaves undefined is null in MessagePack
                ? number(type)
                        .orElseThrow(() -> new ProtocolException(
                                CloseCode.INVALID_DATA_FIELD_TYPE, "executionType: wrong type (expected: 0 or 1)"))
                : 0;
        if (execution == PARALLEL) {
            throw new ProtocolException(
                    CloseCode.UNSUPPORTED_FEATURE, "executionType: parallel (expected: 0 or 1, one after the other)");
        }
        if (execution != 0 && execution != SERIAL_FRAME) {
            throw new ProtocolException(
                    CloseCode.INVALID_DATA_FIELD_VALUE, "executionType: " + execution + " (expected: 0 or 1)");
        }
        if (!(need(d, "requests") instanceof JsonArray wanted)) {
            throw new ProtocolException(CloseCode.INVALID_DATA_FIELD_TYPE, "requests: wrong type (expected: a list)");
        }
        if (wanted.size() > MOST_IN_BATCH) {
            throw new ProtocolException(
                    CloseCode.INVALID_DATA_FIELD_VALUE,
                    "requests: " + wanted.size() + " (expected: " + MOST_IN_BATCH + " at most)");
        }
        RemoteRequests.Caller caller =
                caller(execution == 0 ? RemoteRequests.Pace.MILLIS : RemoteRequests.Pace.PICTURES);
        JsonArray results = new JsonArray();
        for (JsonElement each : wanted) {
            JsonObject result = done(each instanceof JsonObject one ? one : new JsonObject(), caller);
            results.add(result);
            if (halt && !result.getAsJsonObject("requestStatus").get("result").getAsBoolean()) {
                break;
            }
        }
        JsonObject answer = new JsonObject();
        answer.add("requestId", id);
        answer.add("results", results);
        return answer;
    }

    private RemoteRequests.Caller caller(RemoteRequests.Pace pace) {
        return new RemoteRequests.Caller(taken, given.get(), pace);
    }

    /// Does one request.
    ///
    /// @return the answer; it mirrors type and id
    private JsonObject done(JsonObject request, RemoteRequests.Caller caller) throws InterruptedException {
        JsonObject answer = new JsonObject();
        JsonElement type = request.get("requestType");
        answer.add("requestType", type == null ? new JsonPrimitive("") : type);
        if (request.has("requestId")) {
            answer.add("requestId", request.get("requestId"));
        }
        JsonObject status = new JsonObject();
        answer.add("requestStatus", status);
        try {
            if (!(type instanceof JsonPrimitive name)
                    || !name.isString()
                    || name.getAsString().isEmpty()) {
                throw new RequestException(
                        RequestStatus.MISSING_REQUEST_TYPE, "requestType: missing (expected: the name of a request)");
            }
            RequestFields fields =
                    new RequestFields(request.get("requestData") instanceof JsonObject data ? data : null);
            JsonObject result = requests.run(name.getAsString(), fields, caller);
            status.addProperty("result", true);
            status.addProperty("code", RequestStatus.SUCCESS.number());
            if (!result.isEmpty()) {
                answer.add("responseData", result);
            }
        } catch (RequestException e) {
            status.addProperty("result", false);
            status.addProperty("code", e.status().number());
            status.addProperty("comment", e.words());
        }
        return answer;
    }
}
