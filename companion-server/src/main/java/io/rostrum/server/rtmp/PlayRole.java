package io.rostrum.server.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.amf.Amf0Writer;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.Viewer;
import org.jspecify.annotations.Nullable;

/// A connection that plays. Confined to the channel's loop.
final class PlayRole implements Viewer.Events {
    private final RtmpPeer peer;
    private final LiveStream stream;
    private @Nullable Viewer viewer;
    private boolean audio = true;
    private boolean video = true;

    PlayRole(RtmpPeer peer, LiveStream stream) {
        this.peer = peer;
        this.stream = stream;
    }

    /// RTMP 1.0 §7.2.2.1.
    void start() {
        peer.send(RtmpMessage.UserControl.streamBegin(RtmpFraming.MESSAGE_STREAM_ID));
        peer.send(Replies.status("status", "NetStream.Play.Reset", "Playing and resetting " + stream.name() + "."));
        peer.send(Replies.status("status", "NetStream.Play.Start", "Started playing " + stream.name() + "."));
        ByteBuf access = Unpooled.buffer();
        new Amf0Writer(access)
                .write(AmfValue.of("|RtmpSampleAccess"))
                .write(AmfValue.of(true))
                .write(AmfValue.of(true));
        peer.send(new RtmpMessage.Data(0, RtmpFraming.MESSAGE_STREAM_ID, access));
        peer.flush();
        viewer = stream.join(peer.channel(), RtmpFraming.INSTANCE, this);
    }

    /// §7.2.2.8
    void pause(boolean pause) {
        if (viewer != null) {
            viewer.pause(pause);
        }
        String code = pause ? "NetStream.Pause.Notify" : "NetStream.Unpause.Notify";
        peer.send(Replies.status("status", code, (pause ? "Paused " : "Playing ") + stream.name() + "."));
    }

    /// §7.2.2.4, §7.2.2.5
    void receive(boolean wantsAudio, boolean wantsVideo) {
        audio = wantsAudio;
        video = wantsVideo;
        if (viewer != null) {
            viewer.wants(audio, video);
        }
    }

    boolean audio() {
        return audio;
    }

    boolean video() {
        return video;
    }

    /// §7.1.7. Not `NetStream.Play.UnpublishNotify`: FFmpeg and librtmp take that for the end and close.
    @Override
    public void interrupted() {
        peer.send(new RtmpMessage.UserControl(RtmpMessage.UserControl.STREAM_DRY, RtmpFraming.MESSAGE_STREAM_ID, 0));
        peer.flush();
    }

    @Override
    public void resumed() {
        peer.send(Replies.status("status", "NetStream.Play.PublishNotify", stream.name() + " goes on."));
        peer.flush();
    }

    @Override
    public void ended() {
        peer.send(Replies.status("status", "NetStream.Play.UnpublishNotify", stream.name() + " has ended."));
        peer.send(new RtmpMessage.UserControl(RtmpMessage.UserControl.STREAM_EOF, RtmpFraming.MESSAGE_STREAM_ID, 0));
        peer.send(Replies.status("status", "NetStream.Play.Stop", stream.name() + " has ended."));
        peer.close("the stream it played has ended");
    }

    @Override
    public void givenUp(String why) {
        peer.close("played " + stream.name() + " and " + why);
    }
}
