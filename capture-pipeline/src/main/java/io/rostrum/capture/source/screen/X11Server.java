package io.rostrum.capture.source.screen;

import io.rostrum.capture.source.screen.X11Connection.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The requests of X that capturing needs, core and extensions, one method each. Confined to one thread.
///
/// Opcodes and layouts: X Protocol appendix B; MIT-SHM 1.1, XFIXES 2, DAMAGE 1.1 and Composite 0.4 of the X.Org
/// protocol documents (xextproto, fixesproto, damageproto, compositeproto).
final class X11Server implements AutoCloseable {
    /// Where a drawable is and how large, without its border.
    record Geometry(int x, int y, int width, int height, int border, int depth) {}

    /// The mouse cursor: where its hot spot's picture begins on the screen, and its pixels, ARGB premultiplied.
    ///
    /// @param serial changes with the shape
    record Cursor(int x, int y, int width, int height, int serial, IntBuffer pixels) {}

    /// Events that capturing looks at.
    sealed interface Event {}

    record Damaged() implements Event {}

    record Resized(int window, int width, int height) implements Event {}

    record Destroyed(int window) implements Event {}

    record Mapped(int window) implements Event {}

    record Unmapped(int window) implements Event {}

    record Other() implements Event {}

    private static final int ALL_PLANES = 0xFFFFFFFF;
    private static final int Z_PIXMAP = 2;
    private static final int EVENT_MASK = 0x800;
    private static final int STRUCTURE_NOTIFY = 0x20000;
    private static final int DAMAGE_NON_EMPTY = 3;
    private static final int VIEWABLE = 2;
    private static final int LONGEST_TITLE_WORDS = 256;
    private static final int MOST_WINDOWS = 20_000;
    /// A predefined atom.
    private static final int WM_NAME = 39;
    /// Pixels of the smallest window worth listing.
    private static final int LEAST_SIDE = 48;

    private final X11Connection connection;
    private final int shm;
    private final int fixes;
    private final int damage;
    private final int damageEvent;
    private final int composite;

    /// Takes the connection, and tells the server which versions of its extensions are meant.
    X11Server(X11Connection connection) throws IOException {
        this.connection = connection;
        shm = extension("MIT-SHM")[0];
        fixes = extension("XFIXES")[0];
        int[] damages = extension("DAMAGE");
        damage = damages[0];
        damageEvent = damages[1];
        composite = extension("Composite")[0];
        version(fixes, 2, 0);
        version(damage, 1, 1);
        version(composite, 0, 4);
    }

    X11Setup setup() {
        return connection.setup();
    }

    boolean hasSharedMemory() {
        return shm != 0;
    }

    boolean hasComposite() {
        return composite != 0;
    }

    /// {@return major opcode and first event of an extension; zeros if the server has none of that name}
    private int[] extension(String name) throws IOException {
        ByteBuffer request = named(98, 0, name);
        ByteBuffer reply = connection.ask(request);
        return reply.get(8) == 0 ? new int[2] : new int[] {reply.get(9) & 0xFF, reply.get(10) & 0xFF};
    }

    private static ByteBuffer named(int major, int minor, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return X11Connection.request(major, minor, 2 + X11Setup.padded(bytes.length) / 4)
                .putShort((short) bytes.length)
                .putShort((short) 0)
                .put(bytes);
    }

    private void version(int major, int wantedMajor, int wantedMinor) throws IOException {
        if (major != 0) {
            connection.ask(
                    X11Connection.request(major, 0, 3).putInt(wantedMajor).putInt(wantedMinor));
        }
    }

    Geometry geometry(int drawable) throws IOException {
        ByteBuffer reply = connection.ask(X11Connection.request(14, 0, 2).putInt(drawable));
        return new Geometry(
                reply.getShort(12),
                reply.getShort(14),
                reply.getShort(16) & 0xFFFF,
                reply.getShort(18) & 0xFFFF,
                reply.getShort(20) & 0xFFFF,
                reply.get(1) & 0xFF);
    }

    /// {@return where the upper left corner of a window's content is on the screen: x, y}
    int[] position(int window) throws IOException {
        ByteBuffer reply = connection.ask(X11Connection.request(40, 0, 4)
                .putInt(window)
                .putInt(setup().root())
                .putInt(0));
        return new int[] {reply.getShort(12), reply.getShort(14)};
    }

