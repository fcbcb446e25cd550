package io.rostrum.testing;

import com.google.gson.JsonElement;
import io.rostrum.testing.peer.Chromium;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;

/// A viewer with Chromium on the watch page: whether the player goes on, and what states it goes through.
public final class PlayerWatch implements AutoCloseable {
    /// States in which the picture is gone and the player begins anew, or gives up.
    private static final Set<String> BROKEN = Set.of("reconnecting", "error", "offline", "loading");

    private final Chromium chromium;

    private PlayerWatch(Chromium chromium) {
        this.chromium = chromium;
    }

    /// Opens the page and waits until it plays.
    ///
    /// @param url of the watch page with the way it is to play
    public static PlayerWatch open(String url) throws InterruptedException {
        PlayerWatch watch = new PlayerWatch(Chromium.start());
        watch.chromium.open(url);
        Awaitility.await("a picture of " + url).atMost(Duration.ofSeconds(60)).until(() -> watch.mediaSeconds() > 0.5);
        watch.chromium.evaluate("""
                (() => {
                  const root = document.querySelector('.player');
                  window.seenStates = [];
                  new MutationObserver(() => seenStates.push(root.dataset.state))
                    .observe(root, { attributes: true, attributeFilter: ['data-state'] });
                })()""");
        return watch;
    }

    /// {@return the player's position}
    public double mediaSeconds() {
        return chromium.evaluate("document.querySelector('video').currentTime").getAsDouble();
    }

    /// {@return states of the player since it began to play that a viewer would call an error}
    public List<String> troubles() {
        return chromium.evaluate("window.seenStates").getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString)
                .filter(BROKEN::contains)
                .toList();
    }

    /// {@return how often it ran dry}
    public int stalls() {
        return chromium.evaluate("document.querySelector('.player').dataset.stalls ?? '0'")
                .getAsInt();
    }

    /// {@return errors on the browser's console}
    public List<String> errors() {
        return chromium.console().stream()
                .filter(line -> line.contains("\"level\":\"error\"")
                        || line.contains("\"type\":\"error\"")
                        || line.contains("exceptionDetails"))
                .toList();
    }

    @Override
    public void close() {
        chromium.close();
    }
}
