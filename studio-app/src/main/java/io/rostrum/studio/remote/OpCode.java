package io.rostrum.studio.remote;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Optional;

/// What a message is (`WebSocketOpCode`).
enum OpCode {
    HELLO(0),
    IDENTIFY(1),
    IDENTIFIED(2),
    REIDENTIFY(3),
    EVENT(5),
    REQUEST(6),
    REQUEST_RESPONSE(7),
    REQUEST_BATCH(8),
    REQUEST_BATCH_RESPONSE(9);

    private final int number;

    OpCode(int number) {
        this.number = number;
    }

    static Optional<OpCode> of(double number) {
        return Arrays.stream(values()).filter(code -> code.number == number).findFirst();
    }

    /// {@return a message of this kind}
    JsonObject message(JsonObject data) {
        JsonObject message = new JsonObject();
        message.addProperty("op", number);
        message.add("d", data);
        return message;
    }
}
