package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private final Notices notices = new Notices();

    private List<String> texts() {
        return notices.list().stream().map(Notice::text).toList();
    }

    @Test
    void whatHoldsIsShownOnceAndNotAnyMoreWhenItIsOver() {
        Object rate = new Object();
        notices.say("The camera came back.");

        notices.began(rate, "The bit rate is lowered to 750 kbit/s.");
        notices.began(rate, "The bit rate is lowered to 500 kbit/s.");
        assertThat(texts()).containsExactly("The camera came back.", "The bit rate is lowered to 500 kbit/s.");

        notices.over(rate, "The pictures are sent at 2500 kbit/s again.");
        assertThat(texts()).containsExactly("The camera came back.");
    }

    @Test
    void theSameSentenceIsKeptOnceAndTheUserTakesItAway() {
        notices.say("The camera came back.");
        notices.say("The camera came back.");
        assertThat(texts()).containsExactly("The camera came back.");

        notices.remove(notices.list().getFirst().id());
        assertThat(texts()).isEmpty();
    }
}
