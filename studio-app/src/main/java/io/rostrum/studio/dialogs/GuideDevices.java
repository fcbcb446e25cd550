package io.rostrum.studio.dialogs;

import io.rostrum.studio.engine.ChannelSetting;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the first run proposes to be seen and heard. A sound is added as soon as it is chosen, so that its level
/// moves; a picture only when it was agreed to, because most cameras cannot be opened twice. Choosing another, or
/// skipping, takes away what was added here, and nothing else.
final class GuideDevices {
    private final Studio studio;
    private Optional<Offer> picture = Optional.empty();
    private Optional<String> addedSource = Optional.empty();
    private Optional<String> addedChannel = Optional.empty();

    GuideDevices(Studio studio) {
        this.studio = studio;
    }

    /// {@return what can be seen, the best first}
    static List<Offer> pictures(SourceCatalog catalog) {
        return concat(catalog, SourceCategory.CAMERA, SourceCategory.SCREEN, SourceCategory.TEST_CARD);
    }

    /// {@return what can be heard, the best first}
    static List<Offer> sounds(SourceCatalog catalog) {
        return concat(catalog, SourceCategory.MICROPHONE, SourceCategory.DESKTOP_SOUND, SourceCategory.TONE);
    }

    private static List<Offer> concat(SourceCatalog catalog, SourceCategory... categories) {
        List<Offer> all = new ArrayList<>();
        for (SourceCategory category : categories) {
            all.addAll(catalog.in(category));
        }
        return List.copyOf(all);
    }

    /// {@return what was shown last, else the first of `offers` that is in use already, else the first}
    Optional<Offer> proposed(List<Offer> offers) {
        StudioSnapshot now = studio.snapshot();
        return picture.filter(offers::contains)
                .or(() -> offers.stream().filter(offer -> isUsed(now, offer)).findFirst())
                .or(() -> offers.stream().findFirst());
    }

    private static boolean isUsed(StudioSnapshot now, Offer offer) {
        return offer.category().sound()
                ? now.channels().stream().anyMatch(channel -> channel.input().equals(offer.input()))
                : now.sources().stream().anyMatch(source -> source.input().equals(offer.input()));
    }

    /// Shows this in place of what was chosen before; nothing for nothing.
    void see(Optional<Offer> offer) {
        release();
        picture = offer;
        StudioSnapshot now = studio.snapshot();
        addedSource = offer.filter(one -> !isUsed(now, one))
                .map(one ->
                        studio.addSource(new SourceSetting(FreeName.of(one.name(), now.sourceNames()), one.input())));
    }

    /// Takes the picture away for the moment, so that its camera can be looked at; [#seeAgain()] brings it back.
    void release() {
        addedSource.ifPresent(studio::remove);
        addedSource = Optional.empty();
    }

    void seeAgain() {
        see(picture);
    }

    /// Lets this be heard in place of what was chosen before; nothing for nothing.
    void hear(Optional<Offer> offer) {
        addedChannel.ifPresent(studio::remove);
        StudioSnapshot now = studio.snapshot();
        addedChannel = offer.filter(one -> !isUsed(now, one))
                .map(one -> studio.addChannel(new ChannelSetting(
                        FreeName.of(
                                one.name(),
                                now.channels().stream().map(ChannelView::name).toList()),
                        one.input())));
    }

    /// {@return how the chosen sound is now; empty while none is chosen}
    Optional<ChannelView> heard(Optional<Offer> offer) {
        return offer.flatMap(one -> studio.snapshot().channels().stream()
                .filter(channel -> Objects.equals(channel.input(), one.input()))
                .findFirst());
    }

    /// Takes away what this added.
    void undo() {
        see(Optional.empty());
        hear(Optional.empty());
    }
}
