package io.rostrum.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The values given, by key, and where each came from: flags win over environment variables, those over the file.
///
/// Remembers which keys were asked for, so that what nobody asked for can be named. Confined to one thread.
public final class Settings {
    /// Before a key in an environment variable's name: `live.gop_cache.frames` is
    /// `ROSTRUM_LIVE_GOP_CACHE_FRAMES`.
    static final String ENVIRONMENT_PREFIX = "ROSTRUM_";

    /// One value as it was written.
    ///
    /// @param items one for a scalar, any number for a list
    /// @param list  whether it was written as a list
    /// @param where `rostrum.yaml:12`, `ROSTRUM_HTTP_PORT` or `--http`
    public record Given(List<String> items, boolean list, String where) {
        public Given {
            items = List.copyOf(items);
        }

        static Given scalar(String value, String where) {
            return new Given(List.of(value), false, where);
        }
    }

    private final Map<String, Given> file;
    private final Map<String, String> environment;
    private final Map<String, Given> flags;
    private final Set<String> asked = new LinkedHashSet<>();

    /// @param file        by dotted key
    /// @param environment all variables; only those that start with `ROSTRUM_` count
    /// @param flags       by dotted key
    public Settings(Map<String, Given> file, Map<String, String> environment, Map<String, Given> flags) {
        this.file = Map.copyOf(file);
        this.environment = Map.copyOf(environment);
        this.flags = Map.copyOf(flags);
    }

    /// {@return the keys asked for so far, in that order}
    public Set<String> asked() {
        return Collections.unmodifiableSet(asked);
    }

    private @Nullable Given given(String key) {
        asked.add(key);
        Given flag = flags.get(key);
        if (flag != null) {
            return flag;
        }
        String name = environmentName(key);
        String variable = environment.get(name);
        return variable != null ? Given.scalar(variable, name) : file.get(key);
    }

    static String environmentName(String key) {
        return ENVIRONMENT_PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private @Nullable Given scalar(String key, String expected) throws ConfigException {
        Given given = given(key);
        if (given != null && given.list()) {
            throw bad(key, given, expected);
        }
        return given;
    }

    String text(String key, String otherwise) throws ConfigException {
        Given given = scalar(key, "one text");
        return given == null ? otherwise : given.items().getFirst();
    }

    Path path(String key, String otherwise) throws ConfigException {
        try {
            return Path.of(text(key, otherwise));
        } catch (InvalidPathException e) {
            throw refuse(key, "a path that this system can have");
        }
    }

    Optional<Path> optionalPath(String key) throws ConfigException {
        return text(key, "").isBlank() ? Optional.empty() : Optional.of(path(key, ""));
    }

    /// {@return an address of HTTP or HTTPS}
    Optional<URI> url(String key) throws ConfigException {
        String text = text(key, "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            throw refuseSecret(key, "an address: " + e.getReason());
        }
        throw refuseSecret(key, "http://host/… or https://host/…");
    }

    List<String> texts(String key) {
        Given given = given(key);
        if (given == null) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        for (String item : given.items()) {
            for (String part : given.list() ? List.of(item) : List.of(item.split(","))) {
                if (!part.isBlank()) {
                    items.add(part.strip());
                }
            }
        }
        return items;
    }

    boolean truth(String key, boolean otherwise) throws ConfigException {
        Given given = scalar(key, "true or false");
        if (given == null) {
            return otherwise;
        }
        return switch (given.items().getFirst().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw bad(key, given, "true or false");
        };
    }

    int number(String key, int otherwise, int least, int most) throws ConfigException {
        String expected = "a whole number from " + least + " to " + most;
        Given given = scalar(key, expected);
        if (given == null) {
            return otherwise;
        }
        return (int) within(key, given, Quantity.number(given.items().getFirst()), least, most, expected);
    }

    int bytes(String key, int otherwise, int least, int most) throws ConfigException {
        String expected = "bytes from " + Quantity.showBytes(least) + " to " + Quantity.showBytes(most);
        Given given = scalar(key, expected);
        if (given == null) {
            return otherwise;
        }
        return (int) within(key, given, Quantity.bytes(given.items().getFirst()), least, most, expected);
    }

    /// For sizes of disks, which [#bytes] has no numbers for.
    long disk(String key, long otherwise, long least, long most) throws ConfigException {
        String expected = "bytes from " + Quantity.showBytes(least) + " to " + Quantity.showBytes(most);
        Given given = scalar(key, expected);
        return given == null
                ? otherwise
                : within(key, given, Quantity.bytes(given.items().getFirst()), least, most, expected);
    }

    Duration duration(String key, Duration otherwise, Duration least, Duration most) throws ConfigException {
        String expected =
                "a time from " + Quantity.show(least) + " to " + Quantity.show(most) + ", with its unit: ms, s, m, h";
        Given given = scalar(key, expected);
        if (given == null) {
            return otherwise;
        }
        return Duration.ofMillis(within(
                key, given, Quantity.millis(given.items().getFirst()), least.toMillis(), most.toMillis(), expected));
    }

    private static long within(String key, Given given, long value, long least, long most, String expected)
            throws ConfigException {
        if (value < least || value > most) {
            throw bad(key, given, expected);
        }
        return value;
    }

    private static ConfigException bad(String key, Given given, String expected) {
        return bad(key, String.join(", ", given.items()), given.where(), expected);
    }

    /// {@return a refusal of the value given for `key`, whichever way it was given}
    ConfigException refuse(String key, String expected) {
        Given given = given(key);
        return given == null
                ? new ConfigException(key + ": its default (expected: " + expected + ")")
                : bad(key, given, expected);
    }

    /// {@return the same, without showing what was given}
    ConfigException refuseSecret(String key, String expected) {
        Given given = given(key);
        return bad(key, "a value that is not shown", given == null ? "default" : given.where(), expected);
    }

    private static ConfigException bad(String key, String found, String where, String expected) {
        return new ConfigException(where + ": " + key + ": " + found + " (expected: " + expected + ")");
    }

    /// @throws ConfigException if the file has a key that nobody asked for
    void refuseUnknown() throws ConfigException {
        for (var entry : new TreeMap<>(file).entrySet()) {
            if (!asked.contains(entry.getKey())) {
                throw new ConfigException(entry.getValue().where() + ": " + entry.getKey() + ": unknown key (expected: "
                        + Quantity.nearest(entry.getKey(), asked) + "; rostrum.yaml lists all)");
            }
        }
    }

    /// {@return variables that look like ours and are none of the keys asked for}
    List<String> unknownVariables(Set<String> others) {
        Set<String> known = new LinkedHashSet<>(others);
        asked.forEach(key -> known.add(environmentName(key)));
        return environment.keySet().stream()
                .filter(name -> name.startsWith(ENVIRONMENT_PREFIX) && !known.contains(name))
                .sorted()
                .toList();
    }
}
