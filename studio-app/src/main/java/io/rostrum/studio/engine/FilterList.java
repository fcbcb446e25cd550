package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.filter.FilterChain;
import io.rostrum.effects.filter.FilterCost;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.studio.engine.StudioSnapshot.FilterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A list of filters as the user sees it, and the chain that does them. A filter that cannot be built is left
/// out and says why; in place of one that was to hide something everything is blurred. The list changes on one thread;
/// any thread may look.
final class FilterList {
    private static final FilterSpec EVERYTHING_HIDDEN = FilterSpec.parse("blur=all,radius=200");

    /// @param trouble why it cannot be built; empty where it can
    private record Entry(FilterSetting setting, Optional<FilterSpec> spec, Optional<String> trouble) {
        boolean applied() {
            return setting.enabled() && spec.isPresent();
        }
    }

    private final FilterChain chain;
    private volatile List<Entry> entries;

    FilterList(List<FilterSetting> settings) {
        entries = read(settings);
        chain = FilterChain.create(List.of(), GpuMode.AUTO);
        chain.replace(specs(entries)); // not in its making: what cannot be built must not keep the studio from opening
    }

    private static List<Entry> read(List<FilterSetting> settings) {
        List<Entry> read = new ArrayList<>();
        for (FilterSetting setting : settings) {
            try {
                read.add(new Entry(setting, Optional.of(FilterSpec.parse(setting.spec())), Optional.empty()));
            } catch (IllegalArgumentException e) {
                read.add(unreadable(setting, String.valueOf(e.getMessage())));
            }
        }
        return List.copyOf(read);
    }

    private static Entry unreadable(FilterSetting setting, String why) {
        return FilterSpec.hides(setting.spec())
                ? new Entry(
                        setting,
                        Optional.of(EVERYTHING_HIDDEN),
                        Optional.of(tr("{0}; until it can be read the whole picture is blurred", why)))
                : new Entry(setting, Optional.empty(), Optional.of(why));
    }

    private static List<FilterSpec> specs(List<Entry> entries) {
        return entries.stream()
                .filter(Entry::applied)
                .flatMap(entry -> entry.spec().stream())
                .toList();
    }

    void set(List<FilterSetting> settings) {
        entries = read(settings);
        chain.replace(specs(entries));
    }

    List<FilterSetting> settings() {
        return entries.stream().map(Entry::setting).toList();
    }

    /// {@return what does them; whoever uses it closes it}
    VideoFilter filter() {
        return chain;
    }

    /// {@return where they work: the processor, or a graphics card's name}
    String path() {
        return chain.describePath();
    }

    /// {@return each filter, with what the chain says of the one that was made from it; nothing while it is not
    /// adopted}
    List<FilterView> view() {
        List<FilterCost> costs = new ArrayList<>(chain.costs());
        List<FilterView> view = new ArrayList<>();
        for (Entry entry : entries) {
            Optional<FilterCost> cost = entry.spec()
                    .filter(_ -> entry.applied())
                    .flatMap(spec -> costs.stream()
                            .filter(candidate -> candidate.spec().equals(spec))
                            .findFirst());
            cost.ifPresent(costs::remove);
            view.add(new FilterView(
                    entry.setting(),
                    cost.map(FilterCost::millis).orElse(0.0),
                    cost.flatMap(FilterCost::trouble)
                            .map(why -> words(entry.setting(), why))
                            .or(entry::trouble)));
        }
        return view;
    }

    private static String words(FilterSetting setting, String why) {
        return FilterSpec.hides(setting.spec())
                ? tr("it does not work, so the whole picture is covered ({0}); switch it off, or add it anew", why)
                : tr("it does not work and is left out ({0}); switch it off and on, or add it anew", why);
    }
}
