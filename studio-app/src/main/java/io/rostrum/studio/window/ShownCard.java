package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.dialogs.PageDialog;
import io.rostrum.studio.dialogs.SourceDialog;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.Film;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.input.DrawnKind;
import io.rostrum.studio.overlay.Glyph;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What a source shows, where that can be changed: leads to its text, its colour, its time, turns its pages, and goes
/// on and back in a film; loads a web page anew.
final class ShownCard extends VBox {
    private static final String PLAYLIST = DrawnKind.PLAYLIST.word();

    private final Label caption = Controls.line("numbers");
    private final HBox pages;
    private final FilmBar film;
    private final Button button;
    private final Button back;
    private final Button on;
    private final Button reload;
    private final Button use;
    private @Nullable SourceView source;

    /// @param change opens what can be changed
    /// @param use    opens what mouse and keyboard do to a web page
    ShownCard(Studio studio, Consumer<SourceView> change, Consumer<SourceView> use) {
        setSpacing(8);
        button = Controls.button(Glyph.SETTINGS, tr("What it shows…"), () -> with(change));
        button.setId("change-source");
        button.setMaxWidth(Double.MAX_VALUE);
        back = Controls.iconButton(
                Glyph.CHEVRON_LEFT, tr("Previous page"), () -> with(view -> studio.turn(view.id(), -1)));
        back.setId("previous-page");
        on = Controls.iconButton(Glyph.CHEVRON_RIGHT, tr("Next page"), () -> with(view -> studio.turn(view.id(), 1)));
        on.setId("next-page");
        pages = new HBox(8, caption, Controls.spring(), back, on);
        pages.setAlignment(Pos.CENTER_LEFT);
        film = new FilmBar(at -> with(view -> studio.seek(view.id(), at)));
        reload = Controls.button(
                Glyph.RETRY, tr("Load anew"), () -> with(view -> studio.pages().reload(view.id())));
        reload.setId("reload-page");
        reload.setMaxWidth(Double.MAX_VALUE);
        this.use = Controls.button(Glyph.OPEN, tr("Use the page…"), () -> with(use));
        this.use.setId("use-page");
        this.use.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(pages, film, button, this.use, reload);
    }

    private void with(Consumer<SourceView> action) {
        SourceView of = source;
        if (of != null) {
            action.accept(of);
        }
    }

    /// Shows itself for sources that can be changed.
    void follow(Optional<SourceView> selected) {
        source = selected.orElse(null);
        boolean changes =
                selected.filter(view -> SourceDialog.changes(view.input())).isPresent();
        String where = selected.map(SourceView::caption).orElse("");
        Optional<Film> played = selected.flatMap(SourceView::film);
        Controls.present(this, changes || !where.isEmpty() || played.isPresent());
        Controls.present(button, changes);
        boolean page = selected.filter(view -> PageDialog.uses(view.input())).isPresent();
        Controls.present(use, page);
        Controls.present(reload, page);
        boolean list =
                selected.filter(view -> view.input().startsWith(PLAYLIST)).isPresent();
        Controls.name(back, list ? tr("Previous file") : changes ? tr("Previous page") : tr("Ten seconds back"));
        Controls.name(on, list ? tr("Next file") : changes ? tr("Next page") : tr("Ten seconds on"));
        Controls.say(caption, where.isEmpty() ? "" : Character.toUpperCase(where.charAt(0)) + where.substring(1));
        Controls.present(pages, !where.isEmpty());
        film.follow(selected.map(SourceView::id).orElse(""), played);
    }
}
