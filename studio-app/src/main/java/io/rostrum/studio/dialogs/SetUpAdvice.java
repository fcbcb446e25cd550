package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.ServicePreset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Settings that suit what was found out, and why they are so.
///
/// Of a connection that was measured, 70 to 75 % are used, as OBS Studio's wizard does; encoders of devices need 114 %
/// of
/// the bit rate for the same quality (`frontend/wizards/AutoConfigTestPage.cpp`).
///
/// @param output  what is proposed
/// @param reasons sentences
record SetUpAdvice(OutputSetting output, List<String> reasons) {
    private static final double SHARE_WHERE_SMOOTH = 0.70;
    private static final double SHARE_WHERE_SHARP = 0.75;
    private static final double DEVICES_NEED = 1.14;
    /// Of the least that pictures want; services advise a little less at the upper end.
    private static final double ENOUGH = 0.95;

    private static final int FULL_RATE = 30;
    private static final List<Integer> LINES = List.of(2160, 1440, 1080, 720, 480, 360);
    private static final int LEAST_BITS = 200_000;
    private static final int STEP_BITS = 50_000;

    /// What it is for.
    enum Use {
        STREAM,
        RECORD,
        BOTH;

        boolean streams() {
            return this != RECORD;
        }
    }

    /// A destination.
    ///
    /// @param address without the key
    /// @param measured bits a second that it took; empty where that is not known
    record Line(String name, String address, OptionalLong measured) {}

    /// What was found out and wished for.
    ///
    /// @param smooth  whether motion counts more than detail
    /// @param size    the largest that is wanted
    /// @param rate    the highest that is wanted
    /// @param encoder `auto`, or one that works
    /// @param device  whether that is not the processor's work
    /// @param lines   destinations that it is sent to
    record Found(Use use, boolean smooth, String size, String rate, String encoder, boolean device, List<Line> lines) {}

    private record Picture(String size, String rate) {}

    /// {@return what suits}
    ///
    /// @param now what it is to be changed from
    static SetUpAdvice of(OutputSetting now, Found found) {
        List<String> reasons = new ArrayList<>();
        List<Line> lines = found.use().streams() ? found.lines() : List.of();
        List<ServicePreset> all = ServicePreset.all();
        List<ServicePreset> services = lines.stream()
                .flatMap(line -> ServicePreset.of(all, line.address()).stream())
                .toList();
        OptionalLong allowed = allowed(lines, found.smooth(), reasons);
        Optional<ServicePreset> strictest = services.stream().min(Comparator.comparingInt(ServicePreset::mostBits));
        long most = Math.min(
                allowed.orElse(Long.MAX_VALUE),
                strictest.map(ServicePreset::mostBits).orElse(Integer.MAX_VALUE));
        double need = found.device() ? DEVICES_NEED : 1;
        List<Picture> pictures = pictures(found, services);
        Picture picture = pictures.stream()
                .filter(each -> ENOUGH * need * advice(each).low() <= most)
                .findFirst()
                .orElse(pictures.getLast());
        if (!picture.equals(new Picture(found.size(), found.rate()))) {
            reasons.add(tr(
                    "{0} at {1} fps: with more, moving pictures would turn into blocks, or a service refuses them.",
                    picture.size().replace("x", " × "), OutputForm.rateInWords(picture.rate())));
        }
        BitrateAdvice bits = advice(picture);
        double wanted = need * (found.use().streams() ? bits.good() : bits.high());
        int chosen = (int) Math.max(LEAST_BITS, (long) Math.min(wanted, (double) most) / STEP_BITS * STEP_BITS);
        strictest
                .filter(service -> wanted > service.mostBits() && chosen <= service.mostBits())
                .ifPresent(service ->
                        reasons.add(tr("{0} takes {1} at most.", service.name(), Amounts.bitRate(service.mostBits()))));
        if (found.device()) {
            reasons.add(
                    tr(
                            "A device encodes: it leaves the processor free, and wants an eighth more bits for the same quality."));
        }
        int keyframes =
                services.stream().mapToInt(ServicePreset::keyframeSeconds).min().orElse(2);
        return new SetUpAdvice(
                now.withSize(picture.size())
                        .withFrameRate(picture.rate())
                        .withEncoder(found.encoder())
                        .withBits(chosen)
                        .withKeyframes(Math.min(2, keyframes)),
                List.copyOf(reasons));
    }

    private static BitrateAdvice advice(Picture picture) {
        return BitrateAdvice.of(PictureSize.parse(picture.size()), Rational.parse(picture.rate()));
    }

    /// Each was measured alone; together they share what leads out of the house.
    private static OptionalLong allowed(List<Line> lines, boolean smooth, List<String> reasons) {
        double share = smooth ? SHARE_WHERE_SMOOTH : SHARE_WHERE_SHARP;
        List<Line> measured =
                lines.stream().filter(line -> line.measured().isPresent()).toList();
        if (measured.isEmpty()) {
            return OptionalLong.empty();
        }
        Line slowest = measured.stream()
                .min(Comparator.comparingLong(line -> line.measured().orElseThrow()))
                .orElseThrow();
        long least = slowest.measured().orElseThrow();
        long most = measured.stream()
                .mapToLong(line -> line.measured().orElseThrow())
                .max()
                .orElseThrow();
        double forEach = share * Math.min((double) least, (double) most / lines.size());
        reasons.add(tr(
                "{0} took {1}; {2} % of that are used, so that a slow moment does no harm.",
                slowest.name(), Amounts.bitRate((int) least), Math.round(share * 100)));
        if (lines.size() > 1 && (double) most / lines.size() < least) {
            reasons.add(tr("{0} destinations share the connection.", lines.size()));
        }
        return OptionalLong.of((long) forEach - AudioSettings.DEFAULT.bitsPerSecond());
    }

    /// {@return what may be chosen, the best first: where motion counts the size goes down before the rate}
    private static List<Picture> pictures(Found found, List<ServicePreset> services) {
        int mostLines =
                services.stream().mapToInt(ServicePreset::mostHeight).min().orElse(Integer.MAX_VALUE);
        int mostRate = services.stream().mapToInt(ServicePreset::mostFps).min().orElse(Integer.MAX_VALUE);
        String rate =
                Rational.parse(found.rate()).toDouble() <= mostRate + 0.5 ? found.rate() : String.valueOf(mostRate);
        List<String> rates = Rational.parse(rate).toDouble() > FULL_RATE + 0.5
                ? List.of(rate, String.valueOf(FULL_RATE))
                : List.of(rate);
        List<String> sizes = sizes(PictureSize.parse(found.size()), mostLines);
        return found.smooth()
                ? rates.stream()
                        .flatMap(each -> sizes.stream().map(size -> new Picture(size, each)))
                        .toList()
                : sizes.stream()
                        .flatMap(size -> rates.stream().map(each -> new Picture(size, each)))
                        .toList();
    }

    /// {@return the size that is wanted, and smaller ones of its shape}
    private static List<String> sizes(PictureSize wanted, int mostLines) {
        int lines = Math.min(wanted.width(), wanted.height());
        return Stream.concat(Stream.of(lines), LINES.stream().filter(each -> each < lines))
                .filter(each -> each <= mostLines)
                .map(each -> even(wanted.width(), each, lines) + "x" + even(wanted.height(), each, lines))
                .toList();
    }

    private static int even(int side, int to, int from) {
        return 2 * (int) Math.round(side * (double) to / from / 2);
    }
}
