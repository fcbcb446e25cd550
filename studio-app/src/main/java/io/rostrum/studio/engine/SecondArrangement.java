package io.rostrum.studio.engine;

import io.rostrum.capture.scene.Fit;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.SceneCollection.SavedGroup;
import io.rostrum.studio.engine.SceneCollection.SavedItem;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a scene's sources are on a second canvas of another shape until somebody moves them there: the
/// largest one, and each that covers the first canvas, fills it, cropped to its middle; the others, a
/// group as one, are stacked below each other, the top one first, in the part of the canvas that phones
/// cover with nothing. What is hidden stays so.
///
/// @param first  size of the canvas that the scene was made for
/// @param second size of the other one
record SecondArrangement(PictureSize first, PictureSize second) {
    /// Parts of the second canvas that the stack has, and what is left between two of it and at the
    /// sides.
    private static final double STACK_TOP = 0.08;

    private static final double STACK_BOTTOM = 0.78;
    private static final double GAP = 0.02;
    private static final double SIDE = 0.06;
    /// Of the stack, one has no more.
    private static final double MOST = 0.4;
    /// Of both sides of the first canvas: what has more covers it.
    private static final double COVERS = 0.9;

    /// One source, or a group: what is moved together.
    ///
    /// @param row    id
    /// @param layout on the first canvas
    private record Block(String row, Layout layout, boolean visible) {}

    /// {@return the scene as it is on the second canvas, where its own arrangement has nothing for a
    /// source}
    SavedScene of(SavedScene scene) {
        List<Block> blocks = blocks(scene);
        Optional<Block> largest =
                blocks.stream().filter(Block::visible).max(Comparator.comparingLong(block -> area(block.layout())));
        List<Block> stacked = blocks.stream()
                .filter(Block::visible)
                .filter(block -> !largest.filter(block::equals).isPresent() && !covers(block.layout()))
                .toList();
        Map<String, Layout> places = new HashMap<>();
        for (Block block : blocks) {
            places.put(block.row(), block.visible() ? filled(block.layout()) : shrunk(block.layout()));
        }
        places.putAll(stack(stacked));
        SavedScene arranged = new SavedScene(
                scene.id(),
                scene.name(),
                scene.items().stream().map(this::carried).toList(),
                scene.parts());
        for (Block block : blocks) {
            Layout to = places.getOrDefault(block.row(), Layout.WHOLE);
            arranged = scene.group(block.row()).isPresent()
                    ? grouped(arranged, block.row(), to)
                    : new SavedScene(
                            arranged.id(),
                            arranged.name(),
                            arranged.items().stream()
                                    .map(item -> item.source().equals(block.row()) ? item.at(to) : item)
                                    .toList(),
                            arranged.parts());
        }
        return arranged;
    }

    private List<Block> blocks(SavedScene scene) {
        List<Block> blocks = new ArrayList<>();
        for (SavedItem item : scene.items()) {
            Optional<SavedGroup> group = scene.group(item.group());
            if (group.isEmpty()) {
                blocks.add(new Block(item.source(), item.layoutOn(first), item.visible()));
            } else if (blocks.stream()
                    .noneMatch(block -> block.row().equals(group.get().id()))) {
                blocks.add(new Block(
                        group.get().id(),
                        new GroupPlace(first, group.get().degrees())
                                .around(scene.members(group.get().id()).stream()
                                        .map(member -> member.layoutOn(first))
                                        .toList()),
                        group.get().visible()));
            }
        }
        return blocks;
    }

    /// {@return an item as many pixels large as on the first canvas, unlocked, for a group to be moved
    /// by}
    private SavedItem carried(SavedItem item) {
        Layout layout = item.layoutOn(first);
        return item.withLocked(false).at(layout.withBox(layout.box(first), second));
    }

    /// A group fills no more than its place, whatever that is.
    private SavedScene grouped(SavedScene arranged, String id, Layout to) {
        double degrees = arranged.group(id).map(SavedGroup::degrees).orElse(0.0);
        List<SavedItem> members = arranged.members(id);
        List<Layout> before =
                members.stream().map(member -> member.layoutOn(second)).toList();
        GroupPlace place = new GroupPlace(second, degrees);
        List<Layout> after = place.moved(before, place.within(before, to.box(second)));
        return new SavedScene(
                arranged.id(),
                arranged.name(),
                arranged.items().stream()
                        .map(item -> members.contains(item) ? item.at(after.get(members.indexOf(item))) : item)
                        .toList(),
                arranged.parts());
    }

    private long area(Layout layout) {
        PictureRect box = layout.box(first);
        return (long) box.width() * box.height();
    }

    private static boolean covers(Layout layout) {
        return layout.width() >= COVERS && layout.height() >= COVERS;
    }

    private static Layout filled(Layout layout) {
        return new Layout(0, 0, 1, 1, Fit.COVER, layout.crop(), layout.turn());
    }

    /// {@return the same as many times narrower as the canvas is, at the same height}
    private Layout shrunk(Layout layout) {
        PictureRect box = layout.box(first);
        double scale = (double) second.width() / first.width();
        int height = pixels(box.height() * scale);
        double middle = (box.y() + box.height() / 2.0) / first.height();
        return layout.withBox(
                new PictureRect(
                        (int) Math.round(box.x() * scale),
                        (int) Math.round(middle * second.height() - height / 2.0),
                        pixels(box.width() * scale),
                        height),
                second);
    }

    private Map<String, Layout> stack(List<Block> blocks) {
        double room = (STACK_BOTTOM - STACK_TOP) * second.height();
        double gap = GAP * second.height();
        double across = (1 - 2 * SIDE) * second.width();
        double all = 0;
        for (Block block : blocks) {
            all += height(block, across, room);
        }
        double free = room - gap * Math.max(0, blocks.size() - 1);
        double scale = all > free ? Math.max(free, room / 2) / all : 1;
        Map<String, Layout> stack = new HashMap<>();
        double top = STACK_TOP * second.height();
        for (Block block : blocks) {
            PictureRect box = block.layout().box(first);
            double high = scale * height(block, across, room);
            int width = pixels(high * box.width() / box.height());
            PictureRect to = new PictureRect((second.width() - width) / 2, (int) Math.round(top), width, pixels(high));
            stack.put(block.row(), block.layout().withBox(to, second));
            top += high + gap;
        }
        return stack;
    }

    /// {@return as high as it is when it is as wide as the canvas allows}
    private double height(Block block, double across, double room) {
        PictureRect box = block.layout().box(first);
        return Math.min(MOST * room, across * box.height() / box.width());
    }

    private static int pixels(double side) {
        return (int) Math.max(1, Math.round(side));
    }
}
