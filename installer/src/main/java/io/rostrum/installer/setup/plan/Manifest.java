package io.rostrum.installer.setup.plan;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What an installation consists of, as kept in `install.json` in its folder. An uninstall removes what is in here
/// and
/// nothing else.
///
/// @param version      of the programs
/// @param programs     folder of this version's programs
/// @param managed      whether the programs belong to the system's package manager
/// @param choices      what the user wanted
/// @param files        files and links outside of the installation's folder
/// @param config       the server's configuration; empty without server
/// @param configDigest of the configuration as the set-up wrote it; one that was changed since is the user's
public record Manifest(
        String version,
        Path programs,
        boolean managed,
        Choices choices,
        List<Path> files,
        Optional<Path> config,
        String configDigest) {
    static final String NAME = "install.json";

    private static final int FORMAT = 1;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    public Manifest {
        files = List.copyOf(files);
    }

    /// {@return the manifest of the installation in a folder, or empty if there is none}
    ///
    /// @throws IOException if there is one that cannot be read; the message says why
    public static Optional<Manifest> in(Path prefix) throws IOException {
        Path file = prefix.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    parse(JsonParser.parseString(Files.readString(file)).getAsJsonObject()));
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | UnsupportedOperationException e) {
            throw new IOException(
                    "the record of the installation is damaged: " + file + " (" + e.getMessage() + ")", e);
        }
    }

    private static Manifest parse(JsonObject json) {
        int format = json.get("format").getAsInt();
        if (format != FORMAT) {
            throw new IllegalArgumentException("format: " + format + " (expected: " + FORMAT + ")");
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (JsonElement part : json.getAsJsonArray("parts")) {
            parts.add(Part.valueOf(part.getAsString().toUpperCase(Locale.ROOT)));
        }
        Choices choices = new Choices(
                parts,
                path(json, "prefix"),
                path(json, "data"),
                json.get("http").getAsInt(),
                json.get("rtmp").getAsInt(),
                json.get("network").getAsBoolean(),
                ServiceKind.valueOf(json.get("service").getAsString().toUpperCase(Locale.ROOT)));
        List<Path> files = new ArrayList<>();
        json.getAsJsonArray("files").forEach(file -> files.add(Path.of(file.getAsString())));
        return new Manifest(
                json.get("version").getAsString(),
                path(json, "programs"),
                json.get("managed").getAsBoolean(),
                choices,
                files,
                json.has("config") ? Optional.of(path(json, "config")) : Optional.empty(),
                json.get("configDigest").getAsString());
    }

    private static Path path(JsonObject json, String name) {
        return Path.of(json.get(name).getAsString());
    }

    String json() {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("version", version);
        json.addProperty("programs", programs.toString());
        json.addProperty("managed", managed);
        JsonArray parts = new JsonArray();
        choices.parts().stream().sorted().forEach(part -> parts.add(part.word()));
        json.add("parts", parts);
        json.addProperty("prefix", choices.prefix().toString());
        json.addProperty("data", choices.data().toString());
        json.addProperty("http", choices.httpPort());
        json.addProperty("rtmp", choices.rtmpPort());
        json.addProperty("network", choices.network());
        json.addProperty("service", choices.service().word());
        JsonArray all = new JsonArray();
        files.forEach(file -> all.add(file.toString()));
        json.add("files", all);
        config.ifPresent(file -> json.addProperty("config", file.toString()));
        json.addProperty("configDigest", configDigest);
        return GSON.toJson(json) + "\n";
    }
}
