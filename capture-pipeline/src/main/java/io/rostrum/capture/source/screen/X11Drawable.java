package io.rostrum.capture.source.screen;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.screen.ScreenTarget.Region;
import io.rostrum.capture.source.screen.X11Connection.Refused;
import io.rostrum.capture.source.screen.X11Server.Destroyed;
import io.rostrum.capture.source.screen.X11Server.Event;
import io.rostrum.capture.source.screen.X11Server.Geometry;
import io.rostrum.capture.source.screen.X11Server.Mapped;
import io.rostrum.capture.source.screen.X11Server.Resized;
import io.rostrum.capture.source.screen.X11Server.Unmapped;
import io.rostrum.effects.picture.PictureSize;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What is captured and where it is just now: the screen, a part of it, or a window that may be moved, resized, hidden
/// and closed. Confined to one thread.
final class X11Drawable {
    private final X11Server server;
    private final String label;
    private final int window;
    private final boolean wholeWindow;
    private final @Nullable Region region;
    private int pixmap;
    private int left;
    private int top;
    private int width;
    private int height;
    private int border;
    private boolean visible = true;
    private boolean stale = true;

    /// Finds the target and has the server tell of its changes.
    ///
    /// @throws DeviceException if there is no such window, or the region lies outside of the screen
    X11Drawable(X11Server server, ScreenTarget target) throws IOException {
        this.server = server;
        this.label = target.label();
        switch (target) {
            case ScreenTarget.Display display -> {
                window = server.setup().root();
                wholeWindow = false;
                region = display.region();
            }
            case ScreenTarget.Window wanted -> {
                window = find(wanted);
                wholeWindow = true;
                region = null;
            }
        }
        try {
            server.watchStructure(window);
            if (wholeWindow && server.hasComposite()) {
                server.redirect(window);
            }
            visible = server.viewable(window);
        } catch (Refused e) {
            throw missing();
        }
        refresh();
    }

    private int find(ScreenTarget.Window wanted) throws IOException {
        int found;
        try {
            found = Long.decode(wanted.window()).intValue();
        } catch (NumberFormatException e) {
            found = server.find(wanted.window());
        }
        if (found == 0) {
            throw missing();
        }
        return found;
    }

    private DeviceException missing() {
        return new DeviceException(
                Reason.NOT_FOUND,
                label + " is not on this display; `xwininfo -tree -root` lists the windows there are");
    }

    /// Takes note of an event.
    ///
    /// @throws DeviceException if the window was closed
    void note(Event event) throws DeviceException {
        switch (event) {
            case Destroyed(int which)
            when which == window -> throw new DeviceException(Reason.LOST, label + " was closed; open it again");
            case Resized(int which, int _, int _) when which == window -> stale = true;
            case Mapped(int which)
            when which == window -> {
                visible = true;
                stale = true;
            }
            case Unmapped(int which) when which == window -> visible = false;
            default -> {}
        }
    }

    /// Asks the server again where everything is, if something has changed.
    ///
    /// @throws DeviceException if nothing of it can be seen any more, or the window is gone
    void refresh() throws IOException {
        if (!stale) {
            return;
        }
        try {
            Geometry geometry = server.geometry(window);
            width = geometry.width();
            height = geometry.height();
            border = geometry.border();
            if (wholeWindow) {
                nameContent();
                int[] position = server.position(window);
                left = position[0];
                top = position[1];
            } else {
                clip();
            }
            stale = false;
        } catch (Refused e) {
            throw new DeviceException(Reason.LOST, label + " was closed; open it again", e);
        }
    }

    private void nameContent() throws IOException {
        if (server.hasComposite() && visible) {
            if (pixmap != 0) {
                server.freePixmap(pixmap);
            }
            pixmap = server.namePixmap(window);
        }
    }

    private void clip() throws DeviceException {
        Region wanted = region;
        if (wanted == null) {
            return;
        }
        int right = Math.min(width, wanted.x() + wanted.width());
        int bottom = Math.min(height, wanted.y() + wanted.height());
        if (right <= wanted.x() || bottom <= wanted.y()) {
            throw new DeviceException(
                    Reason.NOT_FOUND,
                    label + " lies outside of the screen, which is " + width + "x" + height
                            + "; choose a region inside of it");
        }
        left = wanted.x();
        top = wanted.y();
        width = right - left;
        height = bottom - top;
    }

    /// {@return whether there is something to be captured just now: a hidden window keeps its last picture}
    boolean visible() {
        return visible;
    }

    /// {@return the drawable that holds the pixels}
    int pixels() {
        return pixmap != 0 ? pixmap : window;
    }

    /// {@return the window itself}
    int window() {
        return window;
    }

    /// {@return where the pixels begin in [#pixels()]}
    int x() {
        return pixmap != 0 ? border : wholeWindow ? 0 : left;
    }

    int y() {
        return pixmap != 0 ? border : wholeWindow ? 0 : top;
    }

    /// {@return where the picture begins on the screen}
    int left() {
        return left;
    }

    int top() {
        return top;
    }

    PictureSize size() {
        return new PictureSize(width, height);
    }

    /// Has everything looked up again before the next picture.
    void doubt() {
        stale = true;
    }
}
