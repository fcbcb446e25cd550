package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.web.Chromium;
import io.rostrum.capture.source.web.LivePage;
import io.rostrum.capture.source.web.PageInput;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.input.SourceSpec;
import io.rostrum.studio.input.VideoInput;
import io.rostrum.studio.input.WebPages;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The web pages among the sources, by the sources' ids. Thread-safe.
final class LivePages implements PageDesk {
    private final Chromium browser;
    private final PictureSize canvas;
    private final Rational rate;
    private final Map<String, LivePage> pages = new ConcurrentHashMap<>();
    private volatile Set<String> inSight = Set.of();

    /// @param browser draws them; borrowed
    /// @param canvas  size of those that name none
    /// @param rate    of those that name none
    LivePages(Chromium browser, PictureSize canvas, Rational rate) {
        this.browser = browser;
        this.canvas = canvas;
        this.rate = rate;
    }

    Chromium browser() {
        return browser;
    }

    /// {@return makes the source of a page}
    Function<FramePool, Source> open(String id, String name, SourceSpec spec) {
        LivePage page = new LivePage(WebPages.of(spec, canvas, rate), browser);
        page.seen(inSight.contains(id));
        pages.put(id, page);
        return pool -> page.source(name, pool);
    }

    void close(String id) {
        pages.remove(id);
    }

    /// {@return whether a source can go on with another input, without being opened anew}
    boolean becomes(String id, String input) {
        return pages.containsKey(id) && spec(input).isPresent();
    }

    /// Shows another page where a source has one.
    void show(String id, String input) {
        LivePage page = pages.get(id);
        if (page != null) {
            spec(input).ifPresent(spec -> page.show(WebPages.of(spec, canvas, rate)));
        }
    }

    private static Optional<SourceSpec> spec(String input) {
        try {
            return VideoInput.parse(input) instanceof VideoInput.WebPage(SourceSpec spec)
                    ? Optional.of(spec)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // opening it says why
        }
    }

    /// @param sources ids of those that somebody may see now
    void inSight(Set<String> sources) {
        inSight = Set.copyOf(sources);
        pages.forEach((id, page) -> page.seen(sources.contains(id)));
    }

    @Override
    public void reload(String id) {
        Optional.ofNullable(pages.get(id)).ifPresent(LivePage::reload);
    }

    @Override
    public void input(String id, PageInput done) {
        Optional.ofNullable(pages.get(id)).ifPresent(page -> page.input(done));
    }

    @Override
    public CompletableFuture<byte[]> picture(String id) {
        LivePage page = pages.get(id);
        return page == null
                ? CompletableFuture.failedFuture(new IOException(tr("this source has no page")))
                : page.picture();
    }
}
