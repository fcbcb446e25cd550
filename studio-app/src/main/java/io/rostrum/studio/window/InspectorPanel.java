package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.filter.FilterSettings;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.FilterSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.FilterView;
import io.rostrum.studio.engine.StudioSnapshot.Seen;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.overlay.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The filters of what is selected, and where on the canvas it is.
///
/// What the user changes is sent at once, but no more often than the window is brought up to date; until it has
/// come back in a snapshot, the controls keep what the user chose.
final class InspectorPanel extends VBox implements FilterCard.Owner {
    private static final PseudoClass HELD = PseudoClass.getPseudoClass("held");
    private static final long OWN_WORD_NANOS = 600_000_000;

    private final Studio studio;
    private final FileChoice files;
    private final Consumer<Boolean> comparing;
    private final Label title = Controls.line();
    private final ToggleButton compare =
            Controls.iconToggle(Glyph.COMPARE, tr("Hold to see the picture without filters"));
    private final PlacePicker place;
    private final PlaceCard numbers;
    private final CameraCard camera;
    private final ShownCard shows;
    private final VBox cards = new VBox();
    private final VBox empty;
    private final MenuButton add = new MenuButton(tr("Add filter"), Glyph.ADD.small());
    private final List<FilterCard> shown = new ArrayList<>();
    private List<FilterDraft> drafts = new ArrayList<>();
    private List<Boolean> enabled = new ArrayList<>();
    private String target = StudioSnapshot.PROGRAMME;
    private boolean ofGroup;
    private boolean unsaid;
    private long lastWordNanos;
    private boolean changedEver;

