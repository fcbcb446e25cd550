package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.SettingsAdvice;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.words.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Looks for what viewers or services would suffer from, in how the programme is encoded and where it goes.
public final class SettingsLint {
    private static final int GOOD_KEYFRAME_SECONDS = 2;
    /// Of a connection, so much can be relied on.
    private static final double RELIABLE = 0.8;
    /// Fewer bits than this are no repair.
    private static final int LEAST_BITS = 300_000;

    private final List<ServicePreset> services;

    /// @param services that are known
    public SettingsLint(List<ServicePreset> services) {
        this.services = services;
    }

    /// {@return what is to be said; nothing for most}
    ///
    /// @param destinations that would be sent to
    /// @param uplink       what the connection has been seen to take, bits a second; empty while it was enough
    public List<Lint> look(OutputSetting output, List<DestinationSetting> destinations, OptionalLong uplink) {
        List<Lint> found = new ArrayList<>(ofPictures(output));
        if (output.second().on()) {
            found.addAll(ofSecond(output));
        }
        found.addAll(withoutCanvas(output, destinations));
        List<DestinationSetting> others = destinations.stream()
                .filter(each -> !each.id().equals(DestinationSetting.OWN_SERVER))
                .toList();
        for (DestinationSetting place : others) {
            ServicePreset.of(services, place.address())
                    .ifPresent(service -> ofService(seen(output, place), place, service, others.size() == 1).stream()
                            .map(lint -> place.delivery().secondCanvas() ? onSecond(output, lint) : lint)
                            .forEach(found::add));
        }
        found.addAll(twice(others));
        tooMuch(output, others, uplink).ifPresent(found::add);
        return List.copyOf(found);
    }

    private static List<Lint> ofPictures(OutputSetting output) {
        List<Lint> found = new ArrayList<>();
        for (SettingsAdvice advice : SettingsAdvice.of(Output.video(output), OptionalInt.empty())) {
            Optional<Lint.Repair> repair = switch (advice.name()) {
                case "LongKeyInterval", "ShortKeyInterval" -> Optional.of(keyframes(output, GOOD_KEYFRAME_SECONDS));
                case "LowBitRate", "HighBitRate" -> Optional.of(bits(output, advised(output)));
                default -> Optional.empty();
            };
            found.add(new Lint(/* grave= */ false, said(advice.words()), repair));
        }
        return found;
    }

    /// {@return what is to be said of the second canvas' bit rate; its key frames are the programme's}
    private static List<Lint> ofSecond(OutputSetting output) {
        OutputSetting second = output.ofSecond();
        return SettingsAdvice.of(Output.video(second), OptionalInt.empty()).stream()
                .filter(advice -> advice.name().endsWith("BitRate"))
                .map(advice -> new Lint(
                        /* grave= */ false,
                        tr("Vertical canvas: {0}", said(advice.words())),
                        Optional.of(onSecond(output, bits(second, advised(second))))))
                .toList();
    }

    /// What gets the second canvas gets nothing while there is none.
    private static List<Lint> withoutCanvas(OutputSetting output, List<DestinationSetting> places) {
        if (output.second().on()) {
            return List.of();
        }
        return places.stream()
                .filter(place -> place.delivery().secondCanvas())
                .map(place -> new Lint(
                        /* grave= */ true,
                        tr("{0} gets the vertical canvas, which is off.", place.name()),
                        Optional.of(new Lint.Repair.Output(
                                tr("Switch it on"),
                                output.withCanvas(output.second().switched(true))))))
                .toList();
    }

    /// {@return a repair of the second canvas, which was made as if it were the programme}
    private static Lint.Repair onSecond(OutputSetting output, Lint.Repair repair) {
        return repair instanceof Lint.Repair.Output(String label, OutputSetting to)
                ? new Lint.Repair.Output(label, output.withSecond(to))
                : repair;
    }

    private static Lint onSecond(OutputSetting output, Lint lint) {
        return new Lint(lint.grave(), lint.words(), lint.repair().map(repair -> onSecond(output, repair)));
    }

    private static OutputSetting seen(OutputSetting output, DestinationSetting place) {
        return place.delivery().secondCanvas() ? output.ofSecond() : output;
    }

    /// {@return a tenth of a bit for each pixel, as the services advise}
    private static int advised(OutputSetting output) {
        PictureSize size = PictureSize.parse(output.size());
        double bits = 0.1
                * size.width()
                * size.height()
                * Rational.parse(output.frameRate()).toDouble();
        return (int) Math.round(bits / 100_000) * 100_000;
    }

    private static Lint.Repair keyframes(OutputSetting output, int seconds) {
        return new Lint.Repair.Output(tr("A key frame every {0} s", seconds), output.withKeyframes(seconds));
    }

    private static Lint.Repair bits(OutputSetting output, int bits) {
        return new Lint.Repair.Output(tr("Use {0}", kilobits(bits)), output.withBits(bits));
    }

    private static String kilobits(int bits) {
        return tr("{0} kb/s", Math.round(bits / 1e3));
    }

