package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.studio.engine.Thumbnail;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ThumbnailWatchTest {
    private static final Thumbnail PICTURE = new Thumbnail(1, 1, new int[1]);

    private record Asked(String input, CompletableFuture<Thumbnail> answer) {}

    private final List<Asked> asked = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final ThumbnailWatch watch = new ThumbnailWatch(
            source -> {
                CompletableFuture<Thumbnail> answer = new CompletableFuture<>();
                asked.add(new Asked(source.input(), answer));
                return answer;
            },
            Runnable::run,
            new ThumbnailWatch.Viewer() {
                @Override
                public void picture(String input, Thumbnail picture) {
                    seen.add(input);
                }

                @Override
                public void failed(String input, String why) {
                    seen.add(input + ": " + why);
                }
            });

    private List<String> inputs() {
        return asked.stream().map(Asked::input).toList();
    }

    @Test
    void aSourceIsNotAskedAgainBeforeItHasAnswered() {
        watch.tick(List.of("a"), 0);
        watch.tick(List.of("a"), 5_000);
        assertThat(inputs()).containsExactly("a");

        asked.getFirst().answer().complete(PICTURE);
        assertThat(seen).containsExactly("a");
        watch.tick(List.of("a"), 5_900);
        assertThat(inputs()).as("within a second").containsExactly("a");
        watch.tick(List.of("a"), 6_000);
        assertThat(inputs()).containsExactly("a", "a");
    }

    @Test
    void noMoreThanTwoAreAskedAtOnceAndAllComeToTheirTurn() {
        watch.tick(List.of("a", "b", "c"), 0);
        assertThat(inputs()).containsExactly("a", "b");
        asked.get(0).answer().complete(PICTURE);
        watch.tick(List.of("a", "b", "c"), 250);
        assertThat(inputs()).containsExactly("a", "b", "c");
        asked.get(1).answer().complete(PICTURE);
        asked.get(2).answer().complete(PICTURE);
        watch.tick(List.of("a", "b", "c"), 2_000);
        assertThat(inputs()).containsExactly("a", "b", "c", "a", "b");
    }

    @Test
    void whatIsNoLongerSeenIsGivenUp() {
        watch.tick(List.of("a"), 0);
        watch.tick(List.of("b"), 250);
        assertThat(asked.getFirst().answer()).isCancelled();
        assertThat(seen).as("nothing is said about what is gone").isEmpty();
        assertThat(inputs()).containsExactly("a", "b");
    }

    @Test
    void aFailureIsSaidInItsWordsAndTriedAgainLater() {
        watch.tick(List.of("a"), 0);
        asked.getFirst()
                .answer()
                .completeExceptionally(new DeviceException(
                        DeviceException.Reason.BUSY, "Camera: another program uses it; close that"));
        assertThat(seen).containsExactly("a: Camera: another program uses it; close that");
        watch.tick(List.of("a"), 2_000);
        assertThat(inputs()).containsExactly("a");
        watch.tick(List.of("a"), 4_000);
        assertThat(inputs()).containsExactly("a", "a");
    }

    @Test
    void afterTheEndNothingIsAskedOrHeard() {
        watch.tick(List.of("a", "b"), 0);
        asked.get(1).answer().complete(PICTURE);
        seen.clear();
        watch.close();
        assertThat(asked.getFirst().answer()).isCancelled();
        watch.tick(List.of("a", "b"), 9_000);
        assertThat(inputs()).containsExactly("a", "b");
        assertThat(seen).isEmpty();
    }
}
