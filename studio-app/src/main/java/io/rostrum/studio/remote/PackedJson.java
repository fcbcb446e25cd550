package io.rostrum.studio.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// JSON values as MessagePack (github.com/msgpack/msgpack, spec.md). What JSON has no word for (bytes,
/// extensions, keys that are no strings, numbers that are none) is refused.
final class PackedJson {
    /// Values within each other; as many as Gson reads.
    private static final int MOST_DEPTH = 255;

    private static final int NIL = 0xC0;
    private static final int FALSE = 0xC2;
    private static final int TRUE = 0xC3;
    private static final int FLOAT_32 = 0xCA;
    private static final int FLOAT_64 = 0xCB;
    /// Of 8, 16, 32 and 64 bits, one after the other.
    private static final int UNSIGNED = 0xCC;
    private static final int SIGNED = 0xD0;
    /// Lengths of 8, 16 and 32 bits.
    private static final int STRING = 0xD9;
    /// Lengths of 16 and 32 bits.
    private static final int ARRAY = 0xDC;
    private static final int MAP = 0xDE;
    private static final int SHORT_MAP = 0x80;
    private static final int SHORT_ARRAY = 0x90;
    private static final int SHORT_STRING = 0xA0;
    private static final int LEAST_SHORT_NUMBER = -32;

    private PackedJson() {}

    /// {@return one value}
    static byte[] write(JsonElement value) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(packed)) {
            write(out, value);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all that is written", e);
        }
        return packed.toByteArray();
    }

    private static void write(DataOutputStream out, JsonElement value) throws IOException {
        switch (value) {
            case JsonObject object -> {
                writeLength(out, object.size(), SHORT_MAP, 15, MAP);
                for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                    write(out, entry.getKey());
                    write(out, entry.getValue());
                }
            }
            case JsonArray array -> {
                writeLength(out, array.size(), SHORT_ARRAY, 15, ARRAY);
                for (JsonElement each : array) {
                    write(out, each);
                }
            }
            case JsonPrimitive primitive
            when primitive.isBoolean() -> out.writeByte(primitive.getAsBoolean() ? TRUE : FALSE);
            case JsonPrimitive primitive when primitive.isNumber() -> write(out, primitive.getAsNumber());
            case JsonPrimitive primitive -> write(out, primitive.getAsString());
            default -> out.writeByte(NIL);
        }
    }

    /// A whole number stays one, and 1.0 is none.
    private static void write(DataOutputStream out, Number number) throws IOException {
        if (!number.toString().matches("-?\\d{1,18}")) {
            out.writeByte(FLOAT_64);
            out.writeDouble(number.doubleValue());
            return;
        }
        long whole = number.longValue();
        if (whole >= LEAST_SHORT_NUMBER && whole <= Byte.MAX_VALUE) {
            out.writeByte((int) whole);
        } else if (whole == (short) whole) {
            out.writeByte(SIGNED + 1);
            out.writeShort((int) whole);
        } else if (whole == (int) whole) {
            out.writeByte(SIGNED + 2);
            out.writeInt((int) whole);
        } else {
            out.writeByte(SIGNED + 3);
            out.writeLong(whole);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] letters = text.getBytes(StandardCharsets.UTF_8);
        if (letters.length > 31 && letters.length <= 0xFF) {
            out.writeByte(STRING);
            out.writeByte(letters.length);
        } else {
            writeLength(out, letters.length, SHORT_STRING, 31, STRING + 1);
        }
        out.write(letters);
    }

    /// @param brief what begins a length of `most` at most
    /// @param wide  what begins one of 16 bits; the next begins one of 32
    private static void writeLength(DataOutputStream out, int length, int brief, int most, int wide)
            throws IOException {
        if (length <= most) {
            out.writeByte(brief | length);
        } else if (length <= 0xFFFF) {
            out.writeByte(wide);
            out.writeShort(length);
        } else {
            out.writeByte(wide + 1);
            out.writeInt(length);
        }
    }

    /// {@return the one value that these bytes are}
    ///
    /// @throws IOException if they are none, or more
    static JsonElement read(byte[] packed) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(packed);
        try {
            JsonElement value = read(in, MOST_DEPTH);
            if (in.hasRemaining()) {
                throw new IOException("more than one value");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new IOException("cut off", e);
        }
    }

    private static JsonElement read(ByteBuffer in, int depth) throws IOException {
        if (depth == 0) {
            throw new IOException("too many values within each other");
        }
        int first = in.get() & 0xFF;
        if (first < SHORT_MAP || first >= 0xE0) {
            return new JsonPrimitive((byte) first);
        }
        if (first < SHORT_ARRAY) {
            return object(in, first & 0x0F, depth);
        }
        if (first < SHORT_STRING) {
            return array(in, first & 0x0F, depth);
        }
        if (first < NIL) {
            return new JsonPrimitive(text(in, first & 0x1F));
        }
        return switch (first) {
            case NIL -> JsonNull.INSTANCE;
            case FALSE -> new JsonPrimitive(false);
            case TRUE -> new JsonPrimitive(true);
            case FLOAT_32 -> number(in.getFloat());
            case FLOAT_64 -> number(in.getDouble());
            case UNSIGNED -> new JsonPrimitive(in.get() & 0xFF);
            case UNSIGNED + 1 -> new JsonPrimitive(in.getShort() & 0xFFFF);
            case UNSIGNED + 2 -> new JsonPrimitive(in.getInt() & 0xFFFF_FFFFL);
            case UNSIGNED + 3 -> new JsonPrimitive(new BigInteger(Long.toUnsignedString(in.getLong())));
            case SIGNED -> new JsonPrimitive(in.get());
            case SIGNED + 1 -> new JsonPrimitive(in.getShort());
            case SIGNED + 2 -> new JsonPrimitive(in.getInt());
            case SIGNED + 3 -> new JsonPrimitive(in.getLong());
            case STRING -> new JsonPrimitive(text(in, in.get() & 0xFF));
            case STRING + 1 -> new JsonPrimitive(text(in, in.getShort() & 0xFFFF));
            case STRING + 2 -> new JsonPrimitive(text(in, in.getInt() & 0xFFFF_FFFFL));
            case ARRAY -> array(in, in.getShort() & 0xFFFF, depth);
            case ARRAY + 1 -> array(in, in.getInt() & 0xFFFF_FFFFL, depth);
            case MAP -> object(in, in.getShort() & 0xFFFF, depth);
            case MAP + 1 -> object(in, in.getInt() & 0xFFFF_FFFFL, depth);
            default -> throw new IOException("0x" + Integer.toHexString(first) + " begins none of JSON's values");
        };
    }

    private static JsonPrimitive number(double value) throws IOException {
        if (!Double.isFinite(value)) {
            throw new IOException(value + ": no number of JSON's");
        }
        return new JsonPrimitive(value);
    }

    private static String text(ByteBuffer in, long length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] letters = new byte[(int) length];
        in.get(letters);
        return new String(letters, StandardCharsets.UTF_8);
    }

    private static JsonArray array(ByteBuffer in, long length, int depth) throws IOException {
        JsonArray array = new JsonArray();
        for (long i = 0; i < length; i++) {
            array.add(read(in, depth - 1));
        }
        return array;
    }

    private static JsonObject object(ByteBuffer in, long length, int depth) throws IOException {
        JsonObject object = new JsonObject();
        for (long i = 0; i < length; i++) {
            if (!(read(in, depth - 1) instanceof JsonPrimitive key) || !key.isString()) {
                throw new IOException("a key that is no string");
            }
            object.add(key.getAsString(), read(in, depth - 1));
        }
        return object;
    }
}