    private static List<Lint> ofService(
            OutputSetting output, DestinationSetting place, ServicePreset service, boolean alone) {
        List<Lint> found = new ArrayList<>();
        if (output.keyframeSeconds() > service.keyframeSeconds()) {
            found.add(new Lint(
                    /* grave= */ true,
                    tr(
                            "{0} wants a key frame every {1} s at least, and gets one every {2} s.",
                            place.name(), service.keyframeSeconds(), output.keyframeSeconds()),
                    Optional.of(keyframes(output, service.keyframeSeconds()))));
        }
        OutputSetting smaller = service.withSize(output);
        if (place.delivery().ownSize().isBlank() && !smaller.equals(output)) {
            found.add(new Lint(
                    /* grave= */ true,
                    tr(
                            "{0} takes pictures of {1} lines at most, and these are {2}.",
                            place.name(), service.mostHeight(), output.size()),
                    Optional.of(new Lint.Repair.Output(tr("Use {0}", smaller.size()), smaller))));
        }
        OutputSetting slower = service.withRate(output);
        if (!slower.equals(output)) {
            found.add(new Lint(
                    /* grave= */ true,
                    tr(
                            "{0} takes {1} pictures a second at most, and these are {2}.",
                            place.name(), service.mostFps(), output.frameRate()),
                    Optional.of(new Lint.Repair.Output(tr("Use {0} fps", slower.frameRate()), slower))));
        }
        int sent = sent(output, place);
        if (sent > service.mostBits()) {
            found.add(new Lint(
                    /* grave= */ true,
                    tr(
                            "{0} takes {1} at most, and is sent {2}.",
                            place.name(), kilobits(service.mostBits()), kilobits(sent)),
                    Optional.of(fewer(output, place, service.mostBits(), alone))));
        }
        String encrypted = service.encrypted();
        if (encrypted != null
                && place.address().strip().toLowerCase(Locale.ROOT).startsWith("rtmp://")) {
            found.add(new Lint(
                    /* grave= */ false,
                    tr("The stream key of {0} goes unencrypted; who is on the way can read it.", place.name()),
                    Optional.of(new Lint.Repair.Destination(
                            tr("Encrypt it"),
                            new DestinationSetting(
                                    place.id(),
                                    place.name(),
                                    encrypted,
                                    place.key(),
                                    place.enabled(),
                                    place.sending())))));
        }
        return found;
    }

    private static int sent(OutputSetting output, DestinationSetting place) {
        int own = place.delivery().byServer() ? 0 : place.delivery().ownBitsPerSecond();
        return own > 0 ? own : output.bitsPerSecond();
    }

    /// One that is alone, or that the bundled server sends on, gets what the programme has; another one an encoder of
    /// its
    /// own.
    private static Lint.Repair fewer(OutputSetting output, DestinationSetting place, int bits, boolean alone) {
        DeliverySetting delivery = place.delivery();
        if (delivery.byServer() || (alone && delivery.ownBitsPerSecond() == 0)) {
            return bits(output, bits);
        }
        return new Lint.Repair.Destination(
                tr("Send it {0}", kilobits(bits)),
                new DestinationSetting(
                        place.id(),
                        place.name(),
                        place.address(),
                        place.key(),
                        place.enabled(),
                        delivery.withOwnBits(bits)));
    }

    /// Two connections with one key refuse each other.
    private static List<Lint> twice(List<DestinationSetting> places) {
        List<Lint> found = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            DestinationSetting place = places.get(i);
            Optional<DestinationSetting> same = places.subList(0, i).stream()
                    .filter(before ->
                            before.address().strip().equals(place.address().strip())
                                    && before.key().strip().equals(place.key().strip()))
                    .findFirst();
            same.ifPresent(before -> found.add(new Lint(
                    /* grave= */ true,
                    tr(
                            "{0} and {1} have one address and one key; the service takes one of them.",
                            before.name(), place.name()),
                    Optional.of(
                            new Lint.Repair.Destination(tr("Switch {0} off", place.name()), place.enabled(false))))));
        }
        return found;
    }

    /// What the bundled server sends on goes by its own connection, which is not known here.
    private static Optional<Lint> tooMuch(OutputSetting output, List<DestinationSetting> places, OptionalLong uplink) {
        List<DestinationSetting> direct =
                places.stream().filter(place -> !place.delivery().byServer()).toList();
        long sound = AudioSettings.DEFAULT.bitsPerSecond();
        long all = direct.stream()
                .mapToLong(place -> sent(seen(output, place), place) + sound)
                .sum();
        if (uplink.isEmpty() || all <= uplink.getAsLong()) {
            return Optional.empty();
        }
        double share = RELIABLE * uplink.getAsLong() / all;
        int bits = (int) (output.bitsPerSecond() * share) / 100_000 * 100_000;
        return Optional.of(new Lint(
                /* grave= */ false,
                tr(
                        "All destinations together want {0} Mbit/s, and the connection took {1} when it was behind.",
                        Wording.format("%.1f", all / 1e6), Wording.format("%.1f", uplink.getAsLong() / 1e6)),
                Optional.of(
                        bits >= LEAST_BITS
                                ? bits(output, bits)
                                : new Lint.Repair.SetUp(tr("Measure the connection…")))));
    }
}
