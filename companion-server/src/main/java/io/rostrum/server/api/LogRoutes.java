package io.rostrum.server.api;

import io.netty.handler.codec.http.HttpMethod;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `/api/v1/operator/log`: the newest of the server's log, as its file has it. Secrets are left out before
/// anything is written there.
public final class LogRoutes {
    /// How much of the log is looked through, from its end.
    private static final int MAX_BYTES = 256 << 10;
    private static final int MAX_ENTRIES = 500;
    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");
    private static final Pattern ENTRY =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\S+) (TRACE|DEBUG|INFO|WARN|ERROR) +(.*)", Pattern.DOTALL);
    /// A line's end before one that begins an entry: those of a stack do not.
    private static final Pattern BETWEEN =
            Pattern.compile("\\R(?=\\d{4}-\\d\\d-\\d\\dT\\S+ (?:TRACE|DEBUG|INFO|WARN|ERROR) )");

    private final Path folder;

    record Log(List<Entry> entries) {}

    /// @param at    time with its zone's offset
    /// @param level `trace`, `debug`, `info`, `warn` or `error`
    /// @param text  one line, or several where it has a stack
    record Entry(String at, String level, String text) {}

    /// @param room bytes that may still be looked through; none where the file was longer
    private record Tail(String text, int room) {}

    /// @param data folder of the server
    public LogRoutes(Path data) {
        folder = data.resolve("log");
    }

    public List<Route> routes() {
        return List.of(
                new Route(HttpMethod.GET, "/api/v1/operator/log", Route.RunsOn.VIRTUAL_THREAD, false, this::newest));
    }

    private Response newest(Request request) throws HttpException, IOException {
        String level = request.queryValue("level").orElse(LEVELS.getFirst());
        int least = LEVELS.indexOf(level);
        if (least < 0) {
            throw OperatorJson.bad("level: not known (expected: " + String.join(", ", LEVELS) + ").");
        }
        List<Entry> entries = entries(end()).stream()
                .filter(entry -> LEVELS.indexOf(entry.level()) >= least)
                .toList();
        int skipped = Math.max(0, entries.size() - MAX_ENTRIES);
        return Response.json(OperatorJson.GSON.toJson(
                new Log(entries.subList(skipped, entries.size()).reversed())));
    }

    /// {@return the end of the log; of the file before too where the newest is small, as after a roll-over}
    private String end() throws IOException {
        Tail now = tail(folder.resolve("server.log"), MAX_BYTES);
        return tail(folder.resolve("server.1.log"), now.room()).text() + now.text();
    }

    /// {@return the end of a file, from the beginning of a line on; nothing where there is no such file}
    private static Tail tail(Path file, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            long from = Math.max(0, size - most);
            ByteBuffer bytes = ByteBuffer.allocate((int) (size - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // until all of it is read, or it has become shorter
            }
            String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
            return new Tail(from == 0 ? text : text.substring(text.indexOf('\n') + 1), most - bytes.capacity());
        } catch (NoSuchFileException e) {
            return new Tail("", most);
        }
    }

    /// {@return the entries of a text, the oldest first, without lines before the first that begins one}
    private static List<Entry> entries(String text) {
        return BETWEEN.splitAsStream(text.stripTrailing())
                .map(ENTRY::matcher)
                .filter(Matcher::matches)
                .map(entry -> new Entry(entry.group(1), entry.group(2).toLowerCase(Locale.ROOT), entry.group(3)))
                .toList();
    }
}
