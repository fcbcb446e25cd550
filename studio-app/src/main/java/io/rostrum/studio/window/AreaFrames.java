package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.StudioSnapshot.Seen;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// Frames on the preview around what is hidden: dragged to another place, stretched at the corners. With the keyboard
/// arrows move, and with Shift they stretch.
final class AreaFrames extends Pane {
    /// One area.
    ///
    /// @param index of its filter in the list
    /// @param rect  in pixels of the picture that the filter works on
    /// @param seen  where that picture is
    record Area(int index, PictureRect rect, Seen seen) {}

    /// Hears where the user puts an area.
    @FunctionalInterface
    interface Owner {
        void moved(int index, PictureRect to);
    }

    private static final int LEAST_SIDE = 16;
    private static final int KEY_STEP = 8;

    private final Owner owner;
    private final List<Frame> frames = new ArrayList<>();
    private PictureSize canvas = new PictureSize(16, 9);
    private Bounds picture = new BoundingBox(0, 0, 0, 0);

    AreaFrames(Owner owner) {
        this.owner = owner;
        setPickOnBounds(false);
        setMinSize(0, 0);
    }

    /// Shows these areas.
    ///
    /// @param programme size of the canvas
    /// @param place     of the canvas, in coordinates of this
    void show(List<Area> areas, PictureSize programme, Bounds place) {
        canvas = programme;
        picture = place;
        while (frames.size() > areas.size()) {
            getChildren().remove(frames.removeLast());
        }
        for (int i = 0; i < areas.size(); i++) {
            if (i == frames.size()) {
                Frame frame = new Frame(areas.get(i));
                frames.add(frame);
                getChildren().add(frame);
            }
            frames.get(i).follow(areas.get(i));
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        frames.forEach(Frame::place);
    }

    private final class Frame extends Outline {
        private final List<Region> corners = new ArrayList<>();
        private Area area;
        private PictureRect atPress;
        private double pressX;
        private double pressY;
        private boolean held;

        Frame(Area first) {
            super("area-frame");
            area = first;
            atPress = first.rect();
            setManaged(false);
            setFocusTraversable(true);
            setAccessibleRole(AccessibleRole.NODE);
            setCursor(Cursor.MOVE);
            drag(this, 1, 1, 0, 0);
            for (VPos vertical : List.of(VPos.TOP, VPos.BOTTOM)) {
                for (HPos horizontal : List.of(HPos.LEFT, HPos.RIGHT)) {
                    corners.add(corner(horizontal, vertical));
                }
            }
            getChildren().addAll(corners);
            addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        }

        private Region corner(HPos horizontal, VPos vertical) {
            Region corner = new Region();
            corner.getStyleClass().add("area-corner");
            corner.setManaged(false);
            boolean left = horizontal == HPos.LEFT;
            boolean top = vertical == VPos.TOP;
            corner.setCursor(left == top ? Cursor.NW_RESIZE : Cursor.NE_RESIZE);
            drag(corner, left ? 1 : 0, top ? 1 : 0, left ? -1 : 1, top ? -1 : 1);
            return corner;
        }

        /// Lets a node be dragged; each factor says how much of the way goes into that property.
        private void drag(Node node, int x, int y, int width, int height) {
            node.addEventHandler(MouseEvent.MOUSE_PRESSED, press -> {
                held = true;
                atPress = area.rect();
                pressX = press.getSceneX();
                pressY = press.getSceneY();
                requestFocus();
                press.consume();
            });
            node.addEventHandler(MouseEvent.MOUSE_DRAGGED, drag -> {
                int right = (int) Math.round((drag.getSceneX() - pressX) / scaleX());
                int down = (int) Math.round((drag.getSceneY() - pressY) / scaleY());
                change(atPress, right * x, down * y, right * width, down * height);
                drag.consume();
            });
            node.addEventHandler(MouseEvent.MOUSE_RELEASED, release -> {
                held = false;
                release.consume();
            });
        }

        private void key(KeyEvent key) {
            int right = switch (key.getCode()) {
                case LEFT -> -KEY_STEP;
                case RIGHT -> KEY_STEP;
                default -> 0;
            };
            int down = switch (key.getCode()) {
                case UP -> -KEY_STEP;
                case DOWN -> KEY_STEP;
                default -> 0;
            };
            if (right == 0 && down == 0) {
                return;
            }
            key.consume();
            if (key.isShiftDown()) {
                change(area.rect(), 0, 0, right, down);
            } else {
                change(area.rect(), right, down, 0, 0);
            }
        }

        /// Changes the area by so many pixels; it stays within the picture and never becomes too small to be held.
        private void change(PictureRect from, int x, int y, int width, int height) {
            PictureSize size = area.seen().size();
            int wide = Math.clamp((long) from.width() + width, Math.min(LEAST_SIDE, size.width()), size.width());
            int high = Math.clamp((long) from.height() + height, Math.min(LEAST_SIDE, size.height()), size.height());
            // stretched at the left or the top, the opposite edge stays where it is
            int left = width != 0 && x != 0 ? from.x() + from.width() - wide : from.x() + x;
            int top = height != 0 && y != 0 ? from.y() + from.height() - high : from.y() + y;
            PictureRect to = new PictureRect(
                    Math.clamp(left, 0, size.width() - wide), Math.clamp(top, 0, size.height() - high), wide, high);
            if (!to.equals(area.rect())) {
                area = new Area(area.index(), to, area.seen());
                place();
                owner.moved(area.index(), to);
            }
        }

        /// Takes over what is set elsewhere, unless the user has it in hand.
        void follow(Area newest) {
            if (!held) {
                area = newest;
                setAccessibleText(tr(
                        "Hidden area at {0}, {1}, {2} by {3} pixels",
                        newest.rect().x(),
                        newest.rect().y(),
                        newest.rect().width(),
                        newest.rect().height()));
            }
        }

        /// {@return pixels of the window to one of the picture that the filter works on}
        private double scaleX() {
            return picture.getWidth()
                    / canvas.width()
                    * area.seen().where().width()
                    / area.seen().part().width();
        }

        private double scaleY() {
            return picture.getHeight()
                    / canvas.height()
                    * area.seen().where().height()
                    / area.seen().part().height();
        }

        private void place() {
            Seen seen = area.seen();
            PictureRect rect = area.rect();
            double x = picture.getMinX()
                    + seen.where().x() * picture.getWidth() / canvas.width()
                    + (rect.x() - seen.part().x()) * scaleX();
            double y = picture.getMinY()
                    + seen.where().y() * picture.getHeight() / canvas.height()
                    + (rect.y() - seen.part().y()) * scaleY();
            resizeRelocate(snapPositionX(x), snapPositionY(y), rect.width() * scaleX(), rect.height() * scaleY());
            for (int i = 0; i < corners.size(); i++) {
                Region corner = corners.get(i);
                double side = corner.prefWidth(-1);
                corner.resizeRelocate(
                        (i % 2 == 0 ? 0 : getWidth()) - side / 2, (i < 2 ? 0 : getHeight()) - side / 2, side, side);
            }
        }
    }
}
