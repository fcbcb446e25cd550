package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.capture.ffmpeg.audio.AacEncoder;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.session.ProgrammeCanvas;
import io.rostrum.capture.session.Rendition;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.watermark.Corner;
import io.rostrum.effects.watermark.WatermarkSettings;
import io.rostrum.effects.watermark.WatermarkSettings.Extent;
import io.rostrum.effects.watermark.WatermarkSettings.Mark;
import io.rostrum.effects.watermark.WatermarkSettings.Place;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.Rational;
import io.rostrum.push.target.SharedRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who shares an encoder with whom, over a programme that is really encoded.
final class EncoderPlanTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final VideoSettings SETTINGS =
            VideoSettings.live(new PictureSize(320, 180), new Rational(30, 1), 500_000, Duration.ofSeconds(2));

    private final List<String> trouble = new CopyOnWriteArrayList<>();
    private final Programme programme = new Programme(
            SETTINGS.size(), SETTINGS.frameRate(), VideoFilter.NONE, cause -> trouble.add(String.valueOf(cause)));
    private final Counted source = new Counted(new ProgrammeSource(programme, "x264"));
    private final EncoderPlan plan = new EncoderPlan(source, SETTINGS, trouble::add);

    /// Remembers which further encoders were asked for.
    private record Counted(ProgrammeSource source, List<Rendition> opened) implements EncoderPlan.Source {
        Counted(ProgrammeSource source) {
            this(source, new ArrayList<>());
        }

        @Override
        public void add(PacketSink sink, int track) {
            source.add(sink, track);
        }

        @Override
        public void remove(PacketSink sink) {
            source.remove(sink);
        }

        @Override
        public void bitRate(int bitsPerSecond) {
            source.bitRate(bitsPerSecond);
        }

        @Override
        public void keyFrame() {
            source.keyFrame();
        }

        @Override
        public Rendition rendition(
                VideoSettings settings, Supplier<? extends VideoFilter> filters, Consumer<Throwable> told)
                throws EncoderException {
            Rendition rendition = source.rendition(settings, filters, told);
            opened.add(rendition);
            return rendition;
        }
    }

    @BeforeEach
    void begin() throws EncoderException {
        programme.encode("x264", SETTINGS, AudioSettings.DEFAULT, new FfmpegVideoEncoders(), AacEncoder::new);
        programme.start();
    }

    @AfterEach
    void end() {
        programme.close();
        assertThat(trouble).isEmpty();
        assertThat(programme.stats().pictures()).isZero();
        assertThat(programme.stats().packets()).isZero();
    }

    private static Optional<WatermarkSettings> text(String words) {
        return Optional.of(new WatermarkSettings(
                new Mark.Text(words), new Place.InCorner(Corner.TOP_LEFT, 8), new Extent.Natural(), 1, 0xFFFFFFFF));
    }

    private EncoderPlan.Seat seat(Optional<WatermarkSettings> watermark, OptionalInt rate) throws EncoderException {
        return plan.seat(new EncoderPlan.Wish(
                "a target",
                new OwnPicture(Optional.empty(), rate, watermark),
                SharedRate.Say.NEVER,
                OptionalInt.empty(),
                TrackSet.FIRST));
    }

    @Test
    void equalWatermarksShareAnEncoderAndOthersHaveTheirOwn() throws EncoderException {
        seat(Optional.empty(), OptionalInt.empty());
        assertThat(source.opened())
                .as("the programme's serves who wants nothing else")
                .isEmpty();

        seat(text("ONE"), OptionalInt.empty());
        seat(text("ONE"), OptionalInt.empty());
        assertThat(source.opened()).hasSize(1);

        seat(text("TWO"), OptionalInt.empty());
        assertThat(source.opened()).hasSize(2);

        seat(text("ONE"), OptionalInt.of(300_000));
        assertThat(source.opened()).hasSize(3);
    }

    @Test
    void theLastToLeaveClosesTheEncoderAndTheNextOpensAnother() throws EncoderException {
        EncoderPlan.Seat one = seat(text("ONE"), OptionalInt.empty());
        EncoderPlan.Seat another = seat(text("ONE"), OptionalInt.empty());
        PacketSink sink = Packet::close;

        one.leave(sink);
        seat(text("ONE"), OptionalInt.empty()).leave(sink);
        assertThat(source.opened()).hasSize(1);

        another.leave(sink);
        seat(text("ONE"), OptionalInt.empty());
        assertThat(source.opened()).hasSize(2);
    }

    @Test
    void oneThatDiffersOnlyInItsWatermarkFollowsTheBitRateOfTheProgramme() throws EncoderException {
        seat(text("ONE"), OptionalInt.empty());
        seat(text("ONE"), OptionalInt.of(300_000));

        plan.bitRate(400_000);

        await().atMost(SOON).until(() -> source.opened().getFirst().state().bitsPerSecond() == 400_000);
        assertThat(source.opened().getLast().state().bitsPerSecond()).isEqualTo(300_000);
        seat(text("ONE"), OptionalInt.empty());
        assertThat(source.opened()).as("it is found again at its new rate").hasSize(2);
    }

    @Test
    void aCanvasIsEncodedOnlyWhileSomebodyWantsItAndOnceForAllWhoWantTheSame() throws EncoderException {
        ProgrammeCanvas canvas = programme.addCanvas(new PictureSize(90, 160), VideoFilter.NONE);
        List<Rendition> opened = new ArrayList<>();
        EncoderPlan vertical = EncoderPlan.onDemand(
                (settings, filters, told) -> {
                    Rendition rendition = canvas.rendition("x264", settings, filters, told);
                    opened.add(rendition);
                    return rendition;
                },
                SETTINGS.withSize(canvas.scenes().size()),
                trouble::add);
        EncoderPlan.Wish wish = new EncoderPlan.Wish(
                "a target", OwnPicture.NONE, SharedRate.Say.NEVER, OptionalInt.empty(), TrackSet.FIRST);
        assertThat(opened).isEmpty();

        EncoderPlan.Seat one = vertical.seat(wish);
        EncoderPlan.Seat two = vertical.seat(wish);
        assertThat(opened).hasSize(1);
        List<String> sizes = new CopyOnWriteArrayList<>();
        PacketSink sink = packet -> {
            try (packet) {
                if (packet.parameters() instanceof CodecParameters.Video video) {
                    sizes.add(video.width() + "x" + video.height());
                }
            }
        };
        one.add(sink);
        await().atMost(SOON).until(() -> sizes.size() > 5);
        assertThat(sizes).containsOnly("90x160");
        two.leave(Packet::close);
        sizes.clear();
        await().atMost(SOON).until(() -> sizes.size() > 2);
        one.leave(sink);

        vertical.seat(wish).leave(Packet::close);
        assertThat(opened)
                .as("the first was closed after the last who wanted it")
                .hasSize(2);
    }
}
