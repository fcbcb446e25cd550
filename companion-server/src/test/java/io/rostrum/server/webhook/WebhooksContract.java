package io.rostrum.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseConfig;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.relay.Reach;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What receivers get, over either kind of database.
@Timeout(60)
abstract class WebhooksContract {
    private static final Actor ACTOR = new Actor("test", "192.0.2.9");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(20), Duration.ofMillis(60), 0.2, Duration.ofMinutes(1));

    @TempDir
    private Path directory;

    private final Clock clock = Clock.systemUTC();
    private final Announcer announcer = new Announcer(clock);
    private Receiver receiver;
    private Database database;
    private WebhookStore store;
    private @Nullable Webhooks webhooks;

    /// {@return an empty database}
    abstract DatabaseConfig config();

    @BeforeEach
    void open() throws Exception {
        receiver = new Receiver();
        database = Database.open(directory, config(), clock);
        store = new WebhookStore(database, new AuditLog(database, clock), clock);
    }

    @AfterEach
    void close() {
        receiver.answer(_ -> 200);
        if (webhooks != null) {
            webhooks.close();
        }
        receiver.close();
        database.close();
    }

    private void start(Backoff backoff, Duration timeout) throws Exception {
        Reach reach = Reach.publicAnd(
                Set.of(Reach.Network.LOOPBACK),
                "webhooks.networks",
                InetAddress.getLoopbackAddress(),
                Set::of,
                InetAddress::getAllByName);
        webhooks = new Webhooks(announcer, store, reach, new WebhookConfig(Set.of(), timeout), backoff, clock);
    }

    private Webhook add(String id, Receiver to, EventType... types) throws DatabaseException {
        Webhook made = new Webhook(
                id, new Secret(to.url()), EnumSet.copyOf(List.of(types)), Webhooks.newSecret(), true, Instant.now());
        store.add(made, ACTOR);
        return made;
    }

    private static Event event(EventType type, String stream) {
        return new Event(type, stream, Instant.now(), new JsonObject());
    }

    @Test
    void whatHappensIsToldSignedAndInOrder() throws Exception {
        Webhook hook = add("1", receiver, EventType.STREAM_PUBLISHED, EventType.STREAM_UNPUBLISHED);
        start(QUICK, PATIENCE);

        for (String stream : List.of("a", "b", "a", "a")) {
            announcer.tell(EventType.STREAM_PUBLISHED, stream, new JsonObject());
            announcer.tell(EventType.SNAPSHOT_TAKEN, stream, new JsonObject());
            announcer.tell(EventType.STREAM_UNPUBLISHED, stream, new JsonObject());
        }

        await().atMost(PATIENCE).until(() -> receiver.got().size() == 8 && store.waiting("1") == 0);
        for (Receiver.Got got : receiver.got()) {
            got.assertSigned(hook.secret());
            assertThat(Instant.parse(got.body().get("at").getAsString())).isBeforeOrEqualTo(Instant.now());
        }
        assertThat(receiver.got().stream()
                        .filter(got -> got.stream().equals("a"))
                        .map(got -> got.sequence() + " " + got.type()))
                .as("what it did not choose leaves a gap")
                .containsExactly(
                        "1 stream.published",
                        "3 stream.unpublished",
                        "4 stream.published",
                        "6 stream.unpublished",
                        "7 stream.published",
                        "9 stream.unpublished");
        assertThat(receiver.got().stream().map(Receiver.Got::id)).doesNotHaveDuplicates();
        assertThat(store.deliveries("1", 50)).hasSize(8).allSatisfy(delivery -> {
            assertThat(delivery.isTaken()).isTrue();
            assertThat(delivery.answer()).startsWith("said\\u0007 xxx").hasSize(Sender.KEPT_BYTES + 5);
        });
    }

    @Test
    void whatIsRefusedComesAgainTheSameAndHoldsUpItsStreamAlone() throws Exception {
        add("1", receiver, EventType.STREAM_PUBLISHED);
        AtomicInteger refused = new AtomicInteger();
        receiver.answer(got -> got.stream().equals("a") && refused.incrementAndGet() <= 3 ? 503 : 204);
        start(QUICK, PATIENCE);

        for (String stream : List.of("a", "a", "b", "a")) {
            announcer.tell(EventType.STREAM_PUBLISHED, stream, new JsonObject());
        }

        await().atMost(PATIENCE).until(() -> receiver.got().size() == 7 && store.waiting("1") == 0);
        List<Receiver.Got> a =
                receiver.got().stream().filter(got -> got.stream().equals("a")).toList();
        assertThat(a).extracting(Receiver.Got::sequence).containsExactly(1L, 1L, 1L, 1L, 2L, 3L);
        assertThat(new HashSet<>(
                        a.subList(0, 4).stream().map(Receiver.Got::text).toList()))
                .as("each attempt says the same")
                .hasSize(1);
        assertThat(store.deliveries("1", 50))
                .filteredOn(delivery -> delivery.event().equals(a.getFirst().id()))
                .extracting(Delivery::attempt)
                .containsExactly(4, 3, 2, 1);
        int other = receiver.got().stream().map(Receiver.Got::stream).toList().indexOf("b");
        assertThat(other).as("b did not wait for a").isLessThan(6);
    }

    @Test
    void oneThatHangsHoldsUpNobodyElse() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        try (Receiver slow = new Receiver()) {
            add("slow", slow, EventType.STREAM_PUBLISHED);
            add("quick", receiver, EventType.STREAM_PUBLISHED);
            slow.answer(_ -> {
                try {
                    hangs.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 200;
            });
            start(QUICK, PATIENCE);

            for (int i = 0; i < 20; i++) {
                announcer.tell(EventType.STREAM_PUBLISHED, "stream" + i, new JsonObject());
            }

            await().atMost(PATIENCE).until(() -> receiver.got().size() == 20);
            assertThat(slow.got()).as("messages under way to one").hasSizeLessThanOrEqualTo(4);
            hangs.countDown();
            await().atMost(PATIENCE).until(() -> slow.got().size() == 20);
        }
    }

    @Test
    void whatWaitedWhenTheServerWasKilledIsSentByTheNextOne() throws Exception {
        add("1", receiver, EventType.STREAM_PUBLISHED, EventType.STREAM_UNPUBLISHED);
        store.put(List.of(event(EventType.STREAM_PUBLISHED, "cam"), event(EventType.STREAM_PUBLISHED, "other")));
        store.put(List.of(event(EventType.STREAM_UNPUBLISHED, "other")));

        start(QUICK, PATIENCE);

        await().atMost(PATIENCE).until(() -> receiver.got().size() == 4);
        List<Receiver.Got> cam = receiver.got().stream()
                .filter(got -> got.stream().equals("cam"))
                .toList();
        assertThat(cam).extracting(Receiver.Got::type).containsExactly("stream.published", "stream.unpublished");
        assertThat(cam.get(1).body().getAsJsonObject("data").get("reason").getAsString())
                .isEqualTo("server_restarted");
        assertThat(store.leftLive()).as("said once").isEmpty();
    }

    @Test
    void whatNobodyTakesIsGivenUpAndTheNextFollows() throws Exception {
        add("1", receiver, EventType.STREAM_PUBLISHED);
        receiver.answer(got -> got.sequence() == 1 ? 500 : 200);
        start(new Backoff(Duration.ofMillis(10), Duration.ofMillis(20), 0, Duration.ofMillis(150)), PATIENCE);

        announcer.tell(EventType.STREAM_PUBLISHED, "a", new JsonObject());
        announcer.tell(EventType.STREAM_PUBLISHED, "a", new JsonObject());

        await().atMost(PATIENCE)
                .until(() -> store.waiting("1") == 0 && !receiver.got().isEmpty());
        List<Delivery> deliveries = store.deliveries("1", 50);
        assertThat(deliveries.getFirst().isTaken()).isTrue();
        assertThat(deliveries.get(1).givenUp()).isTrue();
        assertThat(deliveries.subList(2, deliveries.size())).isNotEmpty().noneMatch(Delivery::givenUp);
        assertThat(receiver.got().getLast().sequence()).isEqualTo(2);
    }

    @Test
    void redirectsAreNotFollowedAndSlowAnswersAreCut() throws Exception {
        Webhook hook = add("1", receiver, EventType.STREAM_PUBLISHED);
        CountDownLatch hangs = new CountDownLatch(1);
        receiver.answer(got -> {
            if (got.sequence() == 1) {
                return 302;
            }
            try {
                hangs.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 200;
        });
        start(new Backoff(Duration.ofMillis(10), Duration.ofMillis(10), 0, Duration.ZERO), Duration.ofMillis(200));

        announcer.tell(EventType.STREAM_PUBLISHED, "a", new JsonObject());
        announcer.tell(EventType.STREAM_PUBLISHED, "a", new JsonObject());

        await().atMost(PATIENCE).until(() -> store.deliveries(hook.id(), 50).size() == 2);
        hangs.countDown();
        assertThat(store.deliveries(hook.id(), 50))
                .extracting(Delivery::status, Delivery::givenUp)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0, true), org.assertj.core.groups.Tuple.tuple(302, true));
        assertThat(store.deliveries(hook.id(), 1).getFirst().answer()).isEqualTo("No answer within 200 ms.");
        assertThat(receiver.redirected()).isZero();
    }

    @Test
    void theLogOfDeliveriesAndWhatWaitsAreBounded() throws Exception {
        Webhook hook = add("1", receiver, EventType.STREAM_PUBLISHED);
        Instant begin = Instant.now().minusSeconds(1_000);
        for (int i = 0; i < WebhookStore.MOST_DELIVERIES + 20; i++) {
            store.note(
                    "1", new Delivery("e" + i, "ping", "", 1, begin.plusSeconds(i), 200, 1, "", /* givenUp= */ false));
        }
        store.put(List.of(event(EventType.STREAM_PUBLISHED, "a")));

        assertThat(store.deliveries("1", 1_000))
                .hasSize(WebhookStore.MOST_DELIVERIES)
                .first()
                .extracting(Delivery::event)
                .isEqualTo("e219");
        assertThat(store.waiting("1")).isEqualTo(1);
        store.change(new Webhook(hook.id(), hook.url(), hook.events(), hook.secret(), false, hook.createdAt()), ACTOR);
        assertThat(store.waiting("1")).as("switched off").isZero();
        assertThat(store.remove("1", ACTOR)).isTrue();
        assertThat(store.deliveries("1", 1)).isEmpty();
    }
}
