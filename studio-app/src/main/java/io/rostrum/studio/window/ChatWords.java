package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.chat.ChatAnswer;
import io.rostrum.studio.chat.ChatMessage;
import io.rostrum.studio.words.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/// What the chat says of itself. Stateless.
final class ChatWords {
    private ChatWords() {}

    static String time(Instant at) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(Wording.locale())
                .format(at.atZone(ZoneId.systemDefault()));
    }

    /// {@return a length of time; whole hours, minutes or seconds}
    static String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds >= 3_600 && seconds % 3_600 == 0) {
            return trn("{0} hour", "{0} hours", seconds / 3_600);
        }
        return seconds >= 60 && seconds % 60 == 0
                ? trn("{0} minute", "{0} minutes", seconds / 60)
                : trn("{0} second", "{0} seconds", seconds);
    }

    /// {@return the badge beside somebody's name; empty for people without a special role}
    static String badge(ChatMessage.Role role) {
        return switch (role) {
            case GUEST, VIEWER -> "";
            case STUDENT -> tr("Student");
            case TEACHER -> tr("Teacher");
            case MODERATOR -> tr("Moderator");
            case OWNER -> tr("Owner");
        };
    }

    /// {@return what became of something that was not done; empty for what was}
    static String said(ChatAnswer answer) {
        return switch (answer) {
            case ChatAnswer.Done _ -> "";
            case ChatAnswer.Lost _ -> tr("The connection was lost. Look whether it is there.");
            case ChatAnswer.Refused refused -> refused(refused);
        };
    }

    private static String refused(ChatAnswer.Refused refused) {
        String wait = duration(Duration.ofSeconds(Math.max(1, refused.pause().toSeconds())));
        return switch (refused.why()) {
            case TEXT -> tr("The server does not take this text. 500 letters are the most.");
            case WORDS -> tr("There is a word in it that is blocked here.");
            case LINKS -> tr("Links are not allowed here.");
            case SLOW, RATE -> tr("Not so fast. Try again in {0}.", wait);
            case BANNED -> tr("This studio was silenced here.");
            case FORBIDDEN -> tr("This studio may not do that.");
            case MISSING -> tr("It is gone already.");
            case UNAVAILABLE -> tr("The server cannot do that now. Try again.");
            case BAD, NOT_JOINED, NICK, MEMBERS, CLOSED, OTHER -> refused.words();
        };
    }
}
