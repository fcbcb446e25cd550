package io.rostrum.studio.dialogs;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.dialogs.SetUpAdvice.Found;
import io.rostrum.studio.dialogs.SetUpAdvice.Line;
import io.rostrum.studio.dialogs.SetUpAdvice.Use;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What was answered and found out in the set-up until now. JavaFX thread only.
final class SetUpDraft {
    private static final int MOST_LINES_STREAMED = 1080;
    private static final String SMOOTH_RATE = "60";
    private static final String SHARP_RATE = "30";

    private final Studio studio;
    private final Map<String, Long> measured = new HashMap<>();
    private Use use = Use.STREAM;
    private boolean smooth;
    private List<PictureSize> screens = List.of();
    private @Nullable String size;
    private @Nullable String rate;
    private String encoder = VideoEncoders.AUTO;

    SetUpDraft(Studio studio) {
        this.studio = studio;
    }

    Use use() {
        return use;
    }

    void use(Use to) {
        use = to;
    }

    boolean smooth() {
        return smooth;
    }

    /// @param to whether motion counts more than detail
    void smooth(boolean to) {
        smooth = to;
    }

    /// @param found screens of this machine
    void screens(List<PictureSize> found) {
        screens = List.copyOf(found);
    }

    List<PictureSize> screens() {
        return screens;
    }

    /// {@return the size that was chosen; until then that of the largest screen, for streams Full HD at most}
    String size() {
        return Optional.ofNullable(size).orElseGet(this::usualSize);
    }

    /// Recordings are as sharp as the screen; streams have a size that services take.
    private String usualSize() {
        Optional<PictureSize> largest = screens.stream()
                .filter(screen -> screen.width() >= screen.height())
                .max(Comparator.comparingInt(PictureSize::height));
        if (use == Use.RECORD) {
            return largest.map(screen -> screen.width() / 2 * 2 + "x" + screen.height() / 2 * 2)
                    .orElse("1280x720");
        }
        return largest.filter(screen -> screen.height() >= MOST_LINES_STREAMED)
                .map(_ -> "1920x1080")
                .orElse("1280x720");
    }

    void size(String chosen) {
        size = chosen;
    }

    /// {@return the frame rate that was chosen; until then what suits motion or detail}
    String rate() {
        return Optional.ofNullable(rate).orElse(smooth ? SMOOTH_RATE : SHARP_RATE);
    }

    void rate(String chosen) {
        rate = chosen;
    }

    String encoder() {
        return encoder;
    }

    void encoder(String chosen) {
        encoder = chosen;
    }

    /// {@return those that a broadcast is sent to over the network}
    List<DestinationSetting> destinations() {
        return studio.snapshot().destinations().stream()
                .map(DestinationView::setting)
                .filter(place -> !place.id().equals(DestinationSetting.OWN_SERVER))
                .filter(place -> place.delivery().onAtStart(place.enabled()))
                .toList();
    }

    /// {@return bits a second that a destination took; empty where that is not known}
    OptionalLong measured(String destination) {
        Long bits = measured.get(destination);
        return bits == null ? OptionalLong.empty() : OptionalLong.of(bits);
    }

    void measured(String destination, long bitsPerSecond) {
        measured.put(destination, bitsPerSecond);
    }

    /// {@return what suits all this}
    SetUpAdvice advice() {
        OutputSetting now = studio.snapshot().output();
        List<VideoEncoders.Probe> working = studio.setUp().encoders();
        boolean device = working.stream()
                .filter(probe ->
                        encoder.equals(VideoEncoders.AUTO) || probe.name().equals(encoder))
                .findFirst()
                .map(VideoEncoders.Probe::hardware)
                .orElse(false);
        List<Line> lines = destinations().stream()
                .map(place -> new Line(place.name(), place.address(), measured(place.id())))
                .toList();
        return SetUpAdvice.of(now, new Found(use, smooth, size(), rate(), encoder, device, lines));
    }
}
