package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The media of one quality that can be asked for: segments listed and lately listed, parts of the one being made, and
/// the initialization sections they need; within a [MemoryBudget]. Confined to one thread, but for [Shelf#media].
final class Holdings {
    private final Shelf shelf;
    private final Window window;
    private final MemoryBudget budget;
    /// Initialization sections that can be asked for, with their sizes, oldest first.
    private final Map<String, Integer> maps = new LinkedHashMap<>();

    private int mapsMade;
    private String map = "";
    private String openMap = "";
    private long heldBytes;

    Holdings(Shelf shelf, Window window, MemoryBudget budget) {
        this.shelf = shelf;
        this.window = window;
        this.budget = budget;
    }

    Shelf shelf() {
        return shelf;
    }

    Window window() {
        return window;
    }

    /// {@return the media initialization section of what comes next}
    String map() {
        return map;
    }

    /// Adds the media initialization section of what comes next.
    ///
    /// @param init taken
    void addMap(ByteBuf init) {
        map = "init-" + mapsMade++ + ".mp4";
        maps.put(map, init.readableBytes());
        shelf.put(map, init);
    }

    /// The segment being made needs that section.
    void openWith(String mapUri) {
        openMap = mapUri;
    }

    /// Lists a segment; what may not be asked for any longer is forgotten.
    void add(Segment segment, int targetSeconds, long nowNanos) {
        openMap = "";
        remove(window.add(segment, targetSeconds, nowNanos));
        hold();
    }

    /// Gives up what there is no room for.
    ///
    /// @return whether the least fits that must be held
    boolean fit(int targetSeconds) {
        hold();
        budget.makeRoom();
        remove(window.shrink(budget.allowed(heldBytes) - mapBytes() - shelf.partBytes(), targetSeconds));
        hold();
        return heldBytes <= budget.allowed(heldBytes);
    }

    private void remove(List<Segment> gone) {
        gone.forEach(shelf::forget);
        if (!gone.isEmpty() && maps.size() > 1) {
            Set<String> needed = window.all().stream().map(Segment::mapUri).collect(Collectors.toSet());
            needed.add(map);
            needed.add(openMap);
            maps.keySet().removeIf(old -> {
                boolean unused = !needed.contains(old);
                if (unused) {
                    shelf.remove(old);
                }
                return unused;
            });
        }
    }

    private long mapBytes() {
        return maps.values().stream().mapToLong(Integer::longValue).sum();
    }

    /// Tells the budget what is held.
    private void hold() {
        long now = window.bytes() + shelf.partBytes() + mapBytes();
        budget.use(now - heldBytes);
        heldBytes = now;
    }

    void forget() {
        window.all().forEach(shelf::forget);
        shelf.forgetOpen();
        maps.keySet().forEach(shelf::remove);
        budget.use(-heldBytes);
        heldBytes = 0;
    }
}
