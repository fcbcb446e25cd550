package io.rostrum.push.target;

import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.amf.AmfValue.AmfProperties;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a server says of itself or of us: the information object of `_error` and `onStatus` (RTMP 1.0 §7.2.2).
///
/// @param level `status`, `warning`, `error` or empty
/// @param code  such as `NetStream.Publish.BadName` or empty
/// @param text  the description for people or empty
record Refusal(String level, String code, String text) {
    private static final String HIDDEN = "***";
    /// What is shorter than this is part of other words, and no secret.
    private static final int SHORTEST_KEY = 4;
    private static final Pattern APPLICATION = Pattern.compile("invalidapp|\\bapp(lication)?\\b");

    static Refusal of(AmfValue information) {
        return information instanceof AmfProperties properties
                ? new Refusal(
                        properties.text("level", ""), properties.text("code", ""), properties.text("description", ""))
                : new Refusal("", "", "");
    }

    /// {@return whether it is said that we may not publish, and not that something is in the way just now}
    boolean isDenial() {
        return code.equalsIgnoreCase("NetStream.Publish.Denied");
    }

    /// {@return the same without the key of `url`, for a log and for people}
    Refusal hiding(PushUrl url) {
        String key = url.key();
        int query = key.indexOf('?');
        String name = query < 0 ? key : key.substring(0, query);
        return new Refusal(level, hidden(code, key, name), hidden(text, key, name));
    }

    private static String hidden(String words, String key, String name) {
        String whole = key.length() < SHORTEST_KEY ? words : words.replace(key, HIDDEN);
        return name.length() < SHORTEST_KEY ? whole : whole.replace(name, HIDDEN);
    }

    /// {@return what happened, for people}
    String why() {
        String said = text.isBlank() ? code : text.strip();
        return "The server refused the stream" + (said.isBlank() ? "" : ": " + said.replaceAll("\\.+$", ""));
    }

    /// {@return what a person can do about it; empty where the server has said so itself, in a second sentence}
    String whatToDo() {
        if (text.strip().contains(". ")) {
            return "";
        }
        String all = (code + " " + text).toLowerCase(Locale.ROOT);
        if (all.contains("authmod") || all.contains("accessmanager")) {
            return "This server wants a user name and a password, which RTMP keys do not carry: ask its operator for a key.";
        }
        if (all.contains("badname") || all.contains("already") || all.contains("busy")) {
            return "Check the stream key, and that no other encoder is using it.";
        }
        if (APPLICATION.matcher(all).find()) {
            return "Check the address: the server does not know the application in it.";
        }
        return "Check the stream key, and that the account may go live.";
    }
}
