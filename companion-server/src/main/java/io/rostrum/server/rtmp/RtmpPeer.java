package io.rostrum.server.rtmp;

import io.netty.channel.Channel;
import io.rostrum.push.rtmp.RtmpMessage;

/// The other end of a connection, as a session sees it. Used on the channel's loop only.
interface RtmpPeer {
    /// Sends with the next flush, which comes when the messages at hand are dealt with, or with [#flush()].
    void send(RtmpMessage message);

    void flush();

    /// Reads nothing more until [#resume()].
    void pause();

    void resume();

    /// The peer may publish: messages may be as large as media is.
    void allowMedia();

    /// The connection has said what it is for; it is no longer closed for not saying so.
    void roleTaken();

    /// Closes when what was sent is written, and logs why. Only the first call counts.
    void close(String why);

    /// {@return address and port, for log lines}
    String label();

    Channel channel();
}
