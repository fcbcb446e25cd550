package io.rostrum.installer.setup.plan;

import java.util.ArrayList;
import java.util.List;

/// Sets single values in the server's YAML file and leaves every other line, comments included, as it is.
final class ServerConfigText {
    private final List<String> lines;

    private ServerConfigText(String text) {
        this.lines = new ArrayList<>(text.lines().toList());
    }

    /// {@return the file's text with what the set-up asks for set to what the user chose}
    ///
    /// @param text the file as it is, or the reference configuration
    static String with(String text, Choices choices) {
        ServerConfigText file = new ServerConfigText(text);
        file.set("bind", choices.network() ? "0.0.0.0" : "127.0.0.1");
        file.set("data", quoted(choices.data().toString()));
        file.set("http", "port", Integer.toString(choices.httpPort()));
        file.set("rtmp", "port", Integer.toString(choices.rtmpPort()));
        return String.join("\n", file.lines) + "\n";
    }

    /// {@return a YAML scalar in single quotes (YAML 1.2.2 §7.3.2)}
    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private void set(String key, String value) {
        int at = line(0, lines.size(), key + ":");
        if (at >= 0) {
            lines.set(at, key + ": " + value);
        } else {
            lines.add(key + ": " + value);
        }
    }

    private void set(String block, String key, String value) {
        int start = line(0, lines.size(), block + ":");
        if (start < 0) {
            lines.add(block + ":");
            start = lines.size() - 1;
        }
        int end = start + 1;
        while (end < lines.size() && lines.get(end).matches("(\\s.*|#.*|)")) {
            end++;
        }
        String indent = "";
        for (int i = start + 1; i < end; i++) {
            String line = lines.get(i);
            String words = line.strip();
            if (words.isEmpty() || words.startsWith("#")) {
                continue;
            }
            indent = indent.isEmpty() ? line.substring(0, line.indexOf(words)) : indent;
            if (line.startsWith(indent + key + ":")) {
                lines.set(i, indent + key + ": " + value);
                return;
            }
        }
        lines.add(start + 1, (indent.isEmpty() ? "  " : indent) + key + ": " + value);
    }

    /// {@return the index of the line that starts with `prefix`, or -1}
    private int line(int from, int to, String prefix) {
        for (int i = from; i < to; i++) {
            if (lines.get(i).startsWith(prefix)) {
                return i;
            }
        }
        return -1;
    }
}
