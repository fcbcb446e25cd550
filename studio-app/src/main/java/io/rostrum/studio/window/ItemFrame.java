package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.studio.engine.Layout;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.window.BoxEdits.Handle;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The frame around the selected source on the preview: dragged elsewhere, stretched at its edges and corners (with
/// Shift out of shape), turned by the knob above it. It snaps to edges and middles unless Ctrl is held. With the
/// keyboard arrows move it, with Shift farther. It is seen while the pointer is over the picture, or it has the
/// keyboard.
final class ItemFrame extends Pane {
    /// Hears what the user does on the picture.
    interface Owner {
        void placed(String id, Layout to);

        void selected(String id);
    }

    /// Pixels of the window.
    private static final double SNAP = 8;

    private static final double HANDLE = 11;
    private static final double KNOB_ABOVE = 24;
    private static final int KEY_STEP = 1;
    private static final int KEY_LEAP = 10;

    private final Owner owner;
    private final Outline frame = new Outline("item-frame");
    private final Map<Handle, Region> handles = new EnumMap<>(Handle.class);
    private final Region knob = new Region();
    private final Pane turned = new Pane(frame);
    private List<SourceView> all = List.of();
    private String id = "";
    private boolean locked;
    private Layout layout = Layout.WHOLE;
    private Layout atPress = Layout.WHOLE;
    private Point2D press = Point2D.ZERO;
    private @Nullable Drag drag;
    private boolean held;
    private boolean dragged;
    private PictureSize canvas = new PictureSize(16, 9);
    private Bounds picture = new BoundingBox(0, 0, 0, 0);

    ItemFrame(Owner owner) {
        this.owner = owner;
        setMinSize(0, 0);
        frame.setManaged(false);
        frame.setFocusTraversable(true);
        frame.setAccessibleRole(AccessibleRole.NODE);
        frame.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        turned.setManaged(false);
        turned.setPickOnBounds(false);
        getChildren().add(turned);
        for (Handle handle : Handle.values()) {
            Region region = new Region();
            region.getStyleClass().add("item-handle");
            region.setManaged(false);
            region.setCursor(cursor(handle));
            hold(region, moved -> stretch(handle, moved));
            handles.put(handle, region);
            turned.getChildren().add(region);
        }
        knob.getStyleClass().addAll("item-handle", "item-knob");
        knob.setManaged(false);
        knob.setCursor(Cursor.HAND);
        hold(knob, this::turn);
        turned.getChildren().add(knob);
        hold(frame, this::move);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::choose);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::follow);
        addEventHandler(MouseEvent.MOUSE_RELEASED, this::letGo);
        frame.focusedProperty().subscribe(this::appear);
        hoverProperty().subscribe(this::appear);
    }

    private static Cursor cursor(Handle handle) {
        return switch (handle) {
            case TOP_LEFT, BOTTOM_RIGHT -> Cursor.NW_RESIZE;
            case TOP_RIGHT, BOTTOM_LEFT -> Cursor.NE_RESIZE;
            case TOP, BOTTOM -> Cursor.V_RESIZE;
            case LEFT, RIGHT -> Cursor.H_RESIZE;
        };
    }

    private void appear() {
        turned.setOpacity(held || isHover() || frame.isFocused() ? 1 : 0);
    }

    /// Shows the frame of a source, or none.
    ///
    /// @param selected  id of a source, or of the whole picture
    /// @param sources   of the scene, the top one first
    /// @param programme size of the canvas
    /// @param place     of the canvas, in coordinates of this
    void show(String selected, List<SourceView> sources, PictureSize programme, Bounds place) {
        canvas = programme;
        picture = place;
        all = sources;
        Optional<SourceView> view = sources.stream()
                .filter(source -> source.id().equals(selected) && drawn(source))
                .findFirst();
        turned.setVisible(view.isPresent());
        view.ifPresent(source -> {
            if (!held || !source.id().equals(id)) {
                held = false;
                id = source.id();
                locked = source.locked();
                layout = source.layout();
                frame.setCursor(locked ? Cursor.DEFAULT : Cursor.MOVE);
                handles.forEach(
                        (handle, region) -> region.setVisible(!locked && (handle.corner() || !source.isGroup())));
                knob.setVisible(!locked);
                frame.setAccessibleText(words(source.name()));
            }
        });
        requestLayout();
    }

    private String words(String name) {
        PictureRect box = layout.box(canvas);
        String where = tr("{0} at {1}, {2}, {3} by {4} pixels", name, box.x(), box.y(), box.width(), box.height());
        return locked ? tr("{0}, locked", where) : where;
    }

    /// What becomes of the source when the pointer has moved so far, in pixels of the canvas.
    private interface Drag {
        Layout to(MouseEvent pointer);
    }

    private void hold(Node node, Drag by) {
        node.addEventHandler(MouseEvent.MOUSE_PRESSED, pressed -> {
            drag = by;
            held = true;
            dragged = !node.equals(frame); // a handle follows at once; the frame itself may only be clicked
            atPress = layout;
            press = new Point2D(pressed.getSceneX(), pressed.getSceneY());
            frame.requestFocus();
            pressed.consume();
        });
    }

    private void follow(MouseEvent pointer) {
        Drag by = drag;
        if (by != null) {
            dragged |= !pointer.isStillSincePress();
            if (dragged && !locked) {
                become(by.to(pointer));
            }
            pointer.consume();
        }
    }

    private void letGo(MouseEvent released) {
        if (drag != null) {
            drag = null;
            held = false;
            if (!dragged) {
                choose(released);
            }
            appear();
            released.consume();
        }
    }

    /// Selects the top one of the sources that are where the pointer is.
    private void choose(MouseEvent pointer) {
        Point2D at = sceneToLocal(pointer.getSceneX(), pointer.getSceneY());
        double x = (at.getX() - picture.getMinX()) / picture.getWidth();
        double y = (at.getY() - picture.getMinY()) / picture.getHeight();
        all.stream()
                .filter(source -> !source.isGroup() && drawn(source) && !source.locked())
                .filter(source -> contains(source.layout(), x, y))
                .findFirst()
                .ifPresent(source -> owner.selected(
                        source.group().filter(group -> !isIn(group)).orElse(source.id())));
    }

    /// {@return whether a group, or a source of it, is selected: a click in it means the source}
    private boolean isIn(String group) {
        return id.equals(group)
                || all.stream()
                        .anyMatch(source ->
                                source.id().equals(id) && source.group().equals(Optional.of(group)));
    }

    /// {@return whether neither a source nor its group is hidden}
    private boolean drawn(SourceView source) {
        return source.visible()
                && source.group()
                        .flatMap(group -> all.stream()
                                .filter(other -> other.id().equals(group))
                                .findFirst())
                        .map(SourceView::visible)
                        .orElse(true);
    }

    private boolean contains(Layout place, double x, double y) {
        Point2D middle = new Point2D(place.x() + place.width() / 2, place.y() + place.height() / 2);
        double radians = Math.toRadians(-place.turn().degrees());
        double right = (x - middle.getX()) * canvas.width();
        double down = (y - middle.getY()) * canvas.height();
        double straightRight = right * Math.cos(radians) - down * Math.sin(radians);
        double straightDown = right * Math.sin(radians) + down * Math.cos(radians);
        return Math.abs(straightRight) <= place.width() * canvas.width() / 2
                && Math.abs(straightDown) <= place.height() * canvas.height() / 2;
    }

    private void become(Layout to) {
        if (!to.equals(layout)) {
            layout = to;
            requestLayout();
            owner.placed(id, to);
        }
    }

    private BoxEdits edits(boolean free) {
        Optional<String> inside = all.stream()
                .filter(source -> source.id().equals(id))
                .findFirst()
                .flatMap(SourceView::group);
        List<PictureRect> others = all.stream()
                .filter(source -> drawn(source)
                        && !source.id().equals(id)
                        && !source.group().equals(Optional.of(id))
                        && !inside.equals(Optional.of(source.id())))
                .map(source -> source.layout().box(canvas))
                .toList();
        return new BoxEdits(canvas, others, free ? 0 : (int) Math.round(SNAP / scaleX()));
    }

    private Layout move(MouseEvent pointer) {
        return atPress.withBox(
                edits(pointer.isShortcutDown())
                        .moved(
                                atPress.box(canvas),
                                (int) Math.round((pointer.getSceneX() - press.getX()) / scaleX()),
                                (int) Math.round((pointer.getSceneY() - press.getY()) / scaleY())),
                canvas);
    }

    private Layout stretch(Handle handle, MouseEvent pointer) {
        boolean keepShape = !pointer.isShiftDown()
                || all.stream().anyMatch(row -> row.isGroup() && row.id().equals(id));
        double degrees = atPress.turn().degrees();
        double right = (pointer.getSceneX() - press.getX()) / scaleX();
        double down = (pointer.getSceneY() - press.getY()) / scaleY();
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        return atPress.withBox(
                edits(pointer.isShortcutDown())
                        .stretched(
                                atPress.box(canvas),
                                handle,
                                (int) Math.round(cos * right + sin * down),
                                (int) Math.round(cos * down - sin * right),
                                keepShape,
                                degrees),
                canvas);
    }

    private Layout turn(MouseEvent pointer) {
        PictureRect box = atPress.box(canvas);
        Point2D at = sceneToLocal(pointer.getSceneX(), pointer.getSceneY());
        double right = at.getX() - picture.getMinX() - (box.x() + box.width() / 2.0) * scaleX();
        double down = at.getY() - picture.getMinY() - (box.y() + box.height() / 2.0) * scaleY();
        Turn before = atPress.turn();
        return atPress.withTurn(
                new Turn(before.mirrored(), before.upsideDown(), BoxEdits.turned(right, down, pointer.isShiftDown())));
    }

    private void key(KeyEvent key) {
        int step = key.isShiftDown() ? KEY_LEAP : KEY_STEP;
        int right = switch (key.getCode()) {
            case LEFT -> -step;
            case RIGHT -> step;
            default -> 0;
        };
        int down = switch (key.getCode()) {
            case UP -> -step;
            case DOWN -> step;
            default -> 0;
        };
        if ((right != 0 || down != 0) && !key.isAltDown() && !key.isShortcutDown()) {
            key.consume();
            if (!locked) {
                become(layout.withBox(edits(/* free= */ true).moved(layout.box(canvas), right, down), canvas));
            }
        }
    }

    /// {@return pixels of the window to one of the canvas}
    private double scaleX() {
        return picture.getWidth() / canvas.width();
    }

    private double scaleY() {
        return picture.getHeight() / canvas.height();
    }

    @Override
    protected void layoutChildren() {
        PictureRect box = layout.box(canvas);
        double width = box.width() * scaleX();
        double height = box.height() * scaleY();
        turned.resizeRelocate(
                picture.getMinX() + box.x() * scaleX(), picture.getMinY() + box.y() * scaleY(), width, height);
        turned.setRotate(layout.turn().degrees());
        frame.resizeRelocate(0, 0, width, height);
        handles.forEach((handle, region) -> {
            region.resizeRelocate(
                    (handle.right() + 1) / 2.0 * width - HANDLE / 2,
                    (handle.down() + 1) / 2.0 * height - HANDLE / 2,
                    HANDLE,
                    HANDLE);
        });
        // a box at the top of the picture has no room above it
        boolean below = box.y() * scaleY() < KNOB_ABOVE + HANDLE;
        knob.resizeRelocate(width / 2 - HANDLE / 2, (below ? KNOB_ABOVE : -KNOB_ABOVE) - HANDLE / 2, HANDLE, HANDLE);
    }
}
