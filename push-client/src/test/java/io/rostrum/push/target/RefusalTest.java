package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.amf.AmfValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    /// Texts as nginx-rtmp, Adobe's servers and Twitch have them.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NetStream.Publish.BadName | Already publishing | The server refused the stream: Already publishing | other encoder",
                "NetStream.Publish.Denied | '' | The server refused the stream: NetStream.Publish.Denied | may go live",
                "NetConnection.Connect.Rejected | [ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : | The server refused the stream: [ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : | a user name and a password",
                "NetConnection.Connect.InvalidApp | No such application. | The server refused the stream: No such application | does not know the application",
            })
    void saysWhyAndWhatToDo(String code, String text, String why, String whatToDo) {
        Refusal refusal = Refusal.of(AmfValue.properties()
                .put("level", "error")
                .put("code", code)
                .put("description", text)
                .object());

        assertThat(refusal.why()).isEqualTo(why);
        assertThat(refusal.whatToDo()).contains(whatToDo);
    }

    @Test
    void whatJustHappenedIsNoApplication() {
        Refusal refusal = new Refusal("error", "NetStream.Publish.Denied", "Something has happened");

        assertThat(refusal.whatToDo()).contains("may go live");
    }

    @Test
    void makesDoWithNothing() {
        Refusal refusal = Refusal.of(AmfValue.NULL);

        assertThat(refusal.why()).isEqualTo("The server refused the stream");
        assertThat(refusal.whatToDo()).isEqualTo("Check the stream key, and that the account may go live.");
    }
}
