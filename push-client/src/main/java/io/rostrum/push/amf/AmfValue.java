package io.rostrum.push.amf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One AMF0 value (Action Message Format AMF 0 §2.2 to §2.18). Immutable.
public sealed interface AmfValue {
    AmfNull NULL = new AmfNull();
    AmfUndefined UNDEFINED = new AmfUndefined();

    static AmfNumber of(double value) {
        return new AmfNumber(value);
    }

    static AmfBoolean of(boolean value) {
        return new AmfBoolean(value);
    }

    static AmfString of(String value) {
        return new AmfString(value);
    }

    /// {@return a builder of an object or ECMA array, whose properties keep the order they were put in}
    static Builder properties() {
        return new Builder();
    }

    /// §2.2. Times in commands are milliseconds, transaction ids whole numbers: all are doubles on the wire.
    record AmfNumber(double value) implements AmfValue {}

    /// §2.3
    record AmfBoolean(boolean value) implements AmfValue {}

    /// §2.4 and, when its UTF-8 form is longer than 65535 bytes, §2.14
    record AmfString(String value) implements AmfValue {}

    /// §2.7
    record AmfNull() implements AmfValue {}

    /// §2.8, and §2.15 (unsupported)
    record AmfUndefined() implements AmfValue {}

    /// §2.12
    record AmfStrictArray(List<AmfValue> items) implements AmfValue {
        public AmfStrictArray {
            items = List.copyOf(items);
        }
    }

    /// §2.13; the time zone field is reserved and always 0.
    ///
    /// @param epochMillis milliseconds since 1970-01-01 UTC
    record AmfDate(double epochMillis) implements AmfValue {}

    /// §2.5
    record AmfObject(Map<String, AmfValue> properties) implements AmfProperties {
        public AmfObject {
            properties = inOrder(properties);
        }
    }

    /// §2.10, what FLV's `onMetaData` is.
    record AmfEcmaArray(Map<String, AmfValue> properties) implements AmfProperties {
        public AmfEcmaArray {
            properties = inOrder(properties);
        }
    }

    /// §2.18. The class name is data like any other.
    record AmfTypedObject(String className, Map<String, AmfValue> properties) implements AmfProperties {
        public AmfTypedObject {
            properties = inOrder(properties);
        }
    }

    /// Whatever has named properties.
    sealed interface AmfProperties extends AmfValue {
        /// {@return the properties in the order of the wire; a repeated name keeps its last value}
        Map<String, AmfValue> properties();

        default @Nullable AmfValue get(String name) {
            return properties().get(name);
        }

        /// {@return the string of that name, or `otherwise` if it is missing or no string}
        default String text(String name, String otherwise) {
            return get(name) instanceof AmfString(String value) ? value : otherwise;
        }

        /// {@return the number of that name, or `otherwise` if it is missing or no number}
        default double number(String name, double otherwise) {
            return get(name) instanceof AmfNumber(double value) ? value : otherwise;
        }
    }

    /// Confined to one thread.
    final class Builder {
        private final Map<String, AmfValue> properties = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String name, AmfValue value) {
            properties.put(name, value);
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, of(value));
        }

        public Builder put(String name, double value) {
            return put(name, of(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, of(value));
        }

        public AmfObject object() {
            return new AmfObject(properties);
        }

        public AmfEcmaArray ecmaArray() {
            return new AmfEcmaArray(properties);
        }
    }

    private static Map<String, AmfValue> inOrder(Map<String, AmfValue> properties) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
