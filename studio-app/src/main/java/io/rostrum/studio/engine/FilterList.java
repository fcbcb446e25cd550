package io.rostrum.studio.engine;

import io.rostrum.effects.filter.FilterChain;
import io.rostrum.effects.filter.FilterCost;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.studio.engine.StudioSnapshot.FilterView;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A list of filters as the user sees it, and the chain that does them. A filter that cannot be built is left
/// out and says why. The list changes on one thread; any thread may look.
final class FilterList {
    /// @param trouble why it cannot be built; empty where it can
    private record Entry(FilterSetting setting, Optional<FilterSpec> spec, Optional<String> trouble) {
        boolean applied() {
            return setting.enabled() && spec.isPresent();
        }
    }

    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final FilterChain chain;
    private volatile List<Entry> entries;

    FilterList(List<FilterSetting> settings) {
        entries = read(settings);
        chain = FilterChain.create(specs(entries), GpuMode.AUTO, Clock.system(ZoneId.systemDefault()), failures::put);
    }

    private static List<Entry> read(List<FilterSetting> settings) {
        List<Entry> read = new ArrayList<>();
        for (FilterSetting setting : settings) {
            try {
                read.add(new Entry(setting, Optional.of(FilterSpec.parse(setting.spec())), Optional.empty()));
            } catch (IllegalArgumentException e) {
                read.add(new Entry(setting, Optional.empty(), Optional.of(String.valueOf(e.getMessage()))));
            }
        }
        return List.copyOf(read);
    }

    private static List<FilterSpec> specs(List<Entry> entries) {
        return entries.stream()
                .filter(Entry::applied)
                .flatMap(entry -> entry.spec().stream())
                .toList();
    }

    void set(List<FilterSetting> settings) {
        failures.clear();
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

    List<FilterView> view() {
        List<FilterView> view = new ArrayList<>();
        Iterator<FilterCost> costs = chain.costs().iterator();
        for (Entry entry : entries) {
            FilterCost cost = entry.applied() && costs.hasNext() ? costs.next() : null;
            Optional<String> trouble =
                    cost == null || cost.active() ? entry.trouble() : Optional.ofNullable(failures.get(cost.name()));
            view.add(new FilterView(entry.setting(), cost == null ? 0 : cost.millis(), trouble));
        }
        return view;
    }
}
