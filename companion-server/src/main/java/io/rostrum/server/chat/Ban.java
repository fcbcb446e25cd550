package io.rostrum.server.chat;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Somebody who may not write in one stream's chat, for a while (a timeout) or for good.
///
/// @param subject what is compared: an author, the looks of a name, or an address
/// @param author  of a guest's name, who it was: a guest who changes the name stays shut out; else empty
/// @param shown   name that moderators know it by
/// @param until   when it is over; empty for never
/// @param reason  told to who is shut out; may be empty
/// @param by      name of who did it
record Ban(
        String id,
        Kind kind,
        String subject,
        String author,
        String shown,
        Optional<Instant> until,
        String reason,
        String by,
        Instant at) {
    /// What is shut out.
    enum Kind {
        ACCOUNT,
        NICK,
        ADDRESS;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String text) {
            for (Kind kind : values()) {
                if (kind.text().equals(text)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    boolean isOver(Instant now) {
        return until.filter(end -> !end.isAfter(now)).isPresent();
    }

    boolean hits(Speaker speaker, Instant now) {
        if (isOver(now) || speaker.moderates()) {
            return false;
        }
        return switch (kind) {
            case ACCOUNT -> subject.equals(speaker.author());
            case NICK -> speaker.isGuest() && (subject.equals(speaker.looks()) || author.equals(speaker.author()));
            case ADDRESS -> subject.equals(speaker.address());
        };
    }
}
