package io.rostrum.studio.dialogs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.FlowPane;

/// The cards of one category. One of them is chosen; the arrow keys choose, Enter and a double click take it.
final class OfferGrid extends ScrollPane {
    private final FlowPane cards = new FlowPane();
    private final ToggleGroup group = new ToggleGroup();
    private final Consumer<Offer> take;

    /// @param chosen told each time another card is chosen
    /// @param take   told what is to be added
    OfferGrid(Consumer<Optional<Offer>> chosen, Consumer<Offer> take) {
        this.take = take;
        getStyleClass().add("offer-grid");
        cards.getStyleClass().add("offers");
        cards.setAccessibleRole(AccessibleRole.PARENT);
        setContent(cards);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        group.selectedToggleProperty().addListener((_, _, _) -> {
            stopAtChosen();
            chosen.accept(chosen());
        });
    }

    /// Shows other offers and chooses the one that was chosen before, or the first.
    ///
    /// @param used inputs that are in use already
    void show(List<Offer> offers, Set<String> used) {
        Optional<Offer> before = chosen();
        List<OfferCard> made = new ArrayList<>();
        for (Offer offer : offers) {
            OfferCard card = new OfferCard(offer, used.contains(offer.input()));
            card.setToggleGroup(group);
            card.setOnMouseClicked(click -> {
                group.selectToggle(card);
                if (click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2) {
                    take.accept(offer);
                }
            });
            made.add(card);
        }
        cards().forEach(old -> old.setToggleGroup(null));
        cards.getChildren().setAll(made);
        setVvalue(0);
        made.stream()
                .filter(card -> before.isPresent() && card.offer().equals(before.get()))
                .findFirst()
                .or(() -> made.stream().findFirst())
                .ifPresentOrElse(group::selectToggle, () -> group.selectToggle(null));
        stopAtChosen();
    }

    /// {@return what would be added}
    Optional<Offer> chosen() {
        Toggle toggle = group.getSelectedToggle();
        return toggle instanceof OfferCard card ? Optional.of(card.offer()) : Optional.empty();
    }

    /// Leads the keyboard here, if there is something.
    void enter() {
        if (group.getSelectedToggle() instanceof OfferCard card) {
            card.requestFocus();
        }
    }

    List<OfferCard> cards() {
        return cards.getChildren().stream().map(OfferCard.class::cast).toList();
    }

    /// {@return inputs of the cards that can be seen now}
    List<String> visible() {
        if (getScene() == null) {
            return List.of();
        }
        Bounds port = localToScene(getLayoutBounds());
        return cards().stream()
                .filter(card -> card.localToScene(card.getLayoutBounds()).intersects(port))
                .map(card -> card.offer().input())
                .toList();
    }

    private void key(KeyEvent event) {
        List<OfferCard> all = cards();
        if (!(getScene().getFocusOwner() instanceof OfferCard card) || !all.contains(card)) {
            return;
        }
        int at = all.indexOf(card);
        KeyCode code = event.getCode();
        int to = switch (code) {
            case LEFT -> at - 1;
            case RIGHT -> at + 1;
            case UP -> at - columns(all);
            case DOWN -> at + columns(all);
            case HOME -> 0;
            case END -> all.size() - 1;
            default -> at;
        };
        if (code == KeyCode.ENTER) {
            take.accept(card.offer());
            event.consume();
        } else if (code.isNavigationKey()) {
            if (to >= 0 && to < all.size()) {
                choose(all.get(to));
            }
            event.consume();
        }
    }

    private void choose(OfferCard card) {
        group.selectToggle(card);
        card.requestFocus();
        double room = cards.getHeight() - getViewportBounds().getHeight();
        double top = card.getLayoutY();
        double bottom = top + card.getHeight();
        double seenTop = getVvalue() * Math.max(0, room);
        if (room > 0 && top < seenTop) {
            setVvalue(top / room);
        } else if (room > 0 && bottom > seenTop + getViewportBounds().getHeight()) {
            setVvalue((bottom - getViewportBounds().getHeight()) / room);
        }
    }

    private static int columns(List<OfferCard> all) {
        double first = all.getFirst().getLayoutY();
        return (int) all.stream()
                .takeWhile(card -> Math.abs(card.getLayoutY() - first) < 1)
                .count();
    }

    /// Tab stops at the chosen card only; the arrow keys do the rest.
    private void stopAtChosen() {
        for (Node card : cards.getChildren()) {
            card.setFocusTraversable(card.equals(group.getSelectedToggle()));
        }
    }
}
