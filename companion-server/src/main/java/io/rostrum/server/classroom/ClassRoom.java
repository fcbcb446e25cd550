package io.rostrum.server.classroom;

import io.rostrum.server.account.Account;
import io.rostrum.server.account.Answer;
import io.rostrum.server.account.Answer.Given;
import io.rostrum.server.account.Answer.Why;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.account.Tickets;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.chat.ChatText;
import io.rostrum.server.classroom.ClassPage.Visitor;
import io.rostrum.server.data.DatabaseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The class of one stream: who is on its roster, who waits, who is in, and who has what to see of it.
/// Confined to the classes' thread, on which it may block for the database; what is refused or fails has
/// changed nothing.
///
/// A lesson begins when somebody who leads the class says so, or the stream goes live. It ends when it
/// is said to, or [#LINGER] after the stream has ended and everybody who leads has left.
final class ClassRoom {
    static final Duration LINGER = Duration.ofMinutes(15);
    /// How long a hand stays up of who is gone.
    static final Duration HAND_KEPT = Duration.ofMinutes(2);
    static final int MOST_MEMBERS = 1_000;
    static final int MOST_INVITES = 200;
    static final int MOST_INVITE_DAYS = 366;
    static final int MAX_CONSENT = 2_000;
    static final int MAX_NAME = 60;

    private static final String INVITE_PREFIX = "cls_";

    /// What all classes share.
    ///
    /// @param isLive   whether a stream is live
    /// @param title    of a stream's channel
    /// @param nanoTime a monotonic clock
    record Surroundings(
            ClassStore store,
            TalkStore talk,
            Tickets tickets,
            Predicate<StreamName> isLive,
            Function<StreamName, String> title,
            Clock clock,
            LongSupplier nanoTime) {}

    private final StreamName name;
    private final Surroundings around;
    private final Map<String, Member> members = new LinkedHashMap<>();
    /// Ids of members by what their pages are known by.
    private final Map<String, String> byKey = new HashMap<>();
    private final Set<ClassPage> pages = new LinkedHashSet<>();
    private final Attendance attendance = new Attendance();
    /// What somebody's earlier stays in this lesson come to.
    private final Map<String, Long> stayedMillis = new LinkedHashMap<>();
    private final Talk talk;
    /// When members with a raised hand were in last, by the monotonic clock.
    private final Map<String, Long> handsGone = new HashMap<>();
    private ClassRules rules;
    private Optional<Lesson> lesson;
    private Instant activeAt;
    private boolean wasLive;
    private boolean dirty = true;
    private long usedNanos;

    /// @param lesson the newest there is
    /// @param stays  of that lesson, all of which have ended
    ClassRoom(
            Surroundings around,
            ClassRules rules,
            Collection<Member> roster,
            Optional<Lesson> lesson,
            List<Attendance.Kept> stays)
            throws DatabaseException {
        this.name = rules.stream();
        this.around = around;
        this.rules = rules;
        roster.forEach(this::put);
        this.lesson = lesson.filter(newest -> newest.endedAt().isEmpty());
        this.activeAt = this.lesson.map(Lesson::seenAt).orElse(Instant.EPOCH);
        stays.forEach(stay -> stayedMillis.merge(stay.member(), stay.millis(), Long::sum));
        this.usedNanos = around.nanoTime().getAsLong();
        this.talk = new Talk(around.talk(), around.tickets(), name, lesson.map(Lesson::id));
        members.keySet().forEach(member -> handsGone.put(member, usedNanos));
    }

    /// Reads what the database has of a class. Blocks.
    static Optional<ClassRoom> load(StreamName name, Surroundings around) throws DatabaseException {
        ClassStore store = around.store();
        Optional<ClassRules> rules = store.rules(name);
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        Optional<Lesson> newest = store.lessons(name, 1).stream().findFirst();
        boolean goesOn = newest.filter(one -> one.endedAt().isEmpty()).isPresent();
        return Optional.of(new ClassRoom(
                around,
                rules.get(),
                store.members(name),
                newest,
                goesOn ? store.stays(newest.get().id()) : List.of()));
    }

