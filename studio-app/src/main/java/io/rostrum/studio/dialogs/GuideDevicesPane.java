package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.dialogs.OutputForm.Choice;
import io.rostrum.studio.engine.AvailableSource;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.Thumbnail;
import io.rostrum.studio.overlay.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// The first step: the camera is seen and the microphone's level moves.
final class GuideDevicesPane extends HBox {
    private static final String NONE = "";
    private static final double GAP = 24;
    private static final double SILENCE_DECIBELS = -60;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Studio studio;
    private final GuideDevices devices;
    private final ThumbnailWatch thumbnails;
    private final Choices pictures = new Choices("guide-picture", this::pictureChosen);
    private final Choices sounds = new Choices("guide-sound", this::soundChosen);
    private final StackPane picture = new StackPane();
    private final ProgressBar level = new ProgressBar(0);
    private final Label levelWords = Texts.small("");
    private final Label found = Texts.small(tr("Looking for cameras and microphones…"));
    private final Button again = DialogFrame.plain(tr("Look again"), this::discover);
    private SourceCatalog catalog = SourceCatalog.EMPTY;
    private Optional<Offer> seen = Optional.empty();
    private Optional<Offer> heard = Optional.empty();
    private @Nullable OfferCard card;
    private @Nullable CompletableFuture<List<AvailableSource>> looking;
    private int looks;

    GuideDevicesPane(Studio studio, GuideDevices devices) {
        this.studio = studio;
        this.devices = devices;
        thumbnails = new ThumbnailWatch(this::take, Platform::runLater, new ThumbnailWatch.Viewer() {
            @Override
            public void picture(String input, Thumbnail thumbnail) {
                if (card != null && card.offer().input().equals(input)) {
                    card.show(thumbnail);
                }
            }

            @Override
            public void failed(String input, String why) {
                if (card != null && card.offer().input().equals(input)) {
                    card.say(InUse.orElse(studio, input, why));
                }
            }
        });
        getStyleClass().add("guide-columns");
        level.setMaxWidth(Double.MAX_VALUE);
        level.setId("guide-level");
        level.setAccessibleText(tr("Level of the sound"));
        picture.setAlignment(Pos.TOP_LEFT);
        found.managedProperty().bind(found.textProperty().isNotEmpty());
        picture.setMinHeight(OfferCard.PICTURE_HEIGHT + 56);
        again.setGraphic(Glyph.RETRY.small());
        Node seeing = column(new Field(tr("Picture"), pictures, tr("What viewers see.")), picture);
        Node hearing =
                column(new Field(tr("Sound"), sounds, tr("What viewers hear.")), level, levelWords, found, again);
        getChildren().addAll(seeing, hearing);
        WhileShown.every(this, Duration.millis(100), this::tick, this::left);
        discover();
    }

    private Node column(Node... nodes) {
        VBox column = new VBox(nodes);
        column.getStyleClass().add("guide-column");
        column.setAlignment(Pos.TOP_LEFT);
        column.setMinWidth(0);
        column.prefWidthProperty().bind(widthProperty().subtract(GAP).divide(2));
        HBox.setHgrow(column, Priority.ALWAYS);
        return column;
    }

    private void discover() {
        found.setText(tr("Looking for cameras and microphones…"));
        again.setDisable(true);
        CompletableFuture<List<AvailableSource>> asked = studio.discover();
        looking = asked;
        looks++;
        int number = looks;
        asked.whenComplete((sources, failure) -> Platform.runLater(() -> discovered(number, sources, failure)));
    }

    private void discovered(int number, @Nullable List<AvailableSource> sources, @Nullable Throwable failure) {
        if (number != looks || looking == null) {
            return;
        }
        looking = null;
        again.setDisable(false);
        catalog = sources == null ? SourceCatalog.EMPTY : new SourceCatalog(sources);
        found.setText(sources == null ? Words.of(failure, tr("Looking failed. Look again.")) : missing());
        see(devices.proposed(GuideDevices.pictures(catalog)));
        hear(devices.proposed(GuideDevices.sounds(catalog)));
    }

