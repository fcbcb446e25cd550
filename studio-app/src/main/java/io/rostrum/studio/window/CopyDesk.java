package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.engine.FilterSetting;
import io.rostrum.studio.engine.Layout;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.Elsewhere;
import io.rostrum.studio.engine.StudioSnapshot.FilterView;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What was copied of sources, and puts it into other scenes and on other sources: the sources themselves, their
/// filters, their place. A source is not doubled by that: the scene shows it, too.
final class CopyDesk {
    private final Studio studio;
    private final Consumer<String> tell;
    /// The top one first; a group before its sources.
    private List<SourceView> rows = List.of();
    private Optional<List<FilterSetting>> filters = Optional.empty();
    private Optional<Layout> layout = Optional.empty();

    /// @param tell says a sentence to the user
    CopyDesk(Studio studio, Consumer<String> tell) {
        this.studio = studio;
        this.tell = tell;
    }

    boolean hasSources() {
        return !rows.isEmpty();
    }

    boolean hasFilters() {
        return filters.isPresent();
    }

    boolean hasPlace() {
        return layout.isPresent();
    }

    /// @param copied the top one first; a group before its sources
    void copy(List<SourceView> copied) {
        if (copied.isEmpty()) {
            tell.accept(tr("Select a source to copy it."));
            return;
        }
        rows = List.copyOf(copied);
        tell.accept(tr("Copied {0}.", names(sources())));
    }

    private List<SourceView> sources() {
        return rows.stream().filter(row -> !row.isGroup()).toList();
    }

    private static String names(List<SourceView> of) {
        return of.size() == 1 ? tr("“{0}”", of.getFirst().name()) : trn("{0} source", "{0} sources", of.size());
    }

    /// Shows what was copied in the scene that is edited, as it was: places, groups, and what is hidden or
    /// locked.
    void paste() {
        List<SourceView> sources = sources();
        StudioSnapshot now = studio.snapshot();
        List<String> here = now.sources().stream().map(SourceView::id).toList();
        List<String> there =
                now.scenes().elsewhere().stream().map(Elsewhere::id).toList();
        List<SourceView> come =
                sources.stream().filter(source -> there.contains(source.id())).toList();
        if (come.isEmpty()) {
            boolean known = sources.stream().anyMatch(source -> here.contains(source.id()));
            tell.accept(
                    sources.isEmpty()
                            ? tr("Nothing was copied yet.")
                            : known
                                    ? tr("This scene has {0} already.", names(sources))
                                    : tr("{0} is not there any more.", names(sources)));
            return;
        }
        studio.scenes().paste(now.scenes().edited(), rows);
        tell.accept(tr("Pasted {0}.", names(come)));
    }

    /// @param id of a source, or of the whole picture
    void copyFilters(String id) {
        List<FilterSetting> found = filtersOf(id);
        if (found.isEmpty()) {
            tell.accept(tr("There are no filters to copy."));
        } else {
            filters = Optional.of(found);
            tell.accept(trn("Copied one filter.", "Copied {0} filters.", found.size()));
        }
    }

    private List<FilterSetting> filtersOf(String id) {
        StudioSnapshot now = studio.snapshot();
        List<FilterView> views = id.equals(StudioSnapshot.PROGRAMME)
                ? now.programmeFilters()
                : now.sources().stream()
                        .filter(source -> source.id().equals(id))
                        .flatMap(source -> source.filters().stream())
                        .toList();
        return views.stream().map(FilterView::setting).toList();
    }

    /// Puts the filters that were copied after those that are there.
    ///
    /// @param ids of sources, or of the whole picture
    void pasteFilters(List<String> ids) {
        if (filters.isEmpty()) {
            tell.accept(tr("No filters were copied yet."));
            return;
        }
        for (String id : ids) {
            studio.filters(
                    id,
                    Stream.concat(filtersOf(id).stream(), filters.get().stream())
                            .toList());
        }
    }

    void copyPlace(SourceView row) {
        layout = Optional.of(row.layout());
        tell.accept(tr("Copied the place of “{0}”.", row.name()));
    }

    /// Puts these where the one is whose place was copied; those that are locked stay.
    void pastePlace(List<SourceView> rows) {
        if (layout.isEmpty()) {
            tell.accept(tr("No place was copied yet."));
            return;
        }
        List<String> locked = new ArrayList<>();
        for (SourceView row : rows) {
            if (row.locked()) {
                locked.add(tr("“{0}”", row.name()));
            } else {
                studio.scenes().place(row.id(), layout.get());
            }
        }
        if (!locked.isEmpty()) {
            tell.accept(trn("{1} is locked.", "{1} are locked.", locked.size(), String.join(", ", locked)));
        }
    }
}