    StreamName name() {
        return name;
    }

    String title() {
        return around.title().apply(name);
    }

    ClassRules rules() {
        return rules;
    }

    Optional<Lesson> lesson() {
        return lesson;
    }

    /// {@return how many are in}
    int present() {
        return attendance.present();
    }

    private Instant now() {
        return around.clock().instant();
    }

    private void changed() {
        dirty = true;
        usedNanos = around.nanoTime().getAsLong();
    }

    // Who stands how

    Standing standing(Member member) {
        boolean accepts = rules.consent().isEmpty()
                || member.consent()
                        .filter(given -> given.version() == rules.consentVersion())
                        .isPresent();
        if (!accepts) {
            return Standing.CONSENT;
        }
        if (lesson.isEmpty()) {
            return Standing.EARLY;
        }
        Optional<Member.Decision> decided = member.decision()
                .filter(decision -> decision.lesson().equals(lesson.get().id()));
        if (decided.isPresent()) {
            return decided.get().admitted() ? Standing.IN : Standing.REFUSED;
        }
        return rules.waitingRoom() ? Standing.WAITING : Standing.IN;
    }

    Optional<Member> member(Visitor visitor) {
        return visitor.key().map(byKey::get).map(members::get);
    }

    private void put(Member member) {
        members.put(member.id(), member);
        member.key().ifPresent(key -> byKey.put(key, member.id()));
    }

    /// {@return how many pages each member has open}
    private Map<String, Integer> devices() {
        Map<String, Integer> devices = new HashMap<>();
        for (ClassPage page : pages) {
            member(page.visitor()).ifPresent(member -> devices.merge(member.id(), 1, Integer::sum));
        }
        return devices;
    }

    private Standing standing(ClassPage page) {
        return member(page.visitor()).map(this::standing).orElse(Standing.OUTSIDE);
    }

    List<Member> members() {
        return List.copyOf(members.values());
    }

    /// {@return how those on the roster stand, by what they are known by ([Member#key()])}
    Map<String, Standing> standings() {
        Map<String, Standing> standings = new HashMap<>();
        for (Member member : members.values()) {
            member.key().ifPresent(key -> standings.put(key, standing(member)));
        }
        return Map.copyOf(standings);
    }

    /// Has the attendance follow what has changed.
    private void settle() {
        Map<String, Integer> devices = devices();
        for (Member member : members.values()) {
            boolean in = standing(member) == Standing.IN && devices.containsKey(member.id());
            if (in && !attendance.isIn(member.id())) {
                Instant now = now();
                attendance.join(
                        around.tickets().id(now),
                        lesson.orElseThrow().id(),
                        member,
                        now,
                        around.nanoTime().getAsLong());
            } else if (!in && attendance.isIn(member.id())) {
                leave(member.id(), around.nanoTime().getAsLong());
            }
        }
        changed();
    }

    private void leave(String member, long atNanos) {
        if (attendance.isIn(member)) {
            stayedMillis.merge(member, attendance.leave(member, atNanos), Long::sum);
            handsGone.put(member, atNanos);
        }
    }

    // Pages

    void enter(ClassPage page) {
        pages.add(page);
        settle();
    }

    /// @param atNanos when the page was there last
    void leave(ClassPage page, long atNanos) {
        if (!pages.remove(page)) {
            return;
        }
        Map<String, Integer> devices = devices();
        member(page.visitor())
                .filter(member -> !devices.containsKey(member.id()))
                .ifPresent(member -> leave(member.id(), atNanos));
        settle();
    }

    List<ClassPage> pages() {
        return List.copyOf(pages);
    }

    // What those do who lead

