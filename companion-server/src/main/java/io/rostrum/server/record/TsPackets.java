package io.rostrum.server.record;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/// Packets of an MPEG transport stream with one programme (ISO/IEC 13818-1 §2.4). Confined to one thread.
final class TsPackets {
    static final int PACKET_BYTES = 188;
    static final int VIDEO_PID = 0x100;
    static final int AUDIO_PID = 0x101;
    static final int SYNC_BYTE = 0x47;

    private static final int PMT_PID = 0x1000;
    private static final int AVC_STREAM = 0x1B;
    private static final int ADTS_STREAM = 0x0F;
    private static final int PAYLOAD_BYTES = PACKET_BYTES - 4;
    private static final int PCR_FIELD_BYTES = 8;
    private static final int POLYNOMIAL = 0x04C1_1DB7;

    private final boolean video;
    private final boolean audio;
    private final int[] counters = new int[0x2000];

    TsPackets(boolean video, boolean audio) {
        this.video = video;
        this.audio = audio;
    }

    /// {@return the identifier of the packets that carry the clock}
    int clockPid() {
        return video ? VIDEO_PID : AUDIO_PID;
    }

    /// Writes what the programme consists of (§2.4.4.3, §2.4.4.8).
    ///
    /// @param out borrowed
    void tables(ByteBuf out) {
        ByteBuffer pat = ByteBuffer.allocate(16);
        pat.put((byte) 0).putShort((short) (0xB000 | 13)).putShort((short) 1).put((byte) 0xC1);
        pat.putShort((short) 0).putShort((short) 1).putShort((short) (0xE000 | PMT_PID));
        section(out, 0, pat);
        int streams = (video ? 5 : 0) + (audio ? 5 : 0);
        ByteBuffer pmt = ByteBuffer.allocate(16 + streams);
        pmt.put((byte) 2)
                .putShort((short) (0xB000 | (13 + streams)))
                .putShort((short) 1)
                .put((byte) 0xC1);
        pmt.putShort((short) 0).putShort((short) (0xE000 | clockPid())).putShort((short) 0xF000);
        if (video) {
            pmt.put((byte) AVC_STREAM).putShort((short) (0xE000 | VIDEO_PID)).putShort((short) 0xF000);
        }
        if (audio) {
            pmt.put((byte) ADTS_STREAM).putShort((short) (0xE000 | AUDIO_PID)).putShort((short) 0xF000);
        }
        section(out, PMT_PID, pmt);
    }

    /// @param table with room for its check sum
    private void section(ByteBuf out, int pid, ByteBuffer table) {
        table.putInt(crc(table.duplicate().flip()));
        header(out, pid, true, false);
        out.writeByte(0); // pointer_field
        out.writeBytes(table.flip());
        for (int left = PAYLOAD_BYTES - 1 - table.capacity(); left > 0; left--) {
            out.writeByte(0xFF);
        }
    }

    /// §2.4.4, annex A.
    private static int crc(ByteBuffer bytes) {
        int crc = -1;
        while (bytes.hasRemaining()) {
            crc ^= bytes.get() << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
            }
        }
        return crc;
    }

    private void header(ByteBuf out, int pid, boolean starts, boolean adaptation) {
        out.writeByte(SYNC_BYTE);
        out.writeShort((starts ? 0x4000 : 0) | pid);
        out.writeByte((adaptation ? 0x30 : 0x10) | counters[pid]);
        counters[pid] = counters[pid] + 1 & 0x0F;
    }

    /// Writes an access unit as a packetized elementary stream packet (§2.4.3.6).
    ///
    /// @param out        borrowed
    /// @param pts        presentation time, ticks of 90 kHz
    /// @param dts        decoding time
    /// @param clock      the programme's clock now; -1 for none
    /// @param random     decoding can start here
    /// @param accessUnit borrowed, position to limit
    void accessUnit(ByteBuf out, int pid, long pts, long dts, long clock, boolean random, ByteBuffer accessUnit) {
        boolean both = pts != dts;
        int fields = both ? 10 : 5;
        int length = 3 + fields + accessUnit.remaining();
        ByteBuffer pes = ByteBuffer.allocate(6 + length);
        pes.putInt(pid == VIDEO_PID ? 0x1E0 : 0x1C0);
        pes.putShort((short) (length > 0xFFFF ? 0 : length));
        pes.put((byte) 0x84).put((byte) (both ? 0xC0 : 0x80)).put((byte) fields);
        stamp(pes, both ? 3 : 2, pts);
        if (both) {
            stamp(pes, 1, dts);
        }
        pes.put(accessUnit.duplicate()).flip();
        boolean first = true;
        while (pes.hasRemaining()) {
            packet(out, pid, first, first ? clock : -1, first && random, pes);
            first = false;
        }
    }

    /// §2.4.3.7.
    private static void stamp(ByteBuffer out, int prefix, long ticks) {
        long value = ticks & 0x1_FFFF_FFFFL;
        out.put((byte) (prefix << 4 | value >> 30 << 1 | 1));
        out.putShort((short) ((value >> 15 & 0x7FFF) << 1 | 1));
        out.putShort((short) ((value & 0x7FFF) << 1 | 1));
    }

    private void packet(ByteBuf out, int pid, boolean starts, long clock, boolean random, ByteBuffer pes) {
        int field = clock >= 0 ? PCR_FIELD_BYTES : random ? 2 : 0;
        int room = PAYLOAD_BYTES - field;
        int stuffing = Math.max(0, room - pes.remaining());
        int adaptation = field + stuffing;
        header(out, pid, starts, adaptation > 0);
        if (adaptation > 0) {
            out.writeByte(adaptation - 1);
            if (adaptation > 1) {
                out.writeByte((random ? 0x40 : 0) | (clock >= 0 ? 0x10 : 0));
            }
            if (clock >= 0) {
                out.writeInt((int) (clock >> 1)); // base of 33 bits, six reserved, extension 0
                out.writeShort((int) (clock & 1) << 15 | 0x7E00);
            }
            int written = adaptation > 1 ? 2 + (clock >= 0 ? 6 : 0) : 1;
            for (int left = adaptation - written; left > 0; left--) {
                out.writeByte(0xFF);
            }
        }
        int count = Math.min(PAYLOAD_BYTES - adaptation, pes.remaining());
        out.writeBytes(pes.slice(pes.position(), count));
        pes.position(pes.position() + count);
    }
}
