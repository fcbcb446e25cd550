package io.rostrum.studio.remote;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What a request says, read with the checks that the protocol asks for. A field that is `null` is not there.
final class RequestFields {
    private final @Nullable JsonObject data;

    /// @param data null for a request without
    RequestFields(@Nullable JsonObject data) {
        this.data = data;
    }

    private Optional<JsonElement> find(String name) {
        return Optional.ofNullable(data)
                .flatMap(fields -> Optional.ofNullable(fields.get(name)))
                .filter(value -> !value.isJsonNull());
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    private JsonElement need(String name) throws RequestException {
        if (data == null) {
            throw new RequestException(
                    RequestStatus.MISSING_REQUEST_DATA, "requestData: missing (expected: an object with " + name + ")");
        }
        return find(name)
                .orElseThrow(() -> new RequestException(
                        RequestStatus.MISSING_REQUEST_FIELD, name + ": missing (expected: a value)"));
    }

    private static RequestException wrongType(String name, String expected) {
        return new RequestException(
                RequestStatus.INVALID_REQUEST_FIELD_TYPE, name + ": wrong type (expected: " + expected + ")");
    }

    /// {@return a text that is not empty}
    String text(String name) throws RequestException {
        if (!(need(name) instanceof JsonPrimitive value) || !value.isString()) {
            throw wrongType(name, "a string");
        }
        if (value.getAsString().isEmpty()) {
            throw new RequestException(RequestStatus.REQUEST_FIELD_EMPTY, name + ": empty (expected: some text)");
        }
        return value.getAsString();
    }

    boolean flag(String name) throws RequestException {
        if (!(need(name) instanceof JsonPrimitive value) || !value.isBoolean()) {
            throw wrongType(name, "true or false");
        }
        return value.getAsBoolean();
    }

    /// {@return a number from `least` to `most`}
    double number(String name, double least, double most) throws RequestException {
        if (!(need(name) instanceof JsonPrimitive value) || !value.isNumber()) {
            throw wrongType(name, "a number");
        }
        double number = value.getAsDouble();
        if (!(number >= least && number <= most)) {
            throw new RequestException(
                    RequestStatus.REQUEST_FIELD_OUT_OF_RANGE,
                    name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
        return number;
    }

    /// {@return a number from `least` to `most`, nothing where there is none}
    OptionalDouble perhaps(String name, double least, double most) throws RequestException {
        return has(name) ? OptionalDouble.of(number(name, least, most)) : OptionalDouble.empty();
    }

    /// {@return a whole number from `least` to `most`}
    int whole(String name, int least, int most) throws RequestException {
        double number = number(name, least, most);
        if (number != Math.rint(number)) {
            throw wrongType(name, "a whole number");
        }
        return (int) number;
    }

    /// {@return the fields of an object that is not empty}
    JsonObject object(String name) throws RequestException {
        if (!(need(name) instanceof JsonObject value)) {
            throw wrongType(name, "an object");
        }
        if (value.isEmpty()) {
            throw new RequestException(RequestStatus.REQUEST_FIELD_EMPTY, name + ": empty (expected: some fields)");
        }
        return value;
    }
}
