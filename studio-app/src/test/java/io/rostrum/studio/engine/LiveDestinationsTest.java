package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.session.Rendition;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveDestinationsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Rational MILLIS = new Rational(1, 1000);
    private static final VideoSettings SETTINGS =
            VideoSettings.live(new PictureSize(640, 360), new Rational(30, 1), 1_000_000, Duration.ofSeconds(2));
    private static final CodecParameters.Video VIDEO = new CodecParameters.Video(
            Codec.H264,
            640,
            360,
            new Rational(30, 1),
            ColorInfo.BT709_LIMITED,
            ByteBuffer.wrap(new byte[] {1, 66, 0, 30, (byte) 0xFF, (byte) 0xE0, 0}),
            1_000_000);
    private static final CodecParameters.Audio AUDIO =
            new CodecParameters.Audio(Codec.AAC, 48_000, 2, ByteBuffer.wrap(new byte[] {0x11, (byte) 0x90}), 128_000);

    private final Programme programme = new Programme();
    private final AtomicLong now = new AtomicLong();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final ForwardedDestinations forwarded = new ForwardedDestinations(Optional::empty, "live", "studio-");
    private TakingServer own;
    private TakingServer other;
    private LiveDestinations destinations;

    /// Who takes packets; the test makes them.
    private static final class Programme implements EncoderPlan.Source {
        private final PacketPool pool = new PacketPool();
        private final List<PacketSink> sinks = new CopyOnWriteArrayList<>();
        private long millis;

        @Override
        public void add(PacketSink sink, int track) {
            assertThat(track).isEqualTo(1);
            sinks.add(sink);
        }

        @Override
        public void remove(PacketSink sink) {
            sinks.remove(sink);
        }

        @Override
        public void bitRate(int bitsPerSecond) {}

        @Override
        public void keyFrame() {}

        @Override
        public Rendition rendition(
                VideoSettings settings, Supplier<? extends VideoFilter> filters, Consumer<Throwable> trouble) {
            throw new AssertionError("an encoder of its own for a destination that takes the programme's: " + settings);
        }

        void give(boolean key, int bytes) {
            give(VIDEO, key, bytes);
            give(AUDIO, true, 100);
            millis += 33;
        }

        private void give(CodecParameters parameters, boolean key, int bytes) {
            try (Packet packet = Packet.copyOf(
                    pool, ByteBuffer.allocate(bytes), parameters, millis, millis, MILLIS, key, PacketStamps.NONE)) {
                sinks.forEach(sink -> sink.accept(packet.retain()));
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        own = new TakingServer();
        other = new TakingServer();
        destinations = new LiveDestinations(
                () -> Optional.of(new LiveDestinations.Ingest(own.address(), 0)), forwarded, said::add, now::get);
    }

    @AfterEach
    void end() throws IOException {
        destinations.endLive(/* whole= */ false).join();
        destinations.close();
        own.close();
        other.close();
    }

    private DestinationSetting elsewhere(boolean byServer, int delaySeconds) {
        return new DestinationSetting(
                "other",
                "Other",
                other.address(),
                "key",
                true,
                new DeliverySetting(
                        DeliverySetting.AUTO,
                        0,
                        "",
                        "",
                        0,
                        byServer,
                        delaySeconds,
                        DeliverySetting.AS_SWITCHED,
                        0,
                        /* watermark= */ null,
                        /* track= */ 0));
    }

    private DestinationSetting marked(Path file) {
        DestinationSetting setting = elsewhere(false, 0);
        return new DestinationSetting(
                setting.id(),
                setting.name(),
                setting.address(),
                setting.key(),
                true,
                new DeliverySetting(
                        DeliverySetting.AUTO,
                        0,
                        "",
                        "",
                        0,
                        false,
                        0,
                        DeliverySetting.AS_SWITCHED,
                        0,
                        new WatermarkSetting(file.toString(), "top-left", 10, 100),
                        /* track= */ 1));
    }

    private DestinationState state(String id) {
        return destinations.view().stream()
                .filter(view -> view.setting().id().equals(id))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void oneThatIsChangedWhileLiveSaysGoodbyeBeforeItComesBack() {
        destinations.set(elsewhere(false, 0));
        destinations.goLive(programme, SETTINGS, Optional.empty());
        await().atMost(SOON).until(() -> state("other") instanceof DestinationState.Sending);
        programme.give(true, 4 << 20); // more than the system holds for a server that takes nothing
        programme.give(false, 1000);

        destinations.set(elsewhere(false, 1));

        await().atMost(SOON).until(() -> {
            destinations.settle();
            return other.alone().size() == 2;
        });
        assertThat(other.alone()).containsExactly(true, true);
    }

    @Test
    void picturesOfBeforeTheFirstConnectionWereNeverLost() {
        destinations.set(elsewhere(false, 0));
        destinations.goLive(programme, SETTINGS, Optional.empty());
        for (int i = 0; i < 5; i++) {
            programme.give(true, 1000); // each newer key frame makes those before it useless
        }
        await().atMost(SOON).until(() -> state("other") instanceof DestinationState.Sending);

        assertThat(destinations.dropped()).isZero();
        assertThat(state("other"))
                .isInstanceOfSatisfying(
                        DestinationState.Sending.class,
                        sending -> assertThat(sending.dropped()).isZero());
    }

    @Test
    void oneThatTheServerSendsOnLetsTheServerHaveItOnceAndNobodyElse() {
        destinations.set(new DestinationSetting(DestinationSetting.OWN_SERVER, "Mine", "", "k", false));
        destinations.set(elsewhere(true, 0));

        destinations.goLive(programme, SETTINGS, Optional.empty());

        await().atMost(SOON).until(() -> state(DestinationSetting.OWN_SERVER) instanceof DestinationState.Sending);
        assertThat(programme.sinks).hasSize(1);
        assertThat(other.alone()).isEmpty();
        await().atMost(SOON)
                .until(() -> state("other") instanceof DestinationState.Waiting waiting
                        && waiting.why().equals("the bundled server is not ready yet"));
        destinations.set(elsewhere(true, 0).enabled(false));
        await().atMost(SOON).until(() -> state(DestinationSetting.OWN_SERVER) instanceof DestinationState.Off);
    }

    @Test
    void oneWhoseWatermarkIsMissingOrNoPictureIsRefusedInWords(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("logo.png");
        destinations.set(marked(file));
        destinations.goLive(programme, SETTINGS, Optional.empty());
        assertThat(state("other"))
                .isEqualTo(new DestinationState.Refused(
                        "the watermark cannot be used: " + file + " (expected: a file that can be read)",
                        "Choose another picture in its settings."));

        Files.writeString(file, "no picture");
        destinations.retry("other");
        assertThat(state("other"))
                .isEqualTo(new DestinationState.Refused(
                        "the watermark cannot be used: " + file + " (expected: a PNG, JPEG, GIF or BMP picture)",
                        "Choose another picture in its settings."));
        assertThat(other.alone()).as("it is not sent to without it").isEmpty();
    }

    private DestinationSetting started(String how, boolean enabled, int minutes) {
        DestinationSetting setting = elsewhere(false, 0);
        return new DestinationSetting(
                setting.id(),
                setting.name(),
                setting.address(),
                setting.key(),
                enabled,
                setting.delivery().started(how, minutes));
    }

    @Test
    void oneThatStartsByHandIsOffAndOneThatAlwaysStartsIsOnWhenTheBroadcastBegins() {
        destinations.set(started(DeliverySetting.BY_HAND, true, 0));
        destinations.goLive(programme, SETTINGS, Optional.empty());
        assertThat(destinations.setting("other").orElseThrow().enabled()).isFalse();
        assertThat(state("other")).isInstanceOf(DestinationState.Off.class);

        destinations.endLive(/* whole= */ true).join();
        destinations.set(started(DeliverySetting.WITH_EVERY, false, 0));
        destinations.goLive(programme, SETTINGS, Optional.empty());
        await().atMost(SOON).until(() -> state("other") instanceof DestinationState.Sending);
    }

    @Test
    void oneEndsAfterItsMinutesAndThatIsSaid() {
        destinations.set(started(DeliverySetting.AS_SWITCHED, true, 2));
        destinations.goLive(programme, SETTINGS, Optional.empty());
        now.addAndGet(TimeUnit.MINUTES.toNanos(2) - 1);
        destinations.settle();
        assertThat(state("other")).isNotInstanceOf(DestinationState.Off.class);

        now.incrementAndGet();
        destinations.settle();

        assertThat(state("other")).isInstanceOf(DestinationState.Off.class);
        assertThat(said).containsExactly("Other is sent to no more: its settings end it after 2 min.");
    }
}
