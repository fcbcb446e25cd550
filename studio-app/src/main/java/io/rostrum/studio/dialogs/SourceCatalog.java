package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.AvailableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// All that can be added: what was found on this machine, and what is always there.
final class SourceCatalog {
    private static final List<Offer> ALWAYS = List.of(
            new Offer(
                    SourceCategory.TEST_CARD,
                    mark("Test card"),
                    mark("Moving bars with a clock, to try everything without a camera"),
                    "testcard"),
            new Offer(SourceCategory.TONE, mark("Tone"), mark("A steady 1 kHz tone"), "tone"),
            new Offer(
                    SourceCategory.TONE,
                    mark("Test card beep"),
                    mark("A beep each second, together with the test card's flash"),
                    "testcard"));
    private static final Set<String> ALWAYS_INPUTS = Set.of("testcard", "tone");

    /// What is there without looking.
    static final SourceCatalog EMPTY = new SourceCatalog(List.of());

    private final List<Offer> offers;

    /// @param found on this machine
    SourceCatalog(List<AvailableSource> found) {
        this(found, List.of());
    }

    /// @param found  on this machine
    /// @param scenes that can be shown as a source
    SourceCatalog(List<AvailableSource> found, List<Offer> scenes) {
        List<Offer> all = new ArrayList<>();
        for (AvailableSource source : found) {
            if (source.kind() != AvailableSource.Kind.TEST || !ALWAYS_INPUTS.contains(source.input())) {
                all.add(new Offer(SourceCategory.of(source.kind()), source.name(), source.detail(), source.input()));
            }
        }
        ALWAYS.forEach(one -> all.add(new Offer(one.category(), tr(one.name()), tr(one.detail()), one.input())));
        all.addAll(scenes);
        offers = List.copyOf(all);
    }

    /// {@return what is in `category` and has each word of `query` in its name or detail, in the order it was
    /// found}
    List<Offer> in(SourceCategory category, String query) {
        String[] words = query.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
        return offers.stream()
                .filter(offer -> offer.category() == category && matches(offer, words))
                .toList();
    }

    /// {@return everything in `category`}
    List<Offer> in(SourceCategory category) {
        return in(category, "");
    }

    /// {@return other categories that have something for `query`, those with the same sense first}
    List<SourceCategory> elsewhere(SourceCategory category, String query) {
        List<SourceCategory> same = new ArrayList<>();
        List<SourceCategory> other = new ArrayList<>();
        for (SourceCategory candidate : SourceCategory.values()) {
            if (candidate != category && !in(candidate, query).isEmpty()) {
                (candidate.sound() == category.sound() ? same : other).add(candidate);
            }
        }
        same.addAll(other);
        return same;
    }

    private static boolean matches(Offer offer, String[] words) {
        String text = (offer.name() + " " + offer.detail()).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
