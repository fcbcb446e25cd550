package io.rostrum.server.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rostrum.server.audience.AudienceStore.Change;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of broadcasts and viewers, over either kind of database.
@Timeout(60)
abstract class AudienceContract {
    private static final Instant BEGIN = Instant.parse("2026-11-23T09:00:00Z");

    @TempDir
    private Path directory;

    private Database database;
    private AudienceStore store;

    /// {@return an empty database}
    abstract DatabaseConfig config();

    @BeforeEach
    void open() {
        database = Database.open(directory, config(), Clock.systemUTC());
        store = new AudienceStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Instant at(int seconds) {
        return BEGIN.plusSeconds(seconds);
    }

    private static Change begun(String id) {
        return new Change.Begun(new Broadcast(id, "cam", BEGIN, BEGIN, true, 0, 0, Report.NOBODY));
    }

    private static Change joined(String broadcast, String id, String protocol, Device device, int seconds) {
        return new Change.Joined(
                broadcast,
                new ViewerSession(
                        id,
                        protocol,
                        device.text(),
                        "192.0.2.0",
                        Optional.of("DE").filter(_ -> device == Device.TV),
                        at(seconds),
                        at(seconds),
                        true,
                        0));
    }

    /// Two at once for 10 s, then one, then nobody, then two in turn.
    private static List<Change> broadcast() {
        return new ArrayList<>(List.of(
                begun("b"),
                joined("b", "1", "flv", Device.COMPUTER, 0),
                joined("b", "2", "hls", Device.PHONE, 10),
                new Change.Left("1", "flv", at(20), 1_000),
                new Change.Left("2", "ll-hls", at(30), 500),
                joined("b", "3", "hls", Device.TV, 40),
                new Change.Left("3", "hls", at(50), 0),
                joined("b", "4", "hls", Device.TV, 50),
                new Change.Going("b", at(60), 2_000, 1_500)));
    }

    @Test
    void theReportIsTheSameDuringTheBroadcastAndAfter() throws Exception {
        store.write(broadcast());

        Broadcast during = store.find("b").orElseThrow();
        store.write(List.of(new Change.Left("4", "hls", at(60), 0), new Change.Ended("b", at(60), 2_000, 1_500)));
        Broadcast after = store.find("b").orElseThrow();

        assertThat(during.live()).isTrue();
        assertThat(after.live()).isFalse();
        assertThat(after.report()).isEqualTo(during.report());
        assertThat(after.report())
                .isEqualTo(new Report(
                        2,
                        4,
                        Duration.ofSeconds(60),
                        Map.of("flv", 1, "ll-hls", 1, "hls", 2),
                        Map.of("computer", 1, "phone", 1, "tv", 2),
                        Map.of("DE", 2)));
        assertThat(after.averageViewers()).isEqualTo(1.0);
        assertThat(after.bytesOut()).isEqualTo(1_500);
        assertThat(store.broadcasts(Optional.of("cam"), 10)).containsExactly(after);
        assertThat(store.broadcasts(Optional.of("other"), 10)).isEmpty();
        assertThat(store.broadcasts(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void whatWasLiveWhenTheServerWasKilledEndsWhereItWasLastSeen() throws Exception {
        store.write(broadcast());

        store.finishLeft();

        Broadcast left = store.find("b").orElseThrow();
        assertThat(left.live()).isFalse();
        assertThat(left.endedAt()).isEqualTo(at(60));
        assertThat(left.report().watched()).isEqualTo(Duration.ofSeconds(60));
        assertThat(store.sessions("b"))
                .hasSize(4)
                .noneMatch(ViewerSession::watching)
                .last()
                .extracting(ViewerSession::endedAt)
                .isEqualTo(at(60));
    }

    /// A commit that was not answered is made again; a broadcast may have been lost while the database was away.
    @Test
    void whatIsWrittenAgainOrOfNoBroadcastChangesNothing() throws Exception {
        store.write(broadcast());
        Broadcast before = store.find("b").orElseThrow();
        List<Change> again = broadcast();
        again.add(joined("lost", "5", "hls", Device.PHONE, 50));
        again.add(new Change.Left("5", "hls", at(55), 0));

        store.write(again);

        assertThat(store.find("b")).contains(before);
        assertThat(store.sessions("b")).hasSize(4);
        assertThat(store.find("lost")).isEmpty();
    }

    @Test
    void oldSamplesAreThinnedAndAtLastForgotten() throws Exception {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            changes.add(new Change.Sampled(
                    "cam", new Sample(at(i).toEpochMilli(), 1, i, 1_000 + i, 25, i == 7 ? 90 : 3, 0)));
        }
        store.write(changes);

        store.tidy(at(60).plus(AudienceStore.SECONDS_KEPT), AudienceConfig.DEFAULT);
        List<Sample> some = store.samples("cam", BEGIN, at(120), 1_000);

        assertThat(some).hasSize(6 + 60);
        assertThat(some.getFirst()).isEqualTo(new Sample(BEGIN.toEpochMilli(), 10, 9, 1_004, 25, 90, 0));
        assertThat(some.get(6)).isEqualTo(new Sample(at(60).toEpochMilli(), 1, 60, 1_060, 25, 3, 0));

        store.tidy(at(120).plus(AudienceStore.TEN_SECONDS_KEPT), AudienceConfig.DEFAULT);
        assertThat(store.samples("cam", BEGIN, at(120), 1_000))
                .extracting(Sample::seconds, Sample::viewers, Sample::jitterMillis)
                .containsExactly(tuple(60, 59, 90), tuple(60, 119, 3));

        store.tidy(at(180).plus(AudienceStore.MINUTES_KEPT), AudienceConfig.DEFAULT);
        assertThat(store.samples("cam", BEGIN, at(120), 1_000)).isEmpty();
    }

    @Test
    void viewersAreForgottenBeforeTheReport() throws Exception {
        List<Change> changes = broadcast();
        changes.add(new Change.Ended("b", at(60), 0, 0));
        store.write(changes);
        Report report = store.find("b").orElseThrow().report();

        store.tidy(at(61).plus(AudienceConfig.DEFAULT.sessions()), AudienceConfig.DEFAULT);

        assertThat(store.sessions("b")).isEmpty();
        assertThat(store.find("b").orElseThrow().report()).isEqualTo(report);
        store.tidy(at(61).plus(AudienceConfig.DEFAULT.reports()), AudienceConfig.DEFAULT);
        assertThat(store.find("b")).isEmpty();
    }
}