    private String missing() {
        boolean camera = !catalog.in(SourceCategory.CAMERA).isEmpty();
        boolean microphone = !catalog.in(SourceCategory.MICROPHONE).isEmpty();
        if (camera && microphone) {
            return "";
        }
        String what = camera
                ? tr("No microphone found")
                : microphone ? tr("No camera found") : tr("No camera, no microphone found");
        return tr("{0}. Plug one in and look again, or go on with what is there.", what);
    }

    private void pictureChosen(String input) {
        see(GuideDevices.pictures(catalog).stream()
                .filter(offer -> offer.input().equals(input))
                .findFirst());
    }

    private void soundChosen(String input) {
        hear(GuideDevices.sounds(catalog).stream()
                .filter(offer -> offer.input().equals(input))
                .findFirst());
    }

    private void see(Optional<Offer> offer) {
        seen = offer;
        pictures.show(
                choices(GuideDevices.pictures(catalog), tr("No picture")),
                offer.map(Offer::input).orElse(NONE));
        card = offer.map(one -> {
                    OfferCard made = new OfferCard(one, /* added= */ false);
                    made.setMouseTransparent(true);
                    made.setFocusTraversable(false);
                    return made;
                })
                .orElse(null);
        picture.getChildren().setAll(card == null ? List.of() : List.of(card));
    }

    /// Adds what is seen here; what is heard was added when it was chosen.
    void agree() {
        thumbnails.close();
        devices.see(seen);
    }

    private void hear(Optional<Offer> offer) {
        heard = offer;
        level.setVisible(offer.isPresent());
        devices.hear(offer);
        sounds.show(
                choices(GuideDevices.sounds(catalog), tr("No sound")),
                offer.map(Offer::input).orElse(NONE));
    }

    private static List<Choice> choices(List<Offer> offers, String none) {
        List<Choice> choices = new ArrayList<>();
        offers.forEach(offer -> choices.add(new Choice(offer.input(), offer.name())));
        choices.add(new Choice(NONE, none));
        return choices;
    }

    private void tick() {
        thumbnails.tick(seen.map(Offer::input).stream().toList(), System.nanoTime() / NANOS_PER_MILLI);
        devices.heard(heard)
                .ifPresentOrElse(
                        channel -> {
                            double peak = Math.max(
                                    channel.level().peakLeft(), channel.level().peakRight());
                            level.setProgress(Math.clamp(1 - peak / SILENCE_DECIBELS, 0, 1));
                            levelWords.setText(
                                    switch (channel.health()) {
                                        case Health.Lost(String why) -> tr("{0}. It is tried again.", said(why));
                                        case Health.HeldBack() -> tr("It is not opened.");
                                        case Health.Opening() -> tr("It is being opened…");
                                        case Health.Running(), Health.Ended(), Health.Hampered _ ->
                                            peak > SILENCE_DECIBELS ? tr("It is heard.") : silence();
                                    });
                        },
                        () -> {
                            level.setProgress(0);
                            levelWords.setText("");
                        });
    }

    private String silence() {
        return heard.filter(offer -> offer.category() == SourceCategory.MICROPHONE)
                .map(_ -> tr("Silence so far. Say something: the bar moves."))
                .orElseGet(() -> tr("Silence so far."));
    }

    private CompletableFuture<Thumbnail> take(SourceSetting source) {
        double scale = WhileShown.scale(this);
        return studio.thumbnail(source, (int) Math.ceil(OfferCard.PICTURE_WIDTH * scale), (int)
                Math.ceil(OfferCard.PICTURE_HEIGHT * scale));
    }

    private void left() {
        thumbnails.close();
        if (looking != null) {
            looking.cancel(/* mayInterruptIfRunning= */ true);
            looking = null;
        }
    }
}
