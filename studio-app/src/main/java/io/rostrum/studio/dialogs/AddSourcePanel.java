package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.AvailableSource;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.engine.Thumbnail;
import io.rostrum.studio.input.DrawnKind;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import io.rostrum.studio.words.Wording;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// What [AddSourceDialog] shows, from its opening to its end.
final class AddSourcePanel {
    private static final Duration LOOK_AT_CARDS = Duration.millis(250);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Studio studio;
    private final Overlay overlay;
    private final FileSources adding;
    private final TextField search = new TextField();
    private final CategoryList categories = new CategoryList(this::showCategory);
    private final OfferGrid grid = new OfferGrid(_ -> readiness(), this::add);
    private final FilePane file = new FilePane(this::readiness);
    private final StackPane place = new StackPane();
    private final HBox progress = new HBox();
    private final Button again = DialogFrame.plain(tr("Look again"), this::discover);
    private final Button add = DialogFrame.primary(tr("Add"), this::addChosen);
    private final ThumbnailWatch thumbnails;
    private final Map<String, Thumbnail> seen = new HashMap<>();
    private final Map<DrawnKind, DrawnForm> forms = new EnumMap<>(DrawnKind.class);

    private SourceCategory category = SourceCategory.CAMERA;
    private SourceCatalog catalog;
    private @Nullable CompletableFuture<List<AvailableSource>> looking;
    private int looks;
    private String lookingFailed = "";

    AddSourcePanel(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
        adding = new FileSources(studio);
        catalog = new SourceCatalog(List.of(), SceneOffers.of(studio.snapshot().scenes()));
        thumbnails = new ThumbnailWatch(this::take, Platform::runLater, new ThumbnailWatch.Viewer() {
            @Override
            public void picture(String input, Thumbnail picture) {
                seen.put(input, picture);
                cardsOf(input).forEach(card -> card.show(picture));
            }

            @Override
            public void failed(String input, String why) {
                seen.remove(input);
                String said = InUse.orElse(studio, input, why);
                cardsOf(input).forEach(card -> card.say(said));
            }
        });
    }

    void open(SourceCategory first) {
        DialogFrame frame = new DialogFrame(tr("Add a source"), tr("What viewers see and hear."), body(), 900, 560)
                .withButtons(progress, DialogFrame.spring(), DialogFrame.plain(tr("Cancel"), overlay::close), add);
        WhileShown.every(frame, LOOK_AT_CARDS, this::lookAtCards, this::closed);
        categories.choose(first);
        overlay.show(frame, tr("Add a source"));
        discover();
    }

