package io.rostrum.push.target;

import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.amf.AmfValue.AmfProperties;
import java.util.Locale;

/// What a server says of itself or of us: the information object of `_error` and `onStatus` (RTMP 1.0 §7.2.2).
///
/// @param level `status`, `warning`, `error` or empty
/// @param code  such as `NetStream.Publish.BadName` or empty
/// @param text  the description for people or empty
record Refusal(String level, String code, String text) {
    static Refusal of(AmfValue information) {
        return information instanceof AmfProperties properties
                ? new Refusal(
                        properties.text("level", ""), properties.text("code", ""), properties.text("description", ""))
                : new Refusal("", "", "");
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
        if (all.contains("invalidapp") || all.contains("app")) {
            return "Check the address: the server does not know the application in it.";
        }
        return "Check the stream key, and that the account may go live.";
    }
}
