package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Thumbnail;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Tip;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// One thing that can be added: for pictures with what it shows now, for sound a line.
final class OfferCard extends ToggleButton {
    /// Of the picture, pixels of the desktop.
    static final String OPENING = mark("Opening…");
    static final double PICTURE_WIDTH = 200;
    static final double PICTURE_HEIGHT = 112;

    private final Offer offer;
    private final StackPane picture = new StackPane();
    private final ImageView view = new ImageView();

    /// @param added whether the same is in use already
    OfferCard(Offer offer, boolean added) {
        this.offer = offer;
        getStyleClass().setAll("offer", "tile");
        setAccessibleRole(AccessibleRole.RADIO_BUTTON);
        setAccessibleText(added ? tr("{0}, added already", offer.name()) : offer.name());
        setAccessibleHelp(offer.detail());
        setGraphic(offer.category().pictured() ? card(added) : line(added));
    }

    Offer offer() {
        return offer;
    }

    private Node card(boolean added) {
        view.setFitWidth(PICTURE_WIDTH);
        view.setFitHeight(PICTURE_HEIGHT);
        view.setPreserveRatio(true);
        picture.getStyleClass().add("offer-picture");
        picture.setMinSize(PICTURE_WIDTH, PICTURE_HEIGHT);
        picture.setMaxSize(PICTURE_WIDTH, PICTURE_HEIGHT);
        picture.getChildren().setAll(Texts.small(tr(OPENING)));
        StackPane framed = new StackPane(picture);
        if (added) {
            Label badge = new Label(tr("Added"));
            badge.getStyleClass().add("chip");
            StackPane.setAlignment(badge, Pos.TOP_RIGHT);
            framed.getChildren().add(badge);
        }
        VBox words = words();
        words.setMaxWidth(PICTURE_WIDTH);
        VBox card = new VBox(framed, words);
        card.getStyleClass().add("offer-card");
        return card;
    }

    private Node line(boolean added) {
        VBox words = words();
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox line = new HBox(glyph(offer.category()).large(), words);
        line.getStyleClass().add("offer-line");
        line.setAlignment(Pos.CENTER_LEFT);
        line.setPrefWidth(2 * PICTURE_WIDTH + 28);
        if (added) {
            Label badge = new Label(tr("Added"));
            badge.setMinWidth(USE_PREF_SIZE);
            badge.getStyleClass().add("chip");
            line.getChildren().add(badge);
        }
        return line;
    }

    private VBox words() {
        VBox words = new VBox(Texts.line(offer.name(), "strong"));
        if (!offer.detail().isEmpty()) {
            words.getChildren().add(Texts.line(offer.detail(), "hint"));
        }
        words.getStyleClass().add("offer-words");
        return words;
    }

    /// {@return the icon of a category}
    static Glyph glyph(SourceCategory category) {
        return switch (category) {
            case CAMERA -> Glyph.CAMERA;
            case SCREEN -> Glyph.SCREEN;
            case WINDOW -> Glyph.WINDOW;
            case FILE -> Glyph.FILM;
            case TEXT -> Glyph.TEXT;
            case COLOR -> Glyph.SYSTEM_THEME;
            case CLOCK -> Glyph.CLOCK;
            case COUNTDOWN -> Glyph.RETRY;
            case SLIDESHOW -> Glyph.IMAGE;
            case PLAYLIST -> Glyph.FILM;
            case WEB -> Glyph.GLOBE;
            case TEST_CARD -> Glyph.TEST_CARD;
            case SCENE -> Glyph.SOURCES;
            case MICROPHONE -> Glyph.MIC;
            case DESKTOP_SOUND -> Glyph.SPEAKER;
            case TONE -> Glyph.MIXER;
        };
    }

    /// Shows what the source shows now.
    void show(Thumbnail thumbnail) {
        WritableImage image = new WritableImage(thumbnail.width(), thumbnail.height());
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        thumbnail.width(),
                        thumbnail.height(),
                        PixelFormat.getIntArgbPreInstance(),
                        thumbnail.bgra(),
                        0,
                        thumbnail.width());
        view.setImage(image);
        picture.getChildren().setAll(view);
    }

    /// Shows words in place of a picture, while there is none and nothing is wrong.
    void await(String words) {
        picture.getChildren().setAll(Texts.small(words));
        setAccessibleHelp(words);
    }

    /// Says why there is no picture.
    void say(String why) {
        Label words = Texts.small(why);
        words.setMinHeight(0);
        words.getStyleClass().add("offer-trouble");
        words.setTooltip(Tip.of(why));
        words.setGraphic(Glyph.WARNING.small());
        picture.getChildren().setAll(words);
        setAccessibleHelp(why);
    }
}
