package io.rostrum.server.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.rostrum.server.auth.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A configuration's records as JSON: times in milliseconds, sizes in bytes; secrets show only that there is one,
/// and addresses without what is behind the path.
final class ConfigJson {
    private ConfigJson() {}

    static JsonElement of(@Nullable Object value) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case Secret secret -> new JsonPrimitive(secret.toString());
            case Optional<?> optional -> of(optional.orElse(null));
            case Duration duration -> new JsonPrimitive(duration.toMillis());
            case Number number -> new JsonPrimitive(number);
            case Boolean truth -> new JsonPrimitive(truth);
            case Collection<?> items -> {
                JsonArray array = new JsonArray();
                items.forEach(item -> array.add(of(item)));
                yield array;
            }
            case Map<?, ?> entries -> {
                JsonObject object = new JsonObject();
                entries.forEach((key, item) -> object.add(key.toString(), of(item)));
                yield object;
            }
            case URI url -> {
                String port = url.getPort() < 0 ? "" : ":" + url.getPort();
                yield new JsonPrimitive(url.getScheme() + "://" + url.getHost() + port + url.getPath());
            }
            case Record fields -> object(fields);
            default -> new JsonPrimitive(value.toString());
        };
    }

    private static JsonObject object(Record fields) {
        JsonObject object = new JsonObject();
        for (RecordComponent component : fields.getClass().getRecordComponents()) {
            try {
                String name = component.getName() + (component.getType() == Duration.class ? "Millis" : "");
                object.add(name, of(component.getAccessor().invoke(fields)));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("component " + component + ": not readable (expected: public)", e);
            }
        }
        return object;
    }
}
