package io.rostrum.push.hls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An attribute list (§4.2): names with their values, quotation marks taken off.
///
/// @param values in the order they came
public record AttributeList(Map<String, String> values) {
    private static final Pattern ONE = Pattern.compile("\\G\\s*([A-Z0-9-]+)=(\"[^\"]*\"|[^\",]*)(,|$)");
    static final AttributeList NONE = new AttributeList(Map.of());

    public AttributeList {
        values = Map.copyOf(values);
    }

    /// {@return what of `text` is a list; the rest is left out}
    static AttributeList parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher matcher = ONE.matcher(text);
        while (matcher.find()) {
            String value = matcher.group(2);
            values.put(matcher.group(1), value.startsWith("\"") ? value.substring(1, value.length() - 1) : value);
        }
        return new AttributeList(values);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public boolean yes(String name) {
        return text(name).filter("YES"::equals).isPresent();
    }

    /// {@return a decimal number; empty where there is none}
    public OptionalDouble number(String name) {
        return text(name).map(Numbers::decimal).orElseGet(OptionalDouble::empty);
    }

    /// {@return a whole number; empty where there is none}
    public OptionalLong whole(String name) {
        return text(name).map(Numbers::whole).orElseGet(OptionalLong::empty);
    }
}
