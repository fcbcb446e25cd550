package io.rostrum.studio.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the user should know, until it is taken away or, where it was to hold for a time, is over. The same sentence is
/// kept once. Thread-safe.
final class Notices implements Announcer {
    private static final int MOST = 20;

    private List<Notice> list = List.of();
    /// What holds, and the notice of it.
    private final Map<Object, Long> holding = new HashMap<>();
    private long last;

    synchronized void add(boolean grave, String text) {
        List<Notice> more = new ArrayList<>(list);
        more.removeIf(notice -> notice.text().equals(text));
        more.add(new Notice(++last, grave, text));
        list = List.copyOf(more.subList(Math.max(0, more.size() - MOST), more.size()));
    }

    @Override
    public void say(String sentence) {
        add(/* grave= */ false, sentence);
    }

    @Override
    public synchronized void began(Object what, String sentence) {
        over(what, sentence);
        say(sentence);
        holding.put(what, last);
    }

    /// Takes the notice of it away: the window shows that all is well again.
    @Override
    public synchronized void over(Object what, String sentence) {
        Long notice = holding.remove(what);
        if (notice != null) {
            remove(notice);
        }
    }

    synchronized void remove(long id) {
        list = list.stream().filter(notice -> notice.id() != id).toList();
    }

    synchronized List<Notice> list() {
        return list;
    }
}