    boolean viewable(int window) throws IOException {
        return connection.ask(X11Connection.request(3, 0, 2).putInt(window)).get(26) == VIEWABLE;
    }

    /// Has the server tell when `window` is moved, resized, hidden, shown or destroyed.
    void watchStructure(int window) throws IOException {
        connection.sendChecked(
                X11Connection.request(2, 0, 4).putInt(window).putInt(EVENT_MASK).putInt(STRUCTURE_NOTIFY));
    }

    /// Has the server tell when something is painted on `drawable`.
    ///
    /// @return number of the watch, for [#forgetDamage(int)]; 0 where the server has no such extension
    int watchDamage(int drawable) throws IOException {
        if (damage == 0) {
            return 0;
        }
        int id = connection.newId();
        connection.sendChecked(
                X11Connection.request(damage, 1, 4).putInt(id).putInt(drawable).putInt(DAMAGE_NON_EMPTY));
        return id;
    }

    /// Has the server tell again with the next thing painted.
    void forgetDamage(int id) throws IOException {
        connection.send(X11Connection.request(damage, 3, 4).putInt(id).putInt(0).putInt(0));
    }

    /// Keeps a window's content complete while other windows cover it.
    void redirect(int window) throws IOException {
        connection.sendChecked(X11Connection.request(composite, 1, 3).putInt(window));
    }

    /// {@return a number for the window's content as it is until its size changes, border included}
    int namePixmap(int window) throws IOException {
        int pixmap = connection.newId();
        connection.sendChecked(
                X11Connection.request(composite, 6, 3).putInt(window).putInt(pixmap));
        return pixmap;
    }

    void freePixmap(int pixmap) throws IOException {
        connection.send(X11Connection.request(54, 0, 2).putInt(pixmap));
    }

    /// Lets the server use `memory`.
    ///
    /// @return the segment's number at the server
    /// @throws Refused if it cannot: it is on another machine
    int attach(SharedMemory memory) throws IOException {
        int segment = connection.newId();
        connection.sendChecked(X11Connection.request(shm, 1, 4)
                .putInt(segment)
                .putInt(memory.id())
                .putInt(0));
        return segment;
    }

    void detach(int segment) throws IOException {
        connection.sendChecked(X11Connection.request(shm, 2, 2).putInt(segment));
    }

    /// Asks the server to leave pixels in a segment; [#awaitImage(int)] says when they are there.
    int requestImage(int drawable, int x, int y, int width, int height, int segment) throws IOException {
        return connection.send(X11Connection.request(shm, 4, 8)
                .putInt(drawable)
                .putShort((short) x)
                .putShort((short) y)
                .putShort((short) width)
                .putShort((short) height)
                .putInt(ALL_PLANES)
                .putInt(Z_PIXMAP)
                .putInt(segment)
                .putInt(0));
    }

    void awaitImage(int sent) throws IOException {
        connection.reply(sent);
    }

    /// {@return pixels sent over the connection, four bytes each, row by row}
    ByteBuffer image(int drawable, int x, int y, int width, int height) throws IOException {
        ByteBuffer reply = connection.ask(X11Connection.request(73, Z_PIXMAP, 5)
                .putInt(drawable)
                .putShort((short) x)
                .putShort((short) y)
                .putShort((short) width)
                .putShort((short) height)
                .putInt(ALL_PLANES));
        return reply.position(32);
    }

    /// {@return the mouse cursor as it is now; null where the server has no such extension}
    @Nullable
    Cursor cursor() throws IOException {
        if (fixes == 0) {
            return null;
        }
        ByteBuffer reply = connection.ask(X11Connection.request(fixes, 4, 1));
        int width = reply.getShort(12) & 0xFFFF;
        int height = reply.getShort(14) & 0xFFFF;
        if (reply.limit() < 32 + 4 * width * height) {
            throw new IOException("cursor of the X server: " + reply.limit() + " bytes (expected: " + width + "x"
                    + height + " pixels)");
        }
        return new Cursor(
                reply.getShort(8) - reply.getShort(16),
                reply.getShort(10) - reply.getShort(18),
                width,
                height,
                reply.getInt(20),
                reply.position(32).asIntBuffer());
    }

