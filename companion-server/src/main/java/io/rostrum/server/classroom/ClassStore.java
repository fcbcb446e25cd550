package io.rostrum.server.classroom;

import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Row;
import io.rostrum.server.data.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Classes, their rosters, links, lessons and attendance in the database. Blocks; thread-safe.
final class ClassStore {
    private final Database database;
    private final AuditLog audit;

    ClassStore(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /// {@return the classes there are, by their streams}
    List<ClassRules> all() throws DatabaseException {
        return database.read(
                transaction -> transaction.list("SELECT * FROM classes ORDER BY stream", ClassStore::rules));
    }

    Optional<ClassRules> rules(StreamName stream) throws DatabaseException {
        return database.read(transaction ->
                transaction.one("SELECT * FROM classes WHERE stream = ?", ClassStore::rules, stream.value()));
    }

    private static ClassRules rules(Row row) throws DatabaseException {
        return new ClassRules(
                new StreamName(row.text("stream")),
                row.optionalText("teacher_id"),
                row.truth("waiting_room"),
                row.text("consent"),
                row.number("consent_version"));
    }

    /// Makes a class or changes it; each version of what is to be accepted stays.
    void write(ClassRules rules, Instant now, Actor actor) throws DatabaseException {
        String stream = rules.stream().value();
        database.write(transaction -> {
            transaction.change(
                    "INSERT INTO classes (stream, teacher_id, waiting_room, consent, consent_version)"
                            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (stream) DO UPDATE SET"
                            + " waiting_room = excluded.waiting_room, consent = excluded.consent,"
                            + " consent_version = excluded.consent_version",
                    stream,
                    rules.teacher(),
                    rules.waitingRoom(),
                    rules.consent(),
                    rules.consentVersion());
            transaction.change(
                    "INSERT INTO class_consent_texts (stream, version, body, at) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (stream, version) DO NOTHING",
                    stream,
                    rules.consentVersion(),
                    rules.consent(),
                    now);
            audit.add(transaction, actor, "class set up", stream);
            return true;
        });
    }

    /// Deletes a class and everything that was kept of it.
    void remove(StreamName stream, Actor actor) throws DatabaseException {
        database.write(transaction -> {
            transaction.change("DELETE FROM classes WHERE stream = ?", stream.value());
            audit.add(transaction, actor, "class removed", stream.value());
            return true;
        });
    }

    // The roster

    List<Member> members(StreamName stream) throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT * FROM class_members WHERE stream = ? AND removed_at IS NULL ORDER BY added_at, id",
                ClassStore::member,
                stream.value()));
    }

    private static Member member(Row row) throws DatabaseException {
        Optional<Instant> consentedAt = row.optionalTime("consented_at");
        Optional<String> lesson = row.optionalText("lesson_id");
        long version = row.number("consent_version");
        boolean admitted = row.truth("admitted");
        return new Member(
                row.text("id"),
                row.text("name"),
                row.optionalText("account_id"),
                row.optionalText("ticket_hash"),
                row.time("added_at"),
                consentedAt.map(at -> new Member.Consent(version, at)),
                lesson.map(of -> new Member.Decision(of, admitted)),
                row.optionalTime("hand_at"));
    }

    /// Puts people on a roster.
    void add(StreamName stream, List<Member> members, Actor actor) throws DatabaseException {
        database.write(transaction -> {
            for (Member member : members) {
                insert(transaction, stream, member);
            }
            audit.add(transaction, actor, "class members", stream.value() + ": " + members.size());
            return true;
        });
    }

    private static void insert(Transaction transaction, StreamName stream, Member member) throws DatabaseException {
        transaction.change(
                "INSERT INTO class_members (id, stream, account_id, ticket_hash, name, added_at, admitted)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 0)",
                member.id(),
                stream.value(),
                member.account(),
                member.ticket(),
                member.name(),
                member.addedAt());
    }

    /// Puts somebody on a roster who came by a link, unless it is used up.
    ///
    /// @return whether the link counted
    boolean join(StreamName stream, Member member, Invite invite) throws DatabaseException {
        return database.write(transaction -> {
            int used = transaction.change(
                    "UPDATE class_invites SET uses = uses + 1 WHERE id = ? AND uses < most_uses", invite.id());
            if (used > 0) {
                insert(transaction, stream, member);
            }
            return used > 0;
        });
    }

    /// Takes somebody off a roster; attendance stays.
    void remove(StreamName stream, Member member, Instant now, Actor actor) throws DatabaseException {
        database.write(transaction -> {
            transaction.change(
                    "UPDATE class_members SET removed_at = ?, account_id = NULL, ticket_hash = NULL WHERE id = ?",
                    now,
                    member.id());
            audit.add(transaction, actor, "class member removed", stream.value() + ": " + member.name());
            return true;
        });
    }

    /// Notes what was decided about members, all of it the same way.
    void decide(List<String> members, Member.Decision decision) throws DatabaseException {
        database.write(transaction -> {
            for (String member : members) {
                transaction.change(
                        "UPDATE class_members SET lesson_id = ?, admitted = ? WHERE id = ?",
                        decision.lesson(),
                        decision.admitted(),
                        member);
            }
            return true;
        });
    }

    void consent(String member, Member.Consent consent) throws DatabaseException {
        database.write(transaction -> {
            transaction.change(
                    "UPDATE class_members SET consent_version = ?, consented_at = ? WHERE id = ?",
                    consent.version(),
                    consent.at(),
                    member);
            transaction.change(
                    "INSERT INTO class_consents (member_id, version, at) VALUES (?, ?, ?)"
                            + " ON CONFLICT (member_id, version) DO NOTHING",
                    member,
                    consent.version(),
                    consent.at());
            return true;
        });
    }

    void hand(String member, Optional<Instant> since) throws DatabaseException {
        database.write(
                transaction -> transaction.change("UPDATE class_members SET hand_at = ? WHERE id = ?", since, member));
    }

    /// An account that may be put on a roster.
    record Candidate(String id, String name) {}

    /// {@return accounts of students, by name}
    List<Candidate> students() throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT id, name FROM accounts WHERE role = 'student' AND disabled = 0 ORDER BY name_key",
                row -> new Candidate(row.text("id"), row.text("name"))));
    }

    // Links

    void add(Invite invite, String codeHash, Actor actor) throws DatabaseException {
        database.write(transaction -> {
            transaction.change(
                    "INSERT INTO class_invites (id, stream, code_hash, name, most_uses, uses, made_by, created_at,"
                            + " expires_at, reused) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, 0)",
                    invite.id(),
                    invite.stream(),
                    codeHash,
                    invite.name(),
                    invite.mostUses(),
                    invite.madeBy(),
                    invite.createdAt(),
                    invite.expiresAt());
            audit.add(transaction, actor, "class link made", invite.stream());
            return true;
        });
    }

    private static Invite invite(Row row) throws DatabaseException {
        return new Invite(
                row.text("id"),
                row.text("stream"),
                row.text("name"),
                (int) row.number("most_uses"),
                (int) row.number("uses"),
                row.text("made_by"),
                row.time("created_at"),
                row.time("expires_at"),
                (int) row.number("reused"),
                row.optionalTime("reused_at"));
    }

    /// {@return links of a class that count, the newest first}
    List<Invite> invites(StreamName stream, Instant now) throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT * FROM class_invites WHERE stream = ? AND expires_at > ? ORDER BY created_at DESC, id DESC",
                ClassStore::invite,
                stream.value(),
                now));
    }

    Optional<Invite> invite(StreamName stream, String codeHash, Instant now) throws DatabaseException {
        return database.read(transaction -> transaction.one(
                "SELECT * FROM class_invites WHERE code_hash = ? AND stream = ? AND expires_at > ?",
                ClassStore::invite,
                codeHash,
                stream.value(),
                now));
    }

    /// Notes that somebody tried a link that is used up.
    void reused(String invite, Instant now) throws DatabaseException {
        database.write(transaction -> transaction.change(
                "UPDATE class_invites SET reused = reused + 1, reused_at = ? WHERE id = ?", now, invite));
    }

    /// {@return whether there was such a link; it counts no more}
    boolean revoke(StreamName stream, String invite, Actor actor) throws DatabaseException {
        return database.write(transaction -> {
            int gone =
                    transaction.change("DELETE FROM class_invites WHERE id = ? AND stream = ?", invite, stream.value());
            if (gone > 0) {
                audit.add(transaction, actor, "class link revoked", stream.value());
            }
            return gone > 0;
        });
    }

    // Lessons and attendance

    private static Lesson lesson(Row row) throws DatabaseException {
        return new Lesson(row.text("id"), row.time("started_at"), row.time("seen_at"), row.optionalTime("ended_at"));
    }

    /// {@return lessons of a class, the newest first}
    List<Lesson> lessons(StreamName stream, int most) throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT * FROM class_lessons WHERE stream = ? ORDER BY started_at DESC, id DESC LIMIT ?",
                ClassStore::lesson,
                stream.value(),
                most));
    }

    Optional<Lesson> lesson(StreamName stream, String id) throws DatabaseException {
        return database.read(transaction -> transaction.one(
                "SELECT * FROM class_lessons WHERE stream = ? AND id = ?", ClassStore::lesson, stream.value(), id));
    }

    void begin(StreamName stream, Lesson lesson) throws DatabaseException {
        database.write(transaction -> transaction.change(
                "INSERT INTO class_lessons (id, stream, started_at, seen_at) VALUES (?, ?, ?, ?)",
                lesson.id(),
                stream.value(),
                lesson.startedAt(),
                lesson.seenAt()));
    }

    /// Ends a lesson, and lowers all hands.
    void end(StreamName stream, String lesson, Instant at) throws DatabaseException {
        database.write(transaction -> {
            transaction.change("UPDATE class_lessons SET ended_at = ? WHERE id = ?", at, lesson);
            return transaction.change(
                    "UPDATE class_members SET hand_at = NULL WHERE stream = ? AND hand_at IS NOT NULL", stream.value());
        });
    }

    /// Ends the stays that a server has left which was killed, each where it was known to go on last.
    void finishLeft() throws DatabaseException {
        database.write(transaction -> transaction.change("UPDATE class_attendance SET present = 0 WHERE present <> 0"));
    }

    /// Writes how long stays are.
    ///
    /// @param lesson that goes on
    void write(Optional<String> lesson, Instant now, List<Attendance.Kept> stays) throws DatabaseException {
        database.write(transaction -> {
            transaction.change("UPDATE class_lessons SET seen_at = ? WHERE id = ?", now, lesson);
            for (Attendance.Kept stay : stays) {
                transaction.change(
                        "INSERT INTO class_attendance (id, lesson_id, member_id, name, joined_at, millis, present)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                                + " millis = excluded.millis, present = excluded.present",
                        stay.id(),
                        stay.lesson(),
                        stay.member(),
                        stay.name(),
                        stay.joinedAt(),
                        stay.millis(),
                        stay.present());
            }
            return true;
        });
    }

    /// {@return the stays of a lesson}
    List<Attendance.Kept> stays(String lesson) throws DatabaseException {
        return new ArrayList<>(database.read(transaction -> transaction.list(
                "SELECT * FROM class_attendance WHERE lesson_id = ? ORDER BY joined_at, id",
                row -> new Attendance.Kept(
                        row.text("id"),
                        row.text("lesson_id"),
                        row.text("member_id"),
                        row.text("name"),
                        row.time("joined_at"),
                        row.number("millis"),
                        row.truth("present")),
                lesson)));
    }

    /// Deletes what is over.
    ///
    /// @param before lessons that began before, and polls that were made before
    void forgetOld(Instant before, Instant now) throws DatabaseException {
        database.write(transaction -> {
            transaction.change("DELETE FROM class_lessons WHERE started_at < ? AND ended_at IS NOT NULL", before);
            transaction.change("DELETE FROM class_polls WHERE created_at < ?", before);
            transaction.change("DELETE FROM class_members WHERE removed_at < ?", before);
            transaction.change("DELETE FROM class_invites WHERE expires_at < ?", now);
            return true;
        });
    }
}
