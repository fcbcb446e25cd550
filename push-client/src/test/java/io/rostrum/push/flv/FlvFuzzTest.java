package io.rostrum.push.flv;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.amf.AmfException;
import java.nio.ByteBuffer;

/// Any bytes: a value, a request for more, or [FlvFormatException]. Seeds are beside the test's resources.
class FlvFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void reader(byte[] data) {
        ByteBuf in = Unpooled.buffer(data.length + 1).writeBytes(data);
        FlvReader reader = new FlvReader(new FlvReader.Limits(1 << 16, 64));
        try {
            while (true) {
                int before = in.readableBytes();
                FlvReader.Result result = reader.read(in);
                if (result instanceof FlvReader.Result.NeedMoreData) {
                    assertThat(in.readableBytes()).isEqualTo(before);
                    break;
                }
                assertThat(in.readableBytes()).isLessThan(before);
                if (result instanceof FlvReader.Result.Tag(FlvTag tag)) {
                    look(tag);
                    tag.body().release();
                }
            }
        } catch (FlvFormatException e) {
            assertThat(e).hasMessageContaining("expected");
        } finally {
            in.release();
        }
        assertThat(in.refCnt()).isZero();
    }

    private static void look(FlvTag tag) {
        try {
            switch (tag.type()) {
                case AUDIO -> FlvAudio.parse(tag.body());
                case VIDEO -> FlvVideo.parse(tag.body());
                case SCRIPT -> OnMetaData.parse(tag.body());
            }
        } catch (FlvFormatException | AmfException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void videoBody(byte[] data) {
        try {
            if (FlvVideo.parse(ByteBuffer.wrap(data)) instanceof FlvVideo.Frame frame) {
                assertThat(frame.nals().remaining()).isBetween(1, data.length - 5);
            }
        } catch (FlvFormatException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    /// A script tag's body.
    @FuzzTest(maxDuration = "10m")
    void metadata(byte[] data) {
        try {
            OnMetaData said = OnMetaData.parse(Unpooled.wrappedBuffer(data));
            if (said != null) {
                assertThat(said.width()).isNotNegative();
                assertThat(said.videoKilobits()).isNotNegative();
                assertThat(said.frameRate()).isBetween(0.0, 1e9);
                ByteBuf again = Unpooled.buffer();
                OnMetaData.write(again, said.properties());
                assertThat(OnMetaData.parse(again)).isEqualTo(said);
            }
        } catch (AmfException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void audioBody(byte[] data) {
        try {
            if (FlvAudio.parse(ByteBuffer.wrap(data)) instanceof FlvAudio.Frame frame) {
                assertThat(frame.accessUnit().remaining()).isBetween(1, data.length - 2);
            }
        } catch (FlvFormatException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }
}