    /// @param comparing hears whether the picture is without filters
    /// @param change    opens what can be changed of a source
    /// @param use       opens what mouse and keyboard do to a web page
    InspectorPanel(
            Studio studio,
            FileChoice files,
            Consumer<Boolean> comparing,
            Consumer<SourceView> change,
            Consumer<SourceView> use) {
        this.studio = studio;
        this.files = files;
        this.comparing = comparing;
        getStyleClass().addAll("panel", "inspector");
        holdToCompare();
        place = new PlacePicker(corner -> studio.place(target, corner));
        numbers = new PlaceCard(layout -> studio.scenes().place(target, layout));
        camera = new CameraCard((control, value) -> studio.control(target, control, value));
        shows = new ShownCard(studio, change, use);
        for (FilterKind.Group group : FilterKind.OFFERED) {
            Menu menu = new Menu(tr(group.name()), group.glyph().small());
            group.kinds().forEach(kind -> menu.getItems().add(offer(kind)));
            add.getItems().add(menu);
        }
        add.setId("add-filter");
        add.setMaxWidth(Double.MAX_VALUE);
        add.getStyleClass().add("bare");
        Label nothing =
                new Label(tr("No filters here yet. Smooth skin, blur the background, or put a text over the picture."));
        empty = new VBox(nothing);
        empty.getStyleClass().add("empty");
        cards.getStyleClass().add("cards");
        VBox body = new VBox(shows, place, cards, empty, add, numbers, camera);
        body.getStyleClass().add("panel-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        HBox header = Controls.header(title, compare);
        HBox.setHgrow(title, Priority.SOMETIMES);
        getChildren().addAll(header, scroll);
    }

    private void holdToCompare() {
        compare.setId("compare");
        compare.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> compare(true));
        compare.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> compare(false));
        compare.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.SPACE) {
                compare(true);
            }
        });
        compare.addEventHandler(KeyEvent.KEY_RELEASED, key -> {
            if (key.getCode() == KeyCode.SPACE) {
                compare(false);
            }
        });
        compare.setOnAction(_ -> compare.setSelected(false));
        compare.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                compare(false);
            }
        });
    }

    /// Shows the picture without filters, or with them again.
    void compare(boolean without) {
        compare.pseudoClassStateChanged(HELD, without);
        comparing.accept(without);
        studio.compare(without);
    }

    private MenuItem offer(FilterKind kind) {
        MenuItem item = new MenuItem(tr(kind.name()), kind.glyph().small());
        item.setOnAction(_ -> {
            if (kind.equals(FilterKind.LOGO)) {
                files.picture().ifPresent(file -> append(FilterKind.logo(file.toString())));
            } else if (kind.equals(FilterKind.BACKGROUND_PICTURE)) {
                files.picture().ifPresent(file -> append(FilterKind.background(file.toString())));
            } else if (kind.equals(FilterKind.MASK)) {
                files.picture().ifPresent(file -> append(FilterKind.mask(file.toString())));
            } else if (kind.equals(FilterKind.LUT)) {
                files.colourLook().ifPresent(file -> append(FilterKind.lut(file.toString())));
            } else {
                append(kind.spec());
            }
        });
        return item;
    }

    private void append(String spec) {
        drafts.add(FilterDraft.of(spec));
        enabled.add(true);
        rebuild();
        say();
    }

    /// Brings everything up to date in place.
    ///
    /// @param id  of the selected source, or [StudioSnapshot#PROGRAMME]
    /// @param now a clock that never goes back
    void update(StudioSnapshot snapshot, String id, long now) {
        boolean other = !id.equals(target);
        if (other) {
            flush();
            target = id;
            changedEver = false;
        }
        if (unsaid) {
            flush();
            lastWordNanos = now;
            changedEver = true;
        }
        Optional<SourceView> source =
                snapshot.sources().stream().filter(view -> view.id().equals(id)).findFirst();
        Controls.say(title, source.map(SourceView::name).orElse(tr("Whole picture")));
        Controls.present(place, source.isPresent());
        Controls.present(numbers, source.isPresent());
        ofGroup = source.filter(SourceView::isGroup).isPresent();
        numbers.ofGroup(ofGroup);
        Controls.present(add, !ofGroup);
        source.ifPresent(view -> {
            place.follow(view.place(), view.locked());
            numbers.follow(view.layout(), view.locked(), snapshot.canvas());
        });
        shows.follow(source);
        camera.follow(source.map(SourceView::controls).orElse(List.of()));
        List<FilterView> views = source.map(SourceView::filters).orElse(snapshot.programmeFilters());
        if (other || !changedEver || now - lastWordNanos > OWN_WORD_NANOS) {
            follow(views, other);
        }
        if (views.size() == shown.size()) {
            for (int i = 0; i < views.size(); i++) {
                shown.get(i).measure(views.get(i));
            }
        }
    }

    /// {@return the areas that are hidden by what is selected, to be framed on the preview}
    List<AreaFrames.Area> areas(StudioSnapshot snapshot) {
        PictureSize canvas = snapshot.canvas();
        boolean whole = target.equals(StudioSnapshot.PROGRAMME);
        if (whole && snapshot.scenes().onSecond()) {
            return List.of(); // they are where they are on the programme
        }
        Optional<Seen> seen = whole
                ? Optional.of(new Seen(canvas, PictureRect.of(canvas), PictureRect.of(canvas)))
                : snapshot.sources().stream()
                        .filter(view -> view.id().equals(target)
                                && view.visible()
                                && view.layout().turn().isNone())
                        .findFirst()
                        .flatMap(SourceView::seen);
        List<AreaFrames.Area> areas = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            if (seen.isPresent()
                    && enabled.get(i)
                    && drafts.get(i) instanceof FilterDraft.Known(FilterSettings settings)
                    && HiddenArea.of(settings).isPresent()) {
                areas.add(new AreaFrames.Area(i, HiddenArea.of(settings).get(), seen.get()));
            }
        }
        return areas;
    }

    /// Puts what the filter of this number hides somewhere else.
    void moveArea(int index, PictureRect to) {
        if (index < drafts.size() && drafts.get(index) instanceof FilterDraft.Known(FilterSettings settings)) {
            FilterDraft moved = new FilterDraft.Known(HiddenArea.moved(settings, to));
            shown.get(index).follow(moved, enabled.get(index));
            changed(shown.get(index), moved);
        }
    }

    private void follow(List<FilterView> views, boolean other) {
        drafts = new ArrayList<>(views.stream()
                .map(view -> FilterDraft.of(view.setting().spec()))
                .toList());
        enabled = new ArrayList<>(
                views.stream().map(view -> view.setting().enabled()).toList());
        List<String> kinds = drafts.stream().map(FilterDraft::kind).toList();
        if (other || !kinds.equals(shown.stream().map(FilterCard::kind).toList())) {
            rebuild();
        }
        for (int i = 0; i < shown.size(); i++) {
            shown.get(i).follow(drafts.get(i), enabled.get(i));
        }
    }

    private void rebuild() {
        shown.clear();
        for (int i = 0; i < drafts.size(); i++) {
            FilterCard card = new FilterCard(drafts.get(i), target.equals(StudioSnapshot.PROGRAMME), this, files);
            card.follow(drafts.get(i), enabled.get(i));
            shown.add(card);
        }
        cards.getChildren().setAll(shown);
        Controls.present(empty, shown.isEmpty() && !ofGroup);
        Controls.present(cards, !shown.isEmpty());
    }

    private void say() {
        unsaid = true;
    }

    private void flush() {
        if (unsaid) {
            unsaid = false;
            List<FilterSetting> settings = new ArrayList<>();
            for (int i = 0; i < drafts.size(); i++) {
                settings.add(new FilterSetting(drafts.get(i).text(), enabled.get(i)));
            }
            studio.filters(target, settings);
        }
    }

    @Override
    public void changed(FilterCard card, FilterDraft draft) {
        drafts.set(shown.indexOf(card), draft);
        say();
    }

    @Override
    public void enabled(FilterCard card, boolean on) {
        int index = shown.indexOf(card);
        enabled.set(index, on);
        card.follow(drafts.get(index), on);
        say();
    }

    @Override
    public void moved(FilterCard card, int steps) {
        int from = shown.indexOf(card);
        int to = from + steps;
        if (to < 0 || to >= shown.size()) {
            return;
        }
        drafts.add(to, drafts.remove(from));
        enabled.add(to, enabled.remove(from));
        rebuild();
        say();
    }

    @Override
    public void removed(FilterCard card) {
        int index = shown.indexOf(card);
        drafts.remove(index);
        enabled.remove(index);
        rebuild();
        say();
    }
}
