package io.rostrum.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DateFieldTest {
    /// The date of RFC 9110 §5.6.7.
    @Test
    void isWrittenAnewWithEverySecond() {
        DateField date = new DateField();
        String first = date.at(784_111_777_000L);
        assertThat(first).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(date.at(784_111_777_999L)).isSameAs(first);
        assertThat(date.at(784_111_778_000L)).isEqualTo("Sun, 06 Nov 1994 08:49:38 GMT");
    }
}
