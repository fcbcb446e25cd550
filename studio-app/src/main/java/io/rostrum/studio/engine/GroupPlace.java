package io.rostrum.studio.engine;

import io.rostrum.capture.scene.Crop;
import io.rostrum.capture.scene.Fit;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import java.util.List;

/// Where a group of sources is on the canvas: the box around theirs, turned as the group is. A group keeps its
/// shape: it is moved, turned, mirrored and scaled alike in both directions, and so is each of its sources, so
/// that nothing changes when it is taken apart.
///
/// @param canvas  whose pixels are square
/// @param degrees how the group is turned, clockwise
record GroupPlace(PictureSize canvas, double degrees) {
    /// A box in pixels of the canvas.
    ///
    /// @param x       its middle
    /// @param y       its middle
    /// @param degrees clockwise around its middle
    private record Box(double x, double y, double width, double height, double degrees) {
        /// {@return the same seen from axes that are turned}
        Box turned(double by) {
            double cos = Math.cos(Math.toRadians(by));
            double sin = Math.sin(Math.toRadians(by));
            return new Box(cos * x - sin * y, sin * x + cos * y, width, height, degrees + by);
        }

        /// {@return half of the room that it takes, left and right}
        double halfAcross() {
            double angle = Math.toRadians(degrees);
            return (Math.abs(width * Math.cos(angle)) + Math.abs(height * Math.sin(angle))) / 2;
        }

        double halfAlong() {
            double angle = Math.toRadians(degrees);
            return (Math.abs(width * Math.sin(angle)) + Math.abs(height * Math.cos(angle))) / 2;
        }
    }

    private Box box(Layout layout) {
        double width = layout.width() * canvas.width();
        double height = layout.height() * canvas.height();
        return new Box(
                layout.x() * canvas.width() + width / 2,
                layout.y() * canvas.height() + height / 2,
                width,
                height,
                layout.turn().degrees());
    }

    /// {@return the box around these}
    ///
    /// @param members one at least
    Layout around(List<Layout> members) {
        List<Box> upright =
                members.stream().map(member -> box(member).turned(-degrees)).toList();
        double left = upright.stream()
                .mapToDouble(box -> box.x() - box.halfAcross())
                .min()
                .orElseThrow();
        double right = upright.stream()
                .mapToDouble(box -> box.x() + box.halfAcross())
                .max()
                .orElseThrow();
        double top = upright.stream()
                .mapToDouble(box -> box.y() - box.halfAlong())
                .min()
                .orElseThrow();
        double bottom = upright.stream()
                .mapToDouble(box -> box.y() + box.halfAlong())
                .max()
                .orElseThrow();
        Box around = new Box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top, 0).turned(degrees);
        return new Layout(
                (around.x() - around.width() / 2) / canvas.width(),
                (around.y() - around.height() / 2) / canvas.height(),
                around.width() / canvas.width(),
                around.height() / canvas.height(),
                Fit.CONTAIN,
                Crop.NONE,
                new Turn(/* mirrored= */ false, /* upsideDown= */ false, degrees));
    }

    /// {@return where these are when the box around them goes elsewhere: by whole pixels, so that a move only
    /// moves}
    ///
    /// @param to its box and its turn; mirrored or upside down, the group is turned over from how it is now. The
    ///           box is scaled by the side that changes more
    List<Layout> moved(List<Layout> members, Layout to) {
        PictureRect from = around(members).box(canvas);
        PictureRect into = to.box(canvas);
        double across = (double) into.width() / from.width();
        double along = (double) into.height() / from.height();
        double scale = possible(members, Math.abs(across - 1) >= Math.abs(along - 1) ? across : along);
        double left = from.x() + from.width() / 2.0;
        double top = from.y() + from.height() / 2.0;
        List<Layout> moved = members.stream()
                .map(member -> {
                    Box box = box(member);
                    Box upright = new Box(box.x() - left, box.y() - top, box.width(), box.height(), box.degrees())
                            .turned(-degrees);
                    Box over = turnedOver(upright, to.turn());
                    Box there = new Box(
                                    scale * over.x(),
                                    scale * over.y(),
                                    scale * over.width(),
                                    scale * over.height(),
                                    over.degrees())
                            .turned(to.turn().degrees());
                    return layout(
                            member, there, into.x() + into.width() / 2.0, into.y() + into.height() / 2.0, to.turn());
                })
                .toList();
        return moved.stream().allMatch(GroupPlace::canBe) ? moved : members;
    }

    /// What is drawn is mirrored first and turned then; so a mirror from outside turns the other way round.
    private static Box turnedOver(Box box, Turn by) {
        boolean once = by.mirrored() != by.upsideDown();
        return new Box(
                by.mirrored() ? -box.x() : box.x(),
                by.upsideDown() ? -box.y() : box.y(),
                box.width(),
                box.height(),
                once ? -box.degrees() : box.degrees());
    }

    private Layout layout(Layout member, Box box, double middleX, double middleY, Turn over) {
        Turn before = member.turn();
        return new Layout(
                (middleX + box.x() - box.width() / 2) / canvas.width(),
                (middleY + box.y() - box.height() / 2) / canvas.height(),
                box.width() / canvas.width(),
                box.height() / canvas.height(),
                member.fit(),
                member.crop(),
                new Turn(
                        before.mirrored() != over.mirrored(), before.upsideDown() != over.upsideDown(), box.degrees()));
    }

    /// {@return the scale that no source is too small or too large for}
    private static double possible(List<Layout> members, double wanted) {
        double least = 0;
        double most = Double.MAX_VALUE;
        for (Layout member : members) {
            least = Math.max(least, Layout.LEAST / Math.min(member.width(), member.height()));
            most = Math.min(most, Layout.MOST / Math.max(member.width(), member.height()));
        }
        return Math.clamp(wanted, Math.min(1, least), Math.max(1, most));
    }

    private static boolean canBe(Layout layout) {
        return Math.abs(layout.x()) < Layout.MOST && Math.abs(layout.y()) < Layout.MOST;
    }

    /// {@return the box of a group that fills another as far as its shape allows, in its middle}
    Layout within(List<Layout> members, PictureRect room) {
        Layout around = around(members);
        PictureRect box = around.box(canvas);
        double scale = Math.min((double) room.width() / box.width(), (double) room.height() / box.height());
        int width = Math.max(1, (int) Math.round(box.width() * scale));
        int height = Math.max(1, (int) Math.round(box.height() * scale));
        return around.withBox(
                new PictureRect(
                        room.x() + (room.width() - width) / 2, room.y() + (room.height() - height) / 2, width, height),
                canvas);
    }
}
