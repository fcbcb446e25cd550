package io.rostrum.server.chat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.EventExecutor;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.chat.Outcome.Done;
import io.rostrum.server.chat.Outcome.Refused;
import io.rostrum.server.chat.Outcome.Why;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.WebSocketUpgrade;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's WebSocket (RFC 6455) after the handshake. Confined to the channel's loop, but for
/// [#tell],
/// [#speaker] and what the account's check says.
///
/// A client that says too much, or does not answer, is cut off; so is one that takes its messages too
/// slowly, which finds what it missed when it comes back.
final class ChatConnection extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger log = LoggerFactory.getLogger(ChatConnection.class);
    /// Of one message of a client: 500 code points and their escapes.
    static final int MAX_MESSAGE_BYTES = 8 << 10;
    /// What may wait for a client that takes it slowly.
    static final int MOST_WAITING_BYTES = 1 << 20;
    /// How long nothing may be heard of a client, which is asked every 20 s.
    static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(50);
    /// The session has ended, so that the page may come back as a guest, or the device was revoked (§7.4.2,
    /// for private use).
    static final WebSocketCloseStatus SIGNED_OUT = new WebSocketCloseStatus(4401, "signed out");

    private static final int LEAST_WAITING_BYTES = 64 << 10;
    private static final int TICKET_BYTES = 16;
    private static final Pattern TICKET = Pattern.compile("[0-9a-f]{32}");
    private static final int MAX_REF = 32;

    private final Chat chat;
    private final Room room;
    private final Channel channel;
    private final InetAddress peer;
    private final Optional<Membership> membership;
    private final OptionalLong after;
    private final Allowance frames;
    private final Allowance says;
    private final Allowance joins;
    private volatile Optional<Speaker> speaker;
    private long heardNanos;
    private String why = "the client closed it";

    /// Who connects.
    ///
    /// @param member     empty for a guest
    /// @param membership looks again who it is; empty for a guest
    /// @param after      newest message the client has; empty for none
    record Visitor(InetAddress peer, Optional<Caller> member, Optional<Membership> membership, OptionalLong after) {}

    ChatConnection(Chat chat, Room room, Channel channel, Visitor visitor) {
        super(WebSocketFrame.class);
        this.chat = chat;
        this.room = room;
        this.channel = channel;
        this.peer = visitor.peer();
        this.membership = visitor.membership();
        this.after = visitor.after();
        this.speaker = visitor.member().flatMap(member -> Speaker.member(member, Speaker.network(peer)));
        heardNanos = now();
        frames = new Allowance(40, 5, heardNanos);
        says = new Allowance(5, 1, heardNanos);
        joins = new Allowance(5, 0.05, heardNanos);
    }

    void start() {
        if (!channel.isActive()) {
            return; // gone while it was looked up who comes
        }
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(LEAST_WAITING_BYTES, MOST_WAITING_BYTES));
        WebSocketUpgrade.speak(channel.pipeline(), MAX_MESSAGE_BYTES);
        channel.pipeline().addLast(this);
        room.enter(this, after);
    }

    private long now() {
        return channel.eventLoop().ticker().nanoTime();
    }

    EventExecutor loop() {
        return channel.eventLoop();
    }

    boolean isOpen() {
        return channel.isActive();
    }

    /// {@return who writes here; empty for a guest without a name}
    Optional<Speaker> speaker() {
        return speaker;
    }

    ByteBuf buffer(int bytes) {
        return channel.alloc().ioBuffer(bytes);
    }

    /// @param frame taken
    void write(ByteBuf frame) {
        if (channel.isWritable()) {
            channel.writeAndFlush(frame, channel.voidPromise());
            return;
        }
        frame.release();
        if (channel.isActive()) {
            why = "it takes its messages too slowly";
            channel.close();
        }
    }

    /// Says something to this client alone. Any thread.
    void tell(Object view) {
        byte[] frame = Frames.text(ChatJson.text(view));
        loop().execute(() -> write(buffer(frame.length).writeBytes(frame)));
    }

    void ping() {
        if (now() - heardNanos > SILENT_NANOS) {
            why = "nothing was heard of it";
            channel.close();
        } else if (channel.isWritable()) {
            channel.writeAndFlush(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
        }
    }

    /// The server stops.
    void goAway() {
        why = "the server stops";
        close(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE);
    }

    private void close(WebSocketCloseStatus status) {
        channel.writeAndFlush(new CloseWebSocketFrame(status)).addListener(ChannelFutureListener.CLOSE);
    }

    boolean isOfDevice() {
        return speaker.filter(Speaker::isDevice).isPresent();
    }

    /// Looks whether the account or device still is what it was. Blocks; any thread.
    void checkMembership() {
        if (membership.isEmpty()) {
            return;
        }
        Optional<Speaker> now;
        try {
            now = membership.get().check().flatMap(member -> Speaker.member(member, Speaker.network(peer)));
        } catch (DatabaseException e) {
            log.debug("[chat] who somebody is cannot be looked up now: {}", e.getMessage());
            return;
        }
        loop().execute(() -> {
            if (now.isEmpty()) {
                why = "it has signed out, or its device was revoked";
                close(SIGNED_OUT);
            } else {
                speaker = now;
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        heardNanos = now();
        if (!frames.take(heardNanos)) {
            why = "it says too much";
            close(WebSocketCloseStatus.POLICY_VIOLATION);
            return;
        }
        switch (frame) {
            case TextWebSocketFrame text -> received(text.text());
            case PingWebSocketFrame ping ->
                ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case PongWebSocketFrame _ -> {} // it was heard
            case CloseWebSocketFrame _ -> close(WebSocketCloseStatus.NORMAL_CLOSURE);
            default -> close(WebSocketCloseStatus.INVALID_MESSAGE_TYPE);
        }
    }

    private void received(String text) {
        Optional<ChatJson.Command> given = ChatJson.command(text);
        if (given.isEmpty()) {
            refuse(null, Outcome.refused(Why.BAD, "This is no message of the chat's protocol."));
            return;
        }
        ChatJson.Command command = given.get();
        String ref = command.ref() == null || command.ref().length() > MAX_REF ? null : command.ref();
        switch (String.valueOf(command.type())) {
            case "join" -> join(command, ref);
            case "say" -> say(command, ref);
            case "delete", "ban", "timeout", "unban", "rules", "clear" -> moderate(command, ref);
            default -> refuse(ref, Outcome.refused(Why.BAD, "There is no such command."));
        }
    }

    private void refuse(@Nullable String ref, Outcome<?> outcome) {
        if (outcome instanceof Refused<?> refusal) {
            tell(ChatJson.refused(ref, refusal));
        }
    }

    private void join(ChatJson.Command command, @Nullable String ref) {
        Speaker before = speaker.orElse(null);
        if (before != null && !before.isGuest()) {
            refuse(ref, Outcome.refused(Why.NICK, "You are here with a name already."));
            return;
        }
        Optional<Nick> nick = Nick.parse(command.nick() == null ? "" : command.nick());
        if (nick.isEmpty()) {
            refuse(ref, Outcome.refused(Why.NICK, "This is no name (expected: " + Nick.GRAMMAR + ")."));
            return;
        }
        if (!joins.take(now())) {
            refuse(ref, new Refused<>(Why.RATE, "Not another name so soon.", joins.waitMillis()));
            return;
        }
        String ticket =
                command.ticket() != null && TICKET.matcher(command.ticket()).matches() ? command.ticket() : newTicket();
        Speaker guest = Speaker.guest(nick.get(), ticket, Speaker.network(peer));
        switch (room.join(guest, nick.get(), before)) {
            case Done<Optional<Ban>>(Optional<Ban> ban) -> {
                speaker = Optional.of(guest);
                tell(ChatJson.you(guest, ticket, ban));
            }
            case Refused<Optional<Ban>> refusal -> refuse(ref, refusal);
        }
    }

    private static String newTicket() {
        byte[] random = new byte[TICKET_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private void say(ChatJson.Command command, @Nullable String ref) {
        if (speaker.isEmpty()) {
            refuse(ref, Outcome.refused(Why.NOT_JOINED, "Choose a name first."));
            return;
        }
        if (!says.take(now())) {
            refuse(ref, new Refused<>(Why.RATE, "Not so fast; try again in a moment.", says.waitMillis()));
            return;
        }
        if (!chat.mayWriteFrom(peer)) {
            refuse(ref, new Refused<>(Why.RATE, "Too much comes from your address; try again in a moment.", 1_000));
            return;
        }
        switch (room.say(speaker.get(), command.text() == null ? "" : command.text())) {
            case Done<Long>(Long id) -> tell(new ChatJson.Done("said", ref, id));
            case Refused<Long> refusal -> refuse(ref, refusal);
        }
    }

    private void moderate(ChatJson.Command command, @Nullable String ref) {
        if (speaker.filter(Speaker::moderates).isEmpty() || membership.isEmpty()) {
            refuse(ref, Outcome.refused(Why.FORBIDDEN, "This is for moderators, teachers and owners."));
            return;
        }
        chat.moderate(room, command, membership.get(), peer, outcome -> {
            switch (outcome) {
                case Done<Long>(Long id) -> tell(new ChatJson.Done("done", ref, id));
                case Refused<Long> refusal -> refuse(ref, refusal);
            }
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof ClosedChannelException)) { // of writes that a close left behind
            why = "the connection failed: " + cause.getMessage();
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        room.leave(this);
        log.debug("[chat {}] [live {}] closed: {}", channel.remoteAddress(), room.name(), why);
        ctx.fireChannelInactive();
    }
}
