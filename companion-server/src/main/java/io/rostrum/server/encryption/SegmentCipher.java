package io.rostrum.server.encryption;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/// AES-128 in cipher block chaining with PKCS #7 padding, of one segment as a whole (RFC 8216
/// §4.3.2.4). Immutable.
///
/// A part of a segment is encrypted as a whole, too, with the key and the initialization vector of its
/// segment: players have no other for it.
public final class SegmentCipher {
    private static final int BLOCK_BYTES = 16;

    private final MediaKey key;
    private final long sequence;

    SegmentCipher(MediaKey key, long sequence) {
        this.key = key;
        this.sequence = sequence;
    }

    public MediaKey key() {
        return key;
    }

    /// {@return what is encrypted piece by piece, from its beginning}
    public Cipher encryptor() {
        return cipher(Cipher.ENCRYPT_MODE);
    }

    private Cipher cipher(int mode) {
        return cipher(mode, "AES/CBC/PKCS5Padding", vector());
    }

    private byte[] vector() {
        return ByteBuffer.allocate(BLOCK_BYTES)
                .putLong(BLOCK_BYTES - Long.BYTES, sequence)
                .array();
    }

    private Cipher cipher(int mode, String transformation, byte[] vector) {
        try {
            Cipher cipher = Cipher.getInstance(transformation);
            cipher.init(mode, key.secret(), new IvParameterSpec(vector));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(transformation + ": missing (expected: in every JDK)", e);
        }
    }

    /// {@return a segment or part, encrypted; the caller's}
    ///
    /// @param clear taken
    public ByteBuf encrypt(ByteBuf clear) {
        return through(encryptor(), clear);
    }

    /// {@return what was encrypted as a whole; the caller's}
    ///
    /// @param encrypted taken
    /// @throws IllegalStateException if it was not encrypted by this
    public ByteBuf decrypt(ByteBuf encrypted) {
        return through(cipher(Cipher.DECRYPT_MODE), encrypted);
    }

    /// {@return a piece of what was encrypted as a whole, for the work of that piece alone; the caller's}
    ///
    /// @param encrypted taken
    /// @param offset    of the piece without encryption
    /// @param bytes     of the piece, within what was encrypted
    public ByteBuf decrypt(ByteBuf encrypted, int offset, int bytes) {
        int from = offset - offset % BLOCK_BYTES;
        int to = Math.ceilDiv(offset + bytes, BLOCK_BYTES) * BLOCK_BYTES;
        byte[] vector = vector();
        if (from > 0) { // each block's is the one before it, encrypted
            encrypted.getBytes(encrypted.readerIndex() + from - BLOCK_BYTES, vector);
        }
        return through(
                        cipher(Cipher.DECRYPT_MODE, "AES/CBC/NoPadding", vector),
                        encrypted.slice(encrypted.readerIndex() + from, to - from))
                .skipBytes(offset - from)
                .writerIndex(offset - from + bytes);
    }

    private static ByteBuf through(Cipher cipher, ByteBuf from) {
        ByteBuf to = ByteBufAllocator.DEFAULT.directBuffer(cipher.getOutputSize(from.readableBytes()));
        try {
            int bytes = cipher.doFinal(from.nioBuffer(), to.nioBuffer(0, to.capacity()));
            return to.writerIndex(bytes);
        } catch (GeneralSecurityException e) {
            to.release();
            throw new IllegalStateException("segment: cannot be decrypted (expected: by the key it has)", e);
        } finally {
            from.release();
        }
    }
}