    private Node body() {
        search.setPromptText(tr("Search"));
        search.setAccessibleText(tr("Search sources"));
        search.setId("source-search");
        search.setUserData(Overlay.FIRST_FOCUS);
        search.textProperty().subscribe(_ -> refresh());
        search.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.DOWN) {
                grid.enter();
                key.consume();
            }
        });
        HBox.setHgrow(search, Priority.ALWAYS);
        again.setGraphic(Glyph.RETRY.small());
        again.setId("look-again");
        HBox top = new HBox(search, again);
        top.getStyleClass().add("toolbar");
        VBox.setVgrow(place, Priority.ALWAYS);
        place.setMinSize(0, 0);
        VBox main = new VBox(top, place);
        main.getStyleClass().add("source-main");
        progress.setAlignment(Pos.CENTER_LEFT);
        progress.getStyleClass().add("progress-line");
        BorderPane body = new BorderPane(main);
        body.setLeft(categories);
        body.setMinSize(0, 0);
        return body;
    }

    // Looking for what is there.

    private void discover() {
        CompletableFuture<List<AvailableSource>> asked = studio.discover();
        looking = asked;
        looks++;
        int number = looks;
        lookingFailed = "";
        showProgress();
        refresh();
        asked.whenComplete((found, failure) -> Platform.runLater(() -> discovered(number, found, failure)));
    }

    private void discovered(int number, @Nullable List<AvailableSource> found, @Nullable Throwable failure) {
        if (number != looks || looking == null) {
            return;
        }
        looking = null;
        if (found != null) {
            catalog = new SourceCatalog(found, SceneOffers.of(studio.snapshot().scenes()));
        } else if (!(failure instanceof CancellationException)) {
            lookingFailed = Words.of(failure, tr("Looking for cameras, screens and sound failed. Look again."));
        }
        showProgress();
        refresh();
    }

    private void stopLooking() {
        if (looking != null) {
            looking.cancel(/* mayInterruptIfRunning= */ true);
        }
    }

    private void showProgress() {
        again.setDisable(looking != null);
        if (looking == null) {
            progress.getChildren().clear();
            return;
        }
        ProgressBar turning = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        turning.setPrefWidth(96);
        Label words = Texts.line(tr("Looking for cameras, screens and sound…"), "hint");
        Button stop = DialogFrame.plain(tr("Stop looking"), this::stopLooking);
        stop.setId("stop-looking");
        stop.getStyleClass().add("quiet");
        progress.getChildren().setAll(turning, words, stop);
    }

    // Showing it.

    private void showCategory(SourceCategory chosen) {
        category = chosen;
        refresh();
    }

    private void refresh() {
        categories.count(one -> catalog.in(one, search.getText()).size());
        if (category == SourceCategory.FILE) {
            place.getChildren().setAll(file);
        } else if (category.drawn().isPresent()) {
            place.getChildren().setAll(form(category.drawn().get()));
        } else {
            List<Offer> offers = catalog.in(category, search.getText());
            grid.show(offers, used());
            grid.cards().forEach(this::showSeen);
            place.getChildren().setAll(offers.isEmpty() ? nothing() : grid);
        }
        readiness();
    }

    private DrawnForm form(DrawnKind kind) {
        return forms.computeIfAbsent(kind, _ -> {
            DrawnForm form = new DrawnForm(studio, NewSource.of(kind));
            form.onChanged(this::readiness);
            return form;
        });
    }

    private void showSeen(OfferCard card) {
        Thumbnail picture =
                card.offer().category().pictured() ? seen.get(card.offer().input()) : null;
        if (picture != null) {
            card.show(picture);
        }
    }

    private Node nothing() {
        String query = search.getText().strip();
        Glyph icon = OfferCard.glyph(category);
        if (!catalog.in(category).isEmpty()) {
            return new NothingHere(
                    icon.large(),
                    tr("No {0} matches “{1}”.", Wording.within(tr(category.label())), query),
                    catalog.elsewhere(category, query).stream()
                            .findFirst()
                            .map(other -> DialogFrame.plain(
                                    tr(
                                            "Show {0} under {1}",
                                            catalog.in(other, query).size(), tr(other.label())),
                                    () -> categories.choose(other)))
                            .orElseGet(() -> DialogFrame.plain(tr("Show all"), search::clear)));
        }
        if (looking != null) {
            return new NothingHere(icon.large(), tr("Looking for {0}…", tr(category.plural())));
        }
        Button look = DialogFrame.plain(tr("Look again"), this::discover);
        if (!lookingFailed.isEmpty()) {
            return new NothingHere(Glyph.WARNING.large(), lookingFailed, look);
        }
        return category.instead()
                .map(other -> new NothingHere(
                        icon.large(),
                        tr(category.nothing()),
                        DialogFrame.plain(tr("Use {0}", Wording.within(tr(other.label()))), () -> instead(other)),
                        look))
                .orElseGet(() -> new NothingHere(icon.large(), tr(category.nothing()), look));
    }

    private void instead(SourceCategory other) {
        search.clear();
        categories.choose(other);
        grid.enter();
    }

    private Set<String> used() {
        StudioSnapshot now = studio.snapshot();
        return (category.sound()
                        ? now.channels().stream().map(ChannelView::input)
                        : now.sources().stream().map(SourceView::input))
                .collect(Collectors.toSet());
    }

    private void readiness() {
        boolean ready = category.drawn()
                .map(kind -> form(kind).input().isPresent())
                .orElseGet(() -> category == SourceCategory.FILE
                        ? !(file.choice() instanceof FileChoice.Wrong || file.choice() instanceof FileChoice.Nothing)
                        : grid.chosen().isPresent());
        add.setDisable(!ready);
    }

    // Small pictures of what can be seen.

    private void lookAtCards() {
        List<String> visible = switch (category) {
            case FILE -> file.card().map(card -> card.offer().input()).stream().toList();
            default ->
                !category.pictured() || !category.listed() || grid.getScene() == null ? List.of() : grid.visible();
        };
        thumbnails.tick(visible, System.nanoTime() / NANOS_PER_MILLI);
    }

    private CompletableFuture<Thumbnail> take(SourceSetting source) {
        double scale = WhileShown.scale(place);
        return studio.thumbnail(source, (int) Math.ceil(OfferCard.PICTURE_WIDTH * scale), (int)
                Math.ceil(OfferCard.PICTURE_HEIGHT * scale));
    }

    private List<OfferCard> cardsOf(String input) {
        List<OfferCard> cards =
                category == SourceCategory.FILE ? file.card().stream().toList() : grid.cards();
        return cards.stream().filter(card -> card.offer().input().equals(input)).toList();
    }

    // Adding.

    private void addChosen() {
        if (category == SourceCategory.FILE) {
            adding.add(file.choice()).ifPresent(this::done);
        } else if (category.drawn().isPresent()) {
            DrawnForm form = form(category.drawn().get());
            form.input().ifPresent(input -> done(adding.addSource(form.name(), input)));
        } else {
            grid.chosen().ifPresent(this::add);
        }
    }

    private void add(Offer offer) {
        Optional<String> refused = SceneOffers.refused(offer, studio.snapshot().scenes());
        if (refused.isPresent()) {
            overlay.toast(refused.get(), Glyph.WARNING);
            return;
        }
        String name = offer.category().sound()
                ? adding.addChannel(offer.name(), offer.input())
                : adding.addSource(offer.name(), offer.input());
        done(name);
    }

    private void done(String name) {
        overlay.close();
        overlay.toast(tr("Added “{0}”", name));
    }

    private void closed() {
        thumbnails.close();
        stopLooking();
        looking = null;
    }
}
