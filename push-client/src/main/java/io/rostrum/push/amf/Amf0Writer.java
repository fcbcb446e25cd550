package io.rostrum.push.amf;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.amf.AmfValue.AmfBoolean;
import io.rostrum.push.amf.AmfValue.AmfDate;
import io.rostrum.push.amf.AmfValue.AmfEcmaArray;
import io.rostrum.push.amf.AmfValue.AmfNull;
import io.rostrum.push.amf.AmfValue.AmfNumber;
import io.rostrum.push.amf.AmfValue.AmfObject;
import io.rostrum.push.amf.AmfValue.AmfStrictArray;
import io.rostrum.push.amf.AmfValue.AmfString;
import io.rostrum.push.amf.AmfValue.AmfTypedObject;
import io.rostrum.push.amf.AmfValue.AmfUndefined;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Appends AMF0 values to a borrowed buffer.
public final class Amf0Writer {
    private static final int MAX_SHORT_STRING_BYTES = 0xFFFF;

    private final ByteBuf out;

    public Amf0Writer(ByteBuf out) {
        this.out = out;
    }

    public Amf0Writer writeAll(List<AmfValue> values) {
        values.forEach(this::write);
        return this;
    }

    /// @throws IllegalArgumentException if a property or class name is longer than 65535 bytes
    public Amf0Writer write(AmfValue value) {
        switch (value) {
            case AmfNumber(double number) -> out.writeByte(0x00).writeDouble(number);
            case AmfBoolean(boolean truth) -> out.writeByte(0x01).writeBoolean(truth);
            case AmfString(String text) -> text(text);
            case AmfObject(Map<String, AmfValue> properties) -> {
                out.writeByte(0x03);
                properties(properties);
            }
            case AmfNull _ -> out.writeByte(0x05);
            case AmfUndefined _ -> out.writeByte(0x06);
            case AmfEcmaArray(Map<String, AmfValue> properties) -> {
                out.writeByte(0x08).writeInt(properties.size());
                properties(properties);
            }
            case AmfStrictArray(List<AmfValue> items) -> {
                out.writeByte(0x0A).writeInt(items.size());
                writeAll(items);
            }
            case AmfDate(double epochMillis) ->
                out.writeByte(0x0B).writeDouble(epochMillis).writeShort(0);
            case AmfTypedObject(String className, Map<String, AmfValue> properties) -> {
                out.writeByte(0x10);
                name(className);
                properties(properties);
            }
        }
        return this;
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= MAX_SHORT_STRING_BYTES) {
            out.writeByte(0x02).writeShort(utf8.length);
        } else {
            out.writeByte(0x0C).writeInt(utf8.length);
        }
        out.writeBytes(utf8);
    }

    private void properties(Map<String, AmfValue> properties) {
        properties.forEach((name, value) -> {
            name(name);
            write(value);
        });
        out.writeMedium(0x000009); // an empty name and the end marker
    }

    private void name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > MAX_SHORT_STRING_BYTES) {
            throw new IllegalArgumentException(
                    "AMF0 name: " + utf8.length + " bytes (expected: <= " + MAX_SHORT_STRING_BYTES + ")");
        }
        out.writeShort(utf8.length).writeBytes(utf8);
    }
}