    /// Changes what counts; what is null stays.
    Answer<ClassRules> change(@Nullable Boolean waitingRoom, @Nullable String consent, Actor actor)
            throws DatabaseException {
        String text = consent == null ? rules.consent() : lines(consent);
        if (text.codePointCount(0, text.length()) > MAX_CONSENT) {
            return Answer.refused(Why.BAD, "consent: too long (expected: at most " + MAX_CONSENT + " letters).");
        }
        boolean waits = waitingRoom == null ? rules.waitingRoom() : waitingRoom;
        boolean newText = !text.equals(rules.consent());
        ClassRules wanted = new ClassRules(
                name, rules.teacher(), waits, text, newText ? rules.consentVersion() + 1 : rules.consentVersion());
        if (waits && !rules.waitingRoom() && lesson.isPresent()) {
            decide(
                    members.values().stream()
                            .filter(member -> attendance.isIn(member.id()))
                            .toList(),
                    true); // who is in stays in
        }
        around.store().write(wanted, now(), actor);
        rules = wanted;
        settle();
        return new Given<>(rules);
    }

    private static String lines(String text) {
        return text.lines()
                .map(ChatText::clean)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    Answer<Lesson> begin() throws DatabaseException {
        if (lesson.isPresent()) {
            return new Given<>(lesson.get());
        }
        Instant now = now();
        Lesson begun = new Lesson(around.tickets().id(now), now, now, Optional.empty());
        around.store().begin(name, begun);
        talk.begin(begun.id());
        lesson = Optional.of(begun);
        activeAt = now;
        stayedMillis.clear();
        settle();
        return new Given<>(begun);
    }

    /// Ends the lesson that goes on, if one does.
    void end(Instant at) throws DatabaseException {
        if (lesson.isEmpty()) {
            return;
        }
        talk.polls().closeAll();
        around.store().end(name, lesson.get().id(), at);
        long nanos = around.nanoTime().getAsLong();
        members.keySet().forEach(member -> leave(member, nanos));
        lesson = Optional.empty();
        members.replaceAll((_, member) -> member.hand(Optional.empty()));
        settle();
    }

    /// Puts accounts on the roster; those that are on it stay.
    Answer<Integer> add(List<ClassStore.Candidate> accounts, Actor actor) throws DatabaseException {
        Instant now = now();
        List<Member> news = accounts.stream()
                .filter(account -> members.values().stream()
                        .noneMatch(member -> member.account().equals(Optional.of(account.id()))))
                .map(account -> newcomer(account.name(), Optional.of(account.id()), Optional.empty(), now))
                .toList();
        if (members.size() + news.size() > MOST_MEMBERS) {
            return full();
        }
        if (!news.isEmpty()) {
            around.store().add(name, news, actor);
            news.forEach(this::put);
            settle();
        }
        return new Given<>(news.size());
    }

    private static <T> Answer<T> full() {
        return Answer.refused(
                Why.CONFLICT, "The class is full (expected: at most " + MOST_MEMBERS + " on its roster).");
    }

    private Member newcomer(String shown, Optional<String> account, Optional<String> ticket, Instant now) {
        return new Member(
                around.tickets().id(now),
                shown,
                account,
                ticket,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static <T> Answer<T> nobody() {
        return Answer.refused(Why.MISSING, "There is nobody of this id on the roster.");
    }

    Answer<Member> remove(String id, Actor actor) throws DatabaseException {
        Member member = members.get(id);
        if (member == null) {
            return nobody();
        }
        around.store().remove(name, member, now(), actor);
        leave(id, around.nanoTime().getAsLong());
        members.remove(id);
        member.key().ifPresent(byKey::remove);
        stayedMillis.remove(id);
        settle();
        return new Given<>(member);
    }

    private void decide(List<Member> about, boolean admitted) throws DatabaseException {
        if (lesson.isEmpty() || about.isEmpty()) {
            return;
        }
        Member.Decision decision = new Member.Decision(lesson.get().id(), admitted);
        around.store().decide(about.stream().map(Member::id).toList(), decision);
        about.forEach(member -> put(member.with(decision)));
        settle();
    }

    /// Lets somebody in, or turns somebody away.
    Answer<Member> decide(String id, boolean admitted) throws DatabaseException {
        Member member = members.get(id);
        if (member == null) {
            return nobody();
        }
        if (lesson.isEmpty()) {
            return Answer.refused(Why.CONFLICT, "The class has not begun.");
        }
        decide(List.of(member), admitted);
        return new Given<>(member);
    }

    /// Lets everybody in who waits.
    ///
    /// @return how many
    Answer<Integer> admitAll() throws DatabaseException {
        Map<String, Integer> devices = devices();
        List<Member> waiting = members.values().stream()
                .filter(member -> standing(member) == Standing.WAITING && devices.containsKey(member.id()))
                .toList();
        decide(waiting, true);
        return new Given<>(waiting.size());
    }

    /// What is shown of a new link once.
    record NewInvite(Invite invite, Secret code) {}

    /// @param to   name of the one it is for; empty for whoever has it
    /// @param uses people who may come in by it
    Answer<NewInvite> invite(String to, int uses, int days, Actor actor) throws DatabaseException {
        String clean = ChatText.clean(to);
        if (clean.codePointCount(0, clean.length()) > MAX_NAME) {
            return Answer.refused(Why.BAD, "name: too long (expected: at most " + MAX_NAME + " letters).");
        }
        if (uses < 1 || uses > MOST_MEMBERS) {
            return Answer.refused(Why.BAD, "uses: " + uses + " (expected: 1 to " + MOST_MEMBERS + ").");
        }
        if (days < 1 || days > MOST_INVITE_DAYS) {
            return Answer.refused(Why.BAD, "days: " + days + " (expected: 1 to " + MOST_INVITE_DAYS + ").");
        }
        Instant now = now();
        if (around.store().invites(name, now).size() >= MOST_INVITES) {
            return Answer.refused(
                    Why.CONFLICT, "There are " + MOST_INVITES + " links (expected: fewer); revoke some first.");
        }
        Secret code = around.tickets().make(INVITE_PREFIX);
        Invite invite = new Invite(
                around.tickets().id(now),
                name.value(),
                clean,
                clean.isEmpty() ? uses : 1,
                0,
                actor.name(),
                now,
                now.plus(Duration.ofDays(days)),
                0,
                Optional.empty());
        around.store().add(invite, Tickets.hash(code), actor);
        return new Given<>(new NewInvite(invite, code));
    }

    /// Something to be done with what is asked and answered.
    interface Talking<T> {
        Answer<T> with(Talk talk) throws DatabaseException;
    }

    /// Does something with what is asked and answered.
    <T> Answer<T> talking(Talking<T> work) throws DatabaseException {
        Answer<T> answer = work.with(talk);
        changed();
        return answer;
    }

    /// Lowers the hand of one, or all.
    Answer<Integer> lower(Optional<String> id) throws DatabaseException {
        List<Member> raised = members.values().stream()
                .filter(member ->
                        member.hand().isPresent() && (id.isEmpty() || id.get().equals(member.id())))
                .toList();
        for (Member member : raised) {
            hand(member, Optional.empty());
        }
        return id.isPresent() && raised.isEmpty() ? nobody() : new Given<>(raised.size());
    }

    private void hand(Member member, Optional<Instant> since) throws DatabaseException {
        around.store().hand(member.id(), since);
        put(member.hand(since));
        changed();
    }

    // What students do

    /// Puts somebody on the roster who has a link; who is on it already stays as it is.
    ///
    /// @param wanted name of a guest
    /// @param ticket hash of what the browser keeps from now on, for a guest
    Answer<Member> join(Secret code, String wanted, Visitor visitor, String ticket) throws DatabaseException {
        Instant now = now();
        Optional<Invite> invite = around.store().invite(name, Tickets.hash(code), now);
        if (invite.isEmpty()) {
            return Answer.refused(Why.WRONG, "This link counts no more; ask your teacher for another one.");
        }
        Optional<Member> already = member(visitor);
        if (already.isPresent()) {
            return new Given<>(already.get());
        }
        String shown = visitor.person()
                .map(person -> person.name())
                .orElse(
                        invite.get().name().isEmpty()
                                ? ChatText.clean(wanted)
                                : invite.get().name());
        if (shown.isEmpty() || shown.codePointCount(0, shown.length()) > MAX_NAME) {
            return Answer.refused(Why.BAD, "name: none, or too long (expected: 1 to " + MAX_NAME + " letters).");
        }
        boolean taken = visitor.person().isEmpty()
                && invite.get().name().isEmpty()
                && members.values().stream()
                        .anyMatch(member -> Account.key(member.name()).equals(Account.key(shown)));
        if (taken) {
            return Answer.refused(
                    Why.CONFLICT, "Somebody in this class is called that already; add your family name, say.");
        }
        if (members.size() >= MOST_MEMBERS) {
            return full();
        }
        Member member = newcomer(
                shown, visitor.account(), visitor.account().isPresent() ? Optional.empty() : Optional.of(ticket), now);
        if (!around.store().join(name, member, invite.get())) {
            around.store().reused(invite.get().id(), now);
            return Answer.refused(
                    Why.CONFLICT,
                    "This link was used on another device already; ask your teacher for one of your own.");
        }
        put(member);
        settle();
        return new Given<>(member);
    }

    /// Accepts what is to be accepted.
    ///
    /// @param version of the text that was shown
    Answer<Member> consent(Visitor visitor, long version) throws DatabaseException {
        Optional<Member> member = member(visitor);
        if (member.isEmpty()) {
            return outside();
        }
        if (version != rules.consentVersion()) {
            return Answer.refused(Why.CONFLICT, "The text has changed meanwhile; read it again.");
        }
        Member.Consent consent = new Member.Consent(version, now());
        around.store().consent(member.get().id(), consent);
        put(member.get().with(consent));
        settle();
        return new Given<>(member.get());
    }

    /// Does what a page says.
    Answer<?> obey(ClassPage page, ClassJson.Command command) throws DatabaseException {
        return switch (String.valueOf(command.type())) {
            case "consent" -> consent(page.visitor(), command.version() == null ? -1 : command.version());
            default -> say(page, command);
        };
    }

    private Answer<?> say(ClassPage page, ClassJson.Command command) throws DatabaseException {
        Optional<Member> member = member(page.visitor()).filter(one -> standing(one) == Standing.IN);
        if (member.isEmpty()) {
            return outside();
        }
        if (!"hand".equals(command.type())) {
            Answer<?> answer =
                    talk.obey(member.get(), command, now(), around.nanoTime().getAsLong());
            changed();
            return answer;
        }
        boolean up = command.up() == null || command.up();
        if (up != member.get().hand().isPresent()) {
            hand(member.get(), up ? Optional.of(now()) : Optional.empty());
        }
        return new Given<>(up);
    }

    private static <T> Answer<T> outside() {
        return Answer.refused(Why.WRONG, "You are not in this class.");
    }

    // What pages are told

    private List<Member> hands() {
        return members.values().stream()
                .filter(member -> member.hand().isPresent() && attendance.isIn(member.id()))
                .sorted(Comparator.comparing(member -> member.hand().orElseThrow()))
                .toList();
    }

    /// Tells each page what has changed for it.
    ///
    /// @return whether anything has
    boolean flush() {
        if (!dirty) {
            return false;
        }
        dirty = false;
        List<Member> hands = hands();
        byte[] shared = ClassJson.bytes(
                ClassJson.view(name, title(), lesson, rules.waitingRoom(), attendance.present(), hands.size()));
        Map<String, byte[]> forLeaders = new LinkedHashMap<>();
        forLeaders.put("roster", ClassJson.bytes(roster()));
        forLeaders.put("hands", ClassJson.bytes(ClassJson.hands(hands)));
        forLeaders.put("questions", ClassJson.bytes(talk.questions(/* leads= */ true)));
        forLeaders.put("polls", ClassJson.bytes(talk.polls(/* leads= */ true)));
        Map<String, byte[]> forStudents = new LinkedHashMap<>();
        forStudents.put("questions", ClassJson.bytes(talk.questions(/* leads= */ false)));
        forStudents.put("polls", ClassJson.bytes(talk.polls(/* leads= */ false)));
        for (ClassPage page : pages) {
            page.tell("class", shared);
            page.tell("you", ClassJson.bytes(you(page, hands)));
            if (page.leads()) {
                forLeaders.forEach(page::tell);
            } else if (standing(page) == Standing.IN) {
                forStudents.forEach(page::tell);
            }
        }
        return true;
    }

    ClassJson.Roster roster() {
        Map<String, Integer> devices = devices();
        return new ClassJson.Roster(
                "roster",
                members.values().stream()
                        .map(member -> {
                            boolean in = attendance.isIn(member.id());
                            return ClassJson.view(
                                    member,
                                    standing(member),
                                    devices.getOrDefault(member.id(), 0),
                                    in ? Optional.of(attendance.since(member.id())) : Optional.empty(),
                                    stayedMillis.getOrDefault(member.id(), 0L));
                        })
                        .toList());
    }

    private ClassJson.You you(ClassPage page, List<Member> hands) {
        Standing standing = standing(page);
        Optional<Member> member = member(page.visitor());
        return new ClassJson.You(
                "you",
                standing.text(),
                member.map(Member::name).orElse(null),
                page.leads(),
                standing == Standing.CONSENT ? new ClassJson.Consent(rules.consentVersion(), rules.consent()) : null,
                standing == Standing.IN
                        ? member.map(one -> talk.mine(one, hands.indexOf(one) + 1))
                                .orElse(null)
                        : null);
    }

    // Housekeeping

    /// Begins and ends the lesson by itself, and writes how long everybody was there.
    void tick() throws DatabaseException {
        Instant now = now();
        boolean live = around.isLive().test(name);
        if (live && !wasLive && lesson.isEmpty()) {
            begin();
        }
        wasLive = live;
        if (live || pages.stream().anyMatch(ClassPage::leads)) {
            activeAt = now;
        }
        if (lesson.isPresent() && activeAt.plus(LINGER).isBefore(now)) {
            end(activeAt);
        }
        for (ClassPage page : pages) {
            member(page.visitor())
                    .ifPresent(
                            member -> attendance.heard(member.id(), page.wire().heardNanos()));
        }
        lowerGone();
        write();
    }

    /// Lowers the hands of those who have left for longer than [#HAND_KEPT].
    private void lowerGone() throws DatabaseException {
        long before = around.nanoTime().getAsLong() - HAND_KEPT.toNanos();
        for (Member member : List.copyOf(members.values())) {
            if (member.hand().isPresent()
                    && !attendance.isIn(member.id())
                    && handsGone.getOrDefault(member.id(), before) <= before) {
                hand(member, Optional.empty());
            }
        }
    }

    /// Writes how long everybody was there.
    void write() throws DatabaseException {
        List<Attendance.Kept> changes = attendance.changes();
        if (lesson.isPresent() || !changes.isEmpty()) {
            around.store().write(lesson.map(Lesson::id), activeAt, changes);
            attendance.written(changes);
        }
    }

    /// {@return nanoseconds for which nobody has needed it; less than 0 while somebody does}
    long unusedNanos() {
        return pages.isEmpty()
                        && lesson.isEmpty()
                        && !wasLive
                        && attendance.changes().isEmpty()
                ? around.nanoTime().getAsLong() - usedNanos
                : -1;
    }

    /// Ends all stays, as the server does.
    void close() {
        List<ClassPage> all = new ArrayList<>(pages);
        pages.clear();
        all.forEach(page -> page.wire().end(1001));
        settle();
    }
}