    /// {@return the window on screen whose title is, or else contains, `title` regardless of case; 0 if there
    /// is none}
    int find(String title) throws IOException {
        int utf8 = atom("_NET_WM_NAME");
        String wanted = title.toLowerCase(Locale.ROOT);
        int best = 0;
        Deque<Integer> open = new ArrayDeque<>();
        open.add(setup().root());
        for (int looked = 0; !open.isEmpty() && looked < MOST_WINDOWS; looked++) {
            int window = open.remove();
            try {
                String name = text(window, utf8);
                name = name.isEmpty() ? text(window, WM_NAME) : name;
                String lower = name.toLowerCase(Locale.ROOT);
                if (lower.equals(wanted) && viewable(window)) {
                    return window;
                }
                if (best == 0 && lower.contains(wanted) && viewable(window)) {
                    best = window;
                }
                open.addAll(children(window));
            } catch (Refused e) {
                looked++; // it was closed meanwhile
            }
        }
        return best;
    }

    /// A window that people know by a title.
    ///
    /// @param width  pixels
    /// @param height pixels
    record Titled(int id, String title, int width, int height) {}

    /// {@return the windows on screen that have a title and can be made out, in no order}
    List<Titled> titledWindows() throws IOException {
        int utf8 = atom("_NET_WM_NAME");
        List<Titled> found = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>(children(setup().root()));
        for (int looked = 0; !open.isEmpty() && looked < MOST_WINDOWS; looked++) {
            int window = open.remove();
            try {
                String title = text(window, utf8);
                title = title.isEmpty() ? text(window, WM_NAME) : title;
                Geometry size = geometry(window);
                boolean seen = viewable(window) && size.width() >= LEAST_SIDE && size.height() >= LEAST_SIDE;
                if (seen && !title.isBlank()) {
                    found.add(new Titled(window, title.strip(), size.width(), size.height()));
                } else if (seen) {
                    open.addAll(children(window)); // a window manager's frame around it
                }
            } catch (Refused e) {
                looked++; // it was closed meanwhile
            }
        }
        return found;
    }

    private List<Integer> children(int window) throws IOException {
        ByteBuffer tree = connection.ask(X11Connection.request(15, 0, 2).putInt(window));
        List<Integer> children = new ArrayList<>();
        for (int i = 0; i < (tree.getShort(16) & 0xFFFF); i++) {
            children.add(tree.getInt(32 + 4 * i));
        }
        return children;
    }

    private int atom(String name) throws IOException {
        return connection.ask(named(16, 0, name)).getInt(8);
    }

    private String text(int window, int property) throws IOException {
        ByteBuffer reply = connection.ask(X11Connection.request(20, 0, 6)
                .putInt(window)
                .putInt(property)
                .putInt(0)
                .putInt(0)
                .putInt(LONGEST_TITLE_WORDS));
        if (reply.get(1) != 8) {
            return "";
        }
        byte[] bytes = new byte[Math.min(reply.getInt(16), reply.limit() - 32)];
        reply.get(32, bytes);
        return new String(bytes, property == WM_NAME ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /// {@return the next event, waiting `nanos` at most; null if none came}
    @Nullable
    Event event(long nanos) throws IOException {
        ByteBuffer event = connection.event(nanos);
        if (event == null) {
            return null;
        }
        int code = event.get(0) & 0x7F;
        if (damage != 0 && code == damageEvent) {
            return new Damaged();
        }
        return switch (code) {
            case 17 -> new Destroyed(event.getInt(8));
            case 18 -> new Unmapped(event.getInt(8));
            case 19 -> new Mapped(event.getInt(8));
            case 22 -> new Resized(event.getInt(8), event.getShort(20) & 0xFFFF, event.getShort(22) & 0xFFFF);
            default -> new Other();
        };
    }

    /// {@return how often a second the screen is drawn anew, as RANDR 1.1 says (randrproto, RRGetScreenInfo); 0
    /// where the server does not say}
    int refreshHertz() throws IOException {
        int randr = extension("RANDR")[0];
        if (randr == 0) {
            return 0;
        }
        version(randr, 1, 1);
        ByteBuffer reply = connection.ask(X11Connection.request(randr, 5, 2).putInt(setup().root()));
        return reply.getShort(26) & 0xFFFF;
    }

    @Override
    public void close() {
        connection.close();
    }
}
