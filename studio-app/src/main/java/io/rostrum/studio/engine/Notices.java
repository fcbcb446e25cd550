package io.rostrum.studio.engine;

import java.util.ArrayList;
import java.util.List;

/// What the user should know, until it is taken away. The same sentence is kept once. Thread-safe.
final class Notices {
    private static final int MOST = 20;

    private List<Notice> list = List.of();
    private long last;

    synchronized void add(boolean grave, String text) {
        List<Notice> more = new ArrayList<>(list);
        more.removeIf(notice -> notice.text().equals(text));
        more.add(new Notice(++last, grave, text));
        list = List.copyOf(more.subList(Math.max(0, more.size() - MOST), more.size()));
    }

    synchronized void remove(long id) {
        list = list.stream().filter(notice -> notice.id() != id).toList();
    }

    synchronized List<Notice> list() {
        return list;
    }
}
