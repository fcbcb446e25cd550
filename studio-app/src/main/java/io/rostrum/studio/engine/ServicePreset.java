package io.rostrum.studio.engine;

import com.google.gson.Gson;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.push.target.PushUrl;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a service takes. The facts and where they are from stand in `services.json` beside this class.
///
/// @param name            shown to the user
/// @param source          who published it
/// @param hosts           ends of the names of its servers
/// @param encrypted       its address for RTMPS, without the key; null where none is known, or its usual one is so
/// @param testMode        what is added to a key so that nobody sees the stream, `name=value`; null where it has none
/// @param mostBits        of pictures, bits a second
/// @param mostHeight      of the shorter side, pixels
/// @param mostFps         pictures a second
/// @param keyframeSeconds that key frames may be apart
/// @param rates           good bit rates, by size and rate; those of other sizes are not known
public record ServicePreset(
        String name,
        String source,
        List<String> hosts,
        @Nullable String encrypted,
        @Nullable String testMode,
        int mostBits,
        int mostHeight,
        int mostFps,
        int keyframeSeconds,
        List<Rate> rates) {
    /// @param height of the shorter side at most, pixels
    /// @param fps    pictures a second at most
    /// @param bits   a second
    public record Rate(int height, int fps, int bits) {}

    private record AllOfThem(String about, List<ServicePreset> services) {}

    public ServicePreset {
        hosts = List.copyOf(hosts);
        rates = List.copyOf(rates);
    }

    /// {@return all that are known}
    public static List<ServicePreset> all() {
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(ServicePreset.class.getResourceAsStream("services.json"), "services.json"),
                StandardCharsets.UTF_8)) {
            return List.copyOf(Objects.requireNonNull(new Gson().fromJson(in, AllOfThem.class), "services.json")
                    .services());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return whose address this is}
    public static Optional<ServicePreset> of(List<ServicePreset> all, String address) {
        String host;
        try {
            host = URI.create(address.strip()).getHost();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String plain = host == null ? "" : host.toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(preset ->
                        preset.hosts().stream().anyMatch(end -> plain.equals(end) || plain.endsWith("." + end)))
                .findFirst();
    }

    /// {@return the address in its service's test mode, where nobody sees what is published; empty where it has none}
    public static Optional<PushUrl> testing(PushUrl url) {
        return of(all(), url.tcUrl())
                .flatMap(preset -> Optional.ofNullable(preset.testMode()))
                .map(url::with);
    }

    /// {@return a good bit rate for pictures like these; empty where none is known}
    public Optional<Integer> goodBits(PictureSize size, Rational frameRate) {
        int height = Math.min(size.width(), size.height());
        return rates.stream()
                .filter(rate -> height <= rate.height() && frameRate.toDouble() <= rate.fps() + 0.5)
                .min(Comparator.comparingInt(Rate::bits))
                .map(Rate::bits);
    }

    /// {@return settings like these that this service takes: its key frames, its sizes and rates, its bit rate}
    public OutputSetting fit(OutputSetting setting) {
        OutputSetting fitting = withSize(withRate(setting));
        int bits = goodBits(PictureSize.parse(fitting.size()), Rational.parse(fitting.frameRate()))
                .orElse(Math.min(fitting.bitsPerSecond(), mostBits));
        return fitting.withBits(bits).withKeyframes(Math.min(2, keyframeSeconds));
    }

    /// {@return the same, no larger than the service takes}
    OutputSetting withSize(OutputSetting setting) {
        PictureSize size = PictureSize.parse(setting.size());
        int height = Math.min(size.width(), size.height());
        if (height <= mostHeight) {
            return setting;
        }
        double shrink = (double) mostHeight / height;
        return setting.withSize(even(size.width() * shrink) + "x" + even(size.height() * shrink));
    }

    private static int even(double side) {
        return 2 * (int) Math.round(side / 2);
    }

    /// {@return the same, no faster than the service takes}
    OutputSetting withRate(OutputSetting setting) {
        return Rational.parse(setting.frameRate()).toDouble() <= mostFps + 0.5
                ? setting
                : setting.withFrameRate(String.valueOf(mostFps));
    }
}
