package io.rostrum.server.rtmp;

import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpMessage.Command;
import java.util.List;

/// What the server says, in the forms of RTMP 1.0 §7.2.
final class Replies {
    private Replies() {}

    /// §7.2.1.1
    static Command connected(double transactionId) {
        return new Command(
                "_result",
                transactionId,
                List.of(
                        AmfValue.properties()
                                .put("fmsVer", "FMS/3,5,7,7009")
                                .put("capabilities", 31)
                                .put("mode", 1)
                                .object(),
                        AmfValue.properties()
                                .put("level", "status")
                                .put("code", "NetConnection.Connect.Success")
                                .put("description", "Connection succeeded.")
                                .put("objectEncoding", 0)
                                .object()),
                0);
    }

    static Command connectRefused(double transactionId, String code, String why) {
        return new Command("_error", transactionId, List.of(AmfValue.NULL, info("error", code, why)), 0);
    }

    /// §7.2.1.2
    static Command result(Command asked, AmfValue value) {
        return new Command("_result", asked.transactionId(), List.of(AmfValue.NULL, value), asked.messageStreamId());
    }

    static Command error(Command asked, String why) {
        return new Command(
                "_error",
                asked.transactionId(),
                List.of(AmfValue.NULL, info("error", "NetConnection.Call.Failed", why)),
                asked.messageStreamId());
    }

    /// §7.2.2: `onStatus` on the connection's message stream.
    static Command status(String level, String code, String words) {
        return new Command(
                "onStatus", 0, List.of(AmfValue.NULL, info(level, code, words)), RtmpFraming.MESSAGE_STREAM_ID);
    }

    /// What the FMLE asks for with `FCPublish` and `FCUnpublish`, and some players with `FCSubscribe`.
    static Command onFc(String name, String code, String words) {
        return new Command(name, 0, List.of(AmfValue.NULL, info("status", code, words)), 0);
    }

    private static AmfValue info(String level, String code, String words) {
        return AmfValue.properties()
                .put("level", level)
                .put("code", code)
                .put("description", words)
                .object();
    }
}
