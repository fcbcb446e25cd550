package io.rostrum.push.amf;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.amf.AmfValue.AmfBoolean;
import io.rostrum.push.amf.AmfValue.AmfDate;
import io.rostrum.push.amf.AmfValue.AmfEcmaArray;
import io.rostrum.push.amf.AmfValue.AmfNumber;
import io.rostrum.push.amf.AmfValue.AmfObject;
import io.rostrum.push.amf.AmfValue.AmfStrictArray;
import io.rostrum.push.amf.AmfValue.AmfString;
import io.rostrum.push.amf.AmfValue.AmfTypedObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads AMF0 values one after the other from borrowed bytes, whose reader index it moves.
///
/// The limits hold for all that one reader reads: a message is read by one reader. A reader that has thrown is of no
/// further use. Malformed UTF-8 becomes the replacement character. References (§2.9) and AMF3 are refused: no publisher
/// or player that speaks object encoding 0 sends them. An ECMA array may end with the data, as those of some old FLV
/// files do.
public final class Amf0Reader {
    private static final int END_OF_OBJECT = 0x09;

    /// What a peer may make the reader hold.
    ///
    /// @param maxDepth       objects and arrays inside each other
    /// @param maxItems       values of all depths together
    /// @param maxStringBytes UTF-8 bytes of one string
    public record Limits(int maxDepth, int maxItems, int maxStringBytes) {
        public static final Limits DEFAULT = new Limits(32, 4096, 64 << 10);
    }

    private final ByteBuf in;
    private final Limits limits;
    private int items;

    public Amf0Reader(ByteBuf in) {
        this(in, Limits.DEFAULT);
    }

    public Amf0Reader(ByteBuf in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    public boolean hasMore() {
        return in.isReadable();
    }

    /// Reads one value.
    ///
    /// @throws AmfException if the bytes are no AMF0, end too early or pass a limit
    public AmfValue read() throws AmfException {
        return read(0);
    }

    /// Reads all that is left.
    ///
    /// @throws AmfException if the bytes are no AMF0, end too early or pass a limit
    public List<AmfValue> readAll() throws AmfException {
        List<AmfValue> values = new ArrayList<>();
        while (hasMore()) {
            values.add(read());
        }
        return values;
    }

    private AmfValue read(int depth) throws AmfException {
        if (depth > limits.maxDepth) {
            throw new AmfException("AMF0 depth: " + depth + " (expected: <= " + limits.maxDepth + ")");
        }
        if (++items > limits.maxItems) {
            throw new AmfException("AMF0 values: " + items + " (expected: <= " + limits.maxItems + ")");
        }
        need(1, "type marker");
        int marker = in.readUnsignedByte();
        return switch (marker) {
            case 0x00 -> {
                need(Double.BYTES, "number");
                yield new AmfNumber(in.readDouble());
            }
            case 0x01 -> {
                need(1, "boolean");
                yield new AmfBoolean(in.readByte() != 0);
            }
            case 0x02 -> new AmfString(string());
            case 0x03 -> new AmfObject(properties(depth, false));
            case 0x05 -> AmfValue.NULL;
            case 0x06, 0x0D -> AmfValue.UNDEFINED;
            case 0x08 -> {
                need(Integer.BYTES, "ECMA array count");
                in.skipBytes(Integer.BYTES); // "associative-count" is a hint; the end marker counts (§2.10)
                yield new AmfEcmaArray(properties(depth, true));
            }
            case 0x0A -> strictArray(depth);
            case 0x0B -> {
                need(Double.BYTES + Short.BYTES, "date");
                double epochMillis = in.readDouble();
                in.skipBytes(Short.BYTES);
                yield new AmfDate(epochMillis);
            }
            case 0x0C, 0x0F -> new AmfString(longString()); // an XML document (§2.17) is a long string to us
            case 0x10 -> new AmfTypedObject(string(), properties(depth, false));
            default ->
                throw new AmfException("AMF0 type marker: 0x%02x (expected: 0x00..0x10 without 0x04, 0x07, 0x09, 0x0e)"
                        .formatted(marker));
        };
    }

    private AmfStrictArray strictArray(int depth) throws AmfException {
        need(Integer.BYTES, "strict array count");
        long count = in.readUnsignedInt();
        if (count > limits.maxItems - items) {
            throw new AmfException("AMF0 strict array: " + count + " items (expected: <= " + (limits.maxItems - items)
                    + " more values)");
        }
        List<AmfValue> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            values.add(read(depth + 1));
        }
        return new AmfStrictArray(values);
    }

    private Map<String, AmfValue> properties(int depth, boolean mayEndWithData) throws AmfException {
        Map<String, AmfValue> properties = new LinkedHashMap<>();
        while (in.isReadable() || !mayEndWithData) {
            String name = string();
            need(1, "property value");
            if (name.isEmpty() && in.getUnsignedByte(in.readerIndex()) == END_OF_OBJECT) {
                in.skipBytes(1);
                return properties;
            }
            properties.put(name, read(depth + 1));
        }
        return properties;
    }

    private String string() throws AmfException {
        need(Short.BYTES, "string length");
        return text(in.readUnsignedShort());
    }

    private String longString() throws AmfException {
        need(Integer.BYTES, "long string length");
        return text(in.readUnsignedInt());
    }

    private String text(long bytes) throws AmfException {
        if (bytes > limits.maxStringBytes) {
            throw new AmfException("AMF0 string: " + bytes + " bytes (expected: <= " + limits.maxStringBytes + ")");
        }
        need((int) bytes, "string");
        return in.readString((int) bytes, StandardCharsets.UTF_8);
    }

    private void need(int bytes, String what) throws AmfException {
        if (!in.isReadable(bytes)) {
            throw new AmfException(
                    "AMF0 " + what + ": " + in.readableBytes() + " bytes left (expected: >= " + bytes + ")");
        }
    }
}
